import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { makeCertificates } from '../faults/certificates.ts';
import { startWorker } from '../servers/celery.ts';
import { startHealthServer } from '../servers/health.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { startStatusPage } from '../servers/statuspage.ts';
import type { Polled, PollOrder } from './polled.ts';
import { median, ms, type Row } from './row.ts';

/** Polls of which nothing is counted: V8 compiles, Redis and Celery are greeted. */
const WARM_UP = 5;
const POLLS = 15;
const VENDORS = 4;

/**
 * What one poll of all sources costs us in time of the processor, and each server in questions, once with everything
 * asked and once as between two such polls.
 */
export async function measurePoll(): Promise<readonly Row[]> {
  const certificates = makeCertificates();
  const postgres = await startPostgres();
  const redis = await startRedis();
  const worker = await startWorker({ broker: redis.url() });
  const health = await startHealthServer();
  const vendors = await Promise.all(Array.from({ length: VENDORS }, () => startStatusPage(certificates.good)));
  const spy = await redis.spy();
  const child = fork(path.join(import.meta.dirname, 'polled.ts'));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the polling process ended')));
  ended.catch(() => {});
  const told = async (order: PollOrder): Promise<Polled> => {
    child.send(order);
    const [answer] = await Promise.race([once(child, 'message'), ended]);
    return answer;
  };
  try {
    await postgres.sql("INSERT INTO core_systemhealthmetric (metric_type, value) VALUES ('bench', 1)");
    const { sources } = await told({
      do: 'prepare',
      servers: {
        health: health.url,
        postgres: postgres.url(),
        redis: redis.url(),
        vendors: vendors.map(({ origin }) => origin),
        ca: certificates.ca,
      },
    });
    const rows: Row[] = [];
    for (const depth of ['full', 'cheap'] as const) {
      await told({ do: 'poll', depth, polls: WARM_UP });
      await spy.sent();
      const before = await asked();
      const { busyMs, unwell } = await told({ do: 'poll', depth, polls: POLLS });
      if (unwell.length > 0) throw new Error(`not well: ${unwell.join('; ')}`);
      const commands = Object.values(await spy.sent()).reduce((sum, count) => sum + count, 0);
      const after = await asked();
      const each = (count: number) => Number((count / POLLS).toFixed(1));
      const queries = each(after.postgres - before.postgres);
      const requests = each(after.http - before.http);
      rows.push({
        what: `one poll of ${sources} sources, ${depth === 'full' ? 'everything asked' : 'the cheapest questions'}`,
        budget: '',
        measured: `${ms(median(busyMs))}; PostgreSQL ${queries} queries, Redis ${each(commands)} commands, HTTP ${requests}`,
        met: null,
        figures: { busyMs, queries, commands: each(commands), requests },
      });
    }
    return rows;
  } finally {
    child.disconnect();
    spy.stop();
    for (const page of vendors) await page.close();
    await health.stop();
    await worker.remove();
    await redis.remove();
    await postgres.remove();
  }

  /** What the servers have been asked so far. */
  async function asked(): Promise<{ readonly postgres: number; readonly http: number }> {
    const statements = (await postgres.log()).split('\n').filter((line) => /^sevlight\|LOG: {2}statement:/.test(line));
    const pages = vendors.reduce((sum, page) => sum + page.asked.length, 0);
    return { postgres: statements.length, http: pages + health.answeredMs.length };
  }
}
