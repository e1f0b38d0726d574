import { StoreError } from '../core/ports.ts';
import { EVENT_COLUMNS, type EventRow, eventValues, isSound, stateSum } from './rows.ts';
import { hasContacts } from './schema.ts';
import { type Database, type OpenDatabase, refusing, transact } from './sqlite.ts';

/**
 * Adds to `into` what the damaged file still holds as it was written and `into` does not have.
 *
 * @returns how many events were added, and whether no event of the damaged file is missing (`whole`)
 * @throws StoreError where `into` cannot be written
 */
export function salvage(damaged: string, into: Database, open: OpenDatabase): { events: number; whole: boolean } {
  let events = 0;
  let whole = false;
  asFarAsReadable(() => {
    const from = open(damaged);
    try {
      transact(into, () => {
        whole = addEvents(from, 'ASC');
        // A damaged page stops a scan: what lies beyond it is reached from the other end.
        if (!whole) addEvents(from, 'DESC');
        asFarAsReadable(() => addState(from));
        asFarAsReadable(() => addSamples(from));
        asFarAsReadable(() => addContacts(from));
      });
    } finally {
      from.close();
    }
  });
  return { events, whole };

  function addEvents(from: Database, direction: 'ASC' | 'DESC'): boolean {
    const insert = into.prepare(
      `INSERT OR IGNORE INTO events (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const has = into.prepare('SELECT 1 FROM events WHERE seq = ?');
    let lost = 0;
    const finished = asFarAsReadable(() => {
      for (const each of from.prepare(`SELECT ${EVENT_COLUMNS} FROM events ORDER BY seq ${direction}`).iterate()) {
        const row = each as unknown as EventRow;
        if (isSound(row)) events += Number(insert.run(...eventValues(row)).changes);
        else if (has.get(row.seq) === undefined) lost += 1;
      }
    });
    return finished && lost === 0;
  }

  function addState(from: Database): void {
    const put = into.prepare('INSERT OR REPLACE INTO state (name, value, crc) VALUES (?, ?, ?)');
    for (const { name, value, crc } of from.prepare('SELECT name, value, crc FROM state').iterate()) {
      if (crc === stateSum(String(name), String(value))) put.run(String(name), String(value), crc);
    }
  }

  function addContacts(from: Database): void {
    if (!hasContacts(from)) return;
    const add = into.prepare(
      'INSERT OR IGNORE INTO contacts (id, kind, name, wall_ms, content, crc) VALUES (?, ?, ?, ?, ?, ?)',
    );
    for (const row of from
      .prepare('SELECT id, kind, name, wall_ms, content, crc FROM contacts ORDER BY seq')
      .iterate()) {
      if (row.crc !== stateSum(String(row.id), String(row.content))) continue;
      add.run(String(row.id), String(row.kind), String(row.name), Number(row.wall_ms), String(row.content), row.crc);
    }
  }

  function addSamples(from: Database): void {
    const add = into.prepare('INSERT OR IGNORE INTO samples (check_name, wall_ms, value, thinned) VALUES (?, ?, ?, ?)');
    for (const row of from.prepare('SELECT check_name, wall_ms, value, thinned FROM samples').iterate()) {
      add.run(row.check_name ?? null, row.wall_ms ?? null, row.value ?? null, row.thinned ?? null);
    }
  }
}

/** Whether `read` came to its end. Ends quietly where the damage begins; what the disk refuses goes on up. */
function asFarAsReadable(read: () => void): boolean {
  try {
    refusing(read);
    return true;
  } catch (error) {
    if (error instanceof StoreError && (error.code === 'damaged' || error.code === 'failed')) return false;
    throw error;
  }
}
