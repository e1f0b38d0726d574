import type { Sample, SampleLog } from '../core/ports.ts';
import { DAY_MS, MINUTE_MS } from '../core/time.ts';
import { type Database, refusing, transact } from './sqlite.ts';

const KEPT_MS = 14 * DAY_MS;
const WHOLE_MS = DAY_MS;
const BUCKET_MS = 5 * MINUTE_MS;

/** At most this much tidying per call, so that no call is slow: more than one tick of any system adds. */
const PRUNED_PER_CALL = 500;
const BUCKETS_PER_CALL = 50;

/**
 * Samples in a migrated database. Adding tidies a little: what is older than 14 days goes, and of what is older than
 * a day the lowest and the highest of each 5 min stay, so that a spike to either side survives. Age counts from the
 * newest sample added.
 */
export function createSampleLog(db: Database): SampleLog {
  const insert = db.prepare(
    'INSERT INTO samples (check_name, wall_ms, value) VALUES (?, ?, ?) ON CONFLICT (check_name, wall_ms) DO UPDATE SET value = excluded.value',
  );
  const select = db.prepare(
    'SELECT check_name AS "check", wall_ms AS wallMs, value FROM samples WHERE check_name = ? AND wall_ms >= ? ORDER BY wall_ms',
  );
  const prune = db.prepare(
    `DELETE FROM samples WHERE (check_name, wall_ms) IN
      (SELECT check_name, wall_ms FROM samples WHERE thinned IN (0, 1) AND wall_ms < ? LIMIT ${PRUNED_PER_CALL})`,
  );
  const oldestWhole = db.prepare(
    'SELECT check_name, wall_ms FROM samples WHERE thinned = 0 AND wall_ms < ? ORDER BY wall_ms LIMIT 1',
  );
  // A bucket without any value keeps its first sample: it was unknown, and that is worth knowing.
  const thin = db.prepare(
    `DELETE FROM samples WHERE check_name = :check AND wall_ms >= :from AND wall_ms < :to AND wall_ms NOT IN (
      SELECT wall_ms FROM (SELECT wall_ms FROM samples WHERE check_name = :check AND wall_ms >= :from AND wall_ms < :to ORDER BY value IS NULL, value, wall_ms LIMIT 1)
      UNION
      SELECT wall_ms FROM (SELECT wall_ms FROM samples WHERE check_name = :check AND wall_ms >= :from AND wall_ms < :to ORDER BY value DESC, wall_ms LIMIT 1))`,
  );
  const markThinned = db.prepare(
    'UPDATE samples SET thinned = 1 WHERE check_name = ? AND wall_ms >= ? AND wall_ms < ?',
  );

  function tidy(nowWallMs: number): void {
    prune.run(nowWallMs - KEPT_MS);
    // Whole buckets only, or the rest of one would be thinned apart from its beginning.
    const before = Math.floor((nowWallMs - WHOLE_MS) / BUCKET_MS) * BUCKET_MS;
    for (let bucket = 0; bucket < BUCKETS_PER_CALL; bucket += 1) {
      const oldest = oldestWhole.get(before);
      if (oldest === undefined) return;
      const check = String(oldest.check_name);
      const from = Math.floor(Number(oldest.wall_ms) / BUCKET_MS) * BUCKET_MS;
      thin.run({ check, from, to: from + BUCKET_MS });
      markThinned.run(check, from, from + BUCKET_MS);
    }
  }

  return {
    addSamples(samples) {
      if (samples.length === 0) return;
      transact(db, () => {
        for (const { check, wallMs, value } of samples) insert.run(check, wallMs, value);
        tidy(samples.reduce((newest, { wallMs }) => Math.max(newest, wallMs), Number.NEGATIVE_INFINITY));
      });
    },
    samples: (check, sinceWallMs) =>
      // The columns are named after the fields of a Sample.
      refusing(() => select.all(check, sinceWallMs).map((row) => ({ ...row }) as unknown as Sample)),
  };
}
