import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../../electron/core/ports.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../electron/core/time.ts';
import { createSampleLog } from '../../electron/store/samples.ts';
import { migrate } from '../../electron/store/schema.ts';
import { loadSqlite } from '../../electron/store/sqlite.ts';
import { START_WALL_MS } from './events.ts';

const TICK_MS = 15 * SECOND_MS;

function newLog() {
  const db = loadSqlite(null)(':memory:');
  migrate(db);
  return { log: createSampleLog(db), count: () => Number(db.prepare('SELECT count(*) AS n FROM samples').get()?.n) };
}

function at(afterMs: number, value: number | null, check = 'queue_length'): Sample {
  return { check, wallMs: START_WALL_MS + afterMs, value };
}

describe('samples', () => {
  it('come back by check and time, the unknown included', () => {
    const { log } = newLog();
    const samples = [at(0, 1.5), at(TICK_MS, null), at(2 * TICK_MS, -3)];
    log.addSamples([...samples].reverse());
    log.addSamples([at(0, 9, 'worker_count')]);
    log.addSamples([]);
    expect(log.samples('queue_length', 0)).toEqual(samples);
    expect(log.samples('queue_length', START_WALL_MS + 1)).toEqual(samples.slice(1));
  });

  it('keep the lowest and the highest of 5 min once a day old, and whether it was unknown', () => {
    const { log } = newLog();
    const values = [5, 9, 2, null, 5, 9];
    log.addSamples(values.map((value, n) => at(n * TICK_MS, value)));
    log.addSamples([0, 1, 2].map((n) => at(5 * MINUTE_MS + n * TICK_MS, null)));
    log.addSamples([at(DAY_MS + 10 * MINUTE_MS, 1)]);
    const kept = log.samples('queue_length', 0).map(({ wallMs, value }) => [(wallMs - START_WALL_MS) / TICK_MS, value]);
    expect(kept).toEqual([
      [1, 9],
      [2, 2],
      [20, null],
      [(DAY_MS + 10 * MINUTE_MS) / TICK_MS, 1],
    ]);
  });

  it('are whole for a day, and gone after 14, while ticks go on', () => {
    const { log, count } = newLog();
    for (let afterMs = 0; afterMs <= 16 * DAY_MS; afterMs += 2 * MINUTE_MS) log.addSamples([at(afterMs, afterMs % 7)]);
    const newest = START_WALL_MS + 16 * DAY_MS;
    const kept = log.samples('queue_length', 0);
    expect(kept[0]?.wallMs).toBeGreaterThanOrEqual(newest - 14 * DAY_MS);
    expect(kept.filter(({ wallMs }) => wallMs >= newest - DAY_MS)).toHaveLength((24 * 60) / 2 + 1);
    expect(count()).toBeLessThanOrEqual(13 * 24 * 12 * 2 + 24 * 30 + 10);
  });

  it('are tidied a little at a time after a long absence', () => {
    const { log, count } = newLog();
    for (let hour = 0; hour < 20; hour += 1) {
      log.addSamples(Array.from({ length: 240 }, (_, n) => at(hour * HOUR_MS + n * TICK_MS, n)));
    }
    const before = count();
    log.addSamples([at(20 * DAY_MS, 1)]);
    expect(before - count()).toBeLessThan(1600);
    for (let n = 1; n < 12; n += 1) log.addSamples([at(20 * DAY_MS + n * TICK_MS, 1)]);
    expect(count()).toBe(12);
  });

  it('never lose the extremes of a 5 min bucket', () => {
    const bucket = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(bucket, (values) => {
        const { log } = newLog();
        log.addSamples(values.map((value, n) => at(n * TICK_MS, value)));
        log.addSamples([at(2 * DAY_MS, 0)]);
        const kept = log.samples('queue_length', 0).slice(0, -1);
        const known = values.filter((value) => value !== null);
        const knownKept = kept.map(({ value }) => value).filter((value) => value !== null);
        expect(kept.length).toBeLessThanOrEqual(2);
        expect(kept.length).toBeGreaterThan(0);
        expect(Math.max(...knownKept)).toBe(Math.max(...known));
        expect(Math.min(...knownKept)).toBe(Math.min(...known));
      }),
      { numRuns: 300 },
    );
  });
});
