import type { StoredEvent } from '../core/events.ts';
import type { ContactStore, SampleLog, Store } from '../core/ports.ts';
import { createContactStore } from './contacts.ts';
import { LIFTS, type Lifts } from './lift.ts';
import { redacted } from './redact.ts';
import { EVENT_COLUMNS, type EventRow, eventOf, eventValues, isSound, rowOf, sealed, stateSum } from './rows.ts';
import { createSampleLog } from './samples.ts';
import { lastSeq } from './schema.ts';
import { type Database, refusing, transact } from './sqlite.ts';

export interface EventLog extends Store, SampleLog, ContactStore {
  /** Removes the text of an event's payload for good and keeps the fact; false where there is no such event. */
  redact(seq: number): boolean;
}

/** Finds an event elsewhere whose row has changed since it was written; null where there is none. */
export type Rescue = (seq: number) => EventRow | null;

/** The log in a migrated database, which it owns from here on. */
export function createEventLog(db: Database, rescue: Rescue, lifts: Lifts = LIFTS): EventLog {
  const insert = db.prepare(
    `INSERT INTO events (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const selectAfter = db.prepare(`SELECT ${EVENT_COLUMNS} FROM events WHERE seq > ? ORDER BY seq`);
  const selectOf = db.prepare(`SELECT ${EVENT_COLUMNS} FROM events WHERE incident_id = ? ORDER BY seq`);
  const putState = db.prepare(
    'INSERT INTO state (name, value, crc) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value, crc = excluded.crc',
  );
  const getState = db.prepare('SELECT value, crc FROM state WHERE name = ?');

  function known(rows: Iterable<unknown>, limit = Number.POSITIVE_INFINITY): StoredEvent[] {
    const events: StoredEvent[] = [];
    for (const each of rows) {
      if (events.length >= limit) break;
      const row = each as EventRow;
      const sound = isSound(row) ? row : rescue(row.seq);
      const event = sound === null ? null : eventOf(sound, lifts);
      if (event !== null) events.push(event);
    }
    return events;
  }

  return {
    ...createSampleLog(db),
    ...createContactStore(db),

    commit({ events, state = {} }) {
      return transact(db, () => {
        const stored: StoredEvent[] = [];
        let seq = lastSeq(db);
        for (const event of events) {
          const { changes } = insert.run(...eventValues(rowOf(event, seq + 1, lifts)));
          if (changes === 0) continue;
          seq += 1;
          stored.push({ ...event, seq });
        }
        for (const [name, value] of Object.entries(state)) {
          const text = JSON.stringify(value ?? null);
          putState.run(name, text, stateSum(name, text));
        }
        return stored;
      });
    },

    eventsAfter: (seq, limit) => refusing(() => known(selectAfter.iterate(seq), limit)),
    eventsOf: (incidentId) => refusing(() => known(selectOf.iterate(incidentId))),

    state(name) {
      const row = refusing(() => getState.get(name));
      const value = row?.value;
      if (typeof value !== 'string' || row?.crc !== stateSum(name, value)) return undefined;
      return JSON.parse(value);
    },

    redact: (seq) => redactIn(db, seq),
    close: () => refusing(() => db.close()),
  };
}

/** The row of one event in the log itself or in a copy of it, of this schema or an older one. */
export function rowIn(db: Database, seq: number): EventRow | null {
  const row = refusing(() => db.prepare(`SELECT ${EVENT_COLUMNS} FROM events WHERE seq = ?`).get(seq));
  return row === undefined ? null : (row as unknown as EventRow);
}

export function redactIn(db: Database, seq: number): boolean {
  const row = rowIn(db, seq);
  if (row === null) return false;
  // A damaged row stays one, or its other columns would pass for sound.
  const { payload, crc } = isSound(row)
    ? sealed({ ...row, payload: redacted(row.payload) })
    : { ...row, payload: '{}' };
  transact(db, () => db.prepare('UPDATE events SET payload = ?, crc = ? WHERE seq = ?').run(payload, crc, seq));
  // Until then the old page is still in the -wal.
  refusing(() => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  return true;
}
