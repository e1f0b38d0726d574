import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { StoredEvent } from '../../electron/core/events.ts';
import { createEventLog, type EventLog } from '../../electron/store/event-log.ts';
import { LIFTS, type Lifts } from '../../electron/store/lift.ts';
import { migrate } from '../../electron/store/schema.ts';
import type { Database } from '../../electron/store/sqlite.ts';
import { loadSqlite } from '../../electron/store/sqlite.ts';
import { event, instant, START_WALL_MS } from './events.ts';
import { temporaryFolder } from './parts.ts';

const runtimes = [
  { name: 'node:sqlite', open: loadSqlite(null) },
  { name: 'the fallback module', open: withoutBuiltIn(() => loadSqlite('@photostructure/sqlite')) },
];

function withoutBuiltIn<Result>(work: () => Result): Result {
  const none = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  try {
    return work();
  } finally {
    none.mockRestore();
  }
}

function bytesIn(file: string): string {
  return [file, `${file}-wal`].map((name) => (existsSync(name) ? readFileSync(name, 'latin1') : '')).join();
}

describe.each(runtimes)('the event log on $name', ({ open }) => {
  function logIn(file: string, lifts: Lifts = LIFTS): { log: EventLog; db: Database } {
    const db = open(file);
    migrate(db);
    return { log: createEventLog(db, () => null, lifts), db };
  }

  function newLog(): { log: EventLog; db: Database; file: string } {
    const file = join(temporaryFolder(), 'log.sqlite');
    const opened = logIn(file);
    onTestFinished(() => {
      if (opened.db.isOpen) opened.log.close();
    });
    return { ...opened, file };
  }

  it('answers what was committed, exactly, after it was closed and opened again', () => {
    const { log, file } = newLog();
    const noted = event('a', { type: 'note-added', payload: { text: 'é \u0000 \ud800 "quoted" 🚨' } });
    const woke = event('b', { type: 'woke', payload: { sleptMs: 0.1 } }, { actor: 'sevlight', incidentId: null });
    const stored = log.commit({ events: [noted, woke], state: { alerts: { sum: 1.5, list: [null] } } });
    expect(stored).toEqual([
      { ...noted, seq: 1 },
      { ...woke, seq: 2 },
    ]);
    log.close();
    const again = logIn(file);
    expect(again.log.eventsAfter(0)).toEqual(stored);
    expect(again.log.eventsAfter(1)).toEqual([stored[1]]);
    expect(again.log.eventsOf('incident-1')).toEqual([stored[0]]);
    expect(again.log.state('alerts')).toEqual({ sum: 1.5, list: [null] });
    expect(again.log.state('other')).toBeUndefined();
    again.log.close();
  });

  it('stores an event once by its id, and leaves no gap', () => {
    const { log } = newLog();
    log.commit({ events: [event('a')] });
    const stored = log.commit({ events: [event('a'), event('b'), event('b')], state: { n: 2 } });
    expect(stored.map(({ seq, id }) => [seq, id])).toEqual([[2, 'b']]);
    expect(log.eventsAfter(0).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(log.state('n')).toBe(2);
  });

  it('stores all of a commit or nothing', () => {
    const { log } = newLog();
    log.commit({ events: [], state: { n: 1 } });
    const broken = event('b', undefined, { at: { ...instant(), wallMs: Number.NaN } });
    expect(() => log.commit({ events: [event('a'), broken], state: { n: 2 } })).toThrow('could not be read or written');
    expect(log.eventsAfter(0)).toEqual([]);
    expect(log.state('n')).toBe(1);
    log.commit({ events: [event('a')] });
    expect(log.eventsAfter(0)).toHaveLength(1);
  });

  it('orders by seq when the wall clock jumps a day forward and back', () => {
    const { log } = newLog();
    const dayMs = 86_400_000;
    const jumps = [0, dayMs, 15_000, -dayMs, 30_000];
    jumps.forEach((jumpMs, n) => {
      log.commit({ events: [event(`e${n}`, undefined, { at: { ...instant(n), wallMs: START_WALL_MS + jumpMs } })] });
    });
    expect(log.eventsAfter(0).map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
    expect(log.eventsOf('incident-1').map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
    expect(log.eventsAfter(0).map(({ at }) => at.wallMs - START_WALL_MS)).toEqual(jumps);
  });

  it('keeps and skips types and versions it does not know, and counts its limit without them', () => {
    const { log, file } = newLog();
    log.close();
    const later = logIn(file, {
      ...LIFTS,
      'note-added': [(payload) => payload],
      'from-the-future': [],
    } as Lifts);
    later.log.commit({
      events: [
        event('a', { type: 'from-the-future', payload: {} } as never),
        event('b'),
        event('c', { type: 'woke', payload: { sleptMs: 1 } }),
        event('d', { type: 'woke', payload: { sleptMs: 2 } }),
      ],
    });
    later.log.close();
    const { log: today, db } = logIn(file);
    expect(today.eventsAfter(0).map(({ id }) => id)).toEqual(['c', 'd']);
    expect(today.eventsAfter(0, 1).map(({ id }) => id)).toEqual(['c']);
    expect(today.commit({ events: [event('b')] })).toEqual([]);
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toMatchObject({ n: 4 });
    today.close();
  });

  it('lifts an old version step by step when read', () => {
    const { log, file } = newLog();
    log.commit({ events: [event('old')] });
    log.close();
    const add = (word: string) => (payload: unknown) => ({ text: `${(payload as { text: string }).text} ${word}` });
    const { log: newer } = logIn(file, { ...LIFTS, 'note-added': [add('then'), add('now')] });
    newer.commit({ events: [event('new')] });
    expect(newer.eventsAfter(0).map(({ payload }) => payload)).toEqual([
      { text: 'Restarted the pooler then now' },
      { text: 'Restarted the pooler' },
    ]);
    newer.close();
  });

  it('skips a row whose bits have changed, and the state likewise', () => {
    const { log, db } = newLog();
    log.commit({ events: [event('a'), event('b'), event('c')], state: { n: 1 } });
    db.exec(
      `UPDATE events SET payload = '{"text":"Restarted the cooler"}' WHERE id = 'b'; UPDATE state SET value = '3'`,
    );
    expect(log.eventsAfter(0).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(log.state('n')).toBeUndefined();
  });

  it('redacts the text of an event and keeps the fact', () => {
    const { log, file } = newLog();
    // Long enough for pages of its own, which are free afterwards.
    const secret = 'jane.doe@example.com '.repeat(1000);
    const step = { list: 'database', stepId: '2', text: secret };
    log.commit({
      events: [
        event('a', { type: 'step-skipped', payload: { ...step, reason: secret } }),
        event('b', {
          type: 'alert-calmed',
          payload: { alertKey: 'db', reason: secret },
        }),
      ],
    });
    expect(log.redact(1)).toBe(true);
    expect(log.redact(2)).toBe(true);
    expect(log.redact(3)).toBe(false);
    const expected: Partial<StoredEvent>[] = [
      { seq: 1, type: 'step-skipped', payload: { ...step, text: '[redacted]', reason: '[redacted]' } },
      { seq: 2, type: 'alert-calmed', payload: { alertKey: 'db', reason: '[redacted]' } },
    ];
    expect(log.eventsAfter(0)).toMatchObject(expected);
    expect(bytesIn(file)).not.toContain('jane.doe');
    log.close();
    expect(bytesIn(file)).not.toContain('jane.doe');
  });
});
