import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wouldFire } from '../../electron/core/alerts/would-fire.ts';
import { askSource } from '../../electron/core/ask-source.ts';
import { DEFAULT_BROKER_NAMES } from '../../electron/core/checks/broker-names.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { Secret } from '../../electron/core/secret.ts';
import { redisAndCelery } from '../../electron/sources/redis-and-celery.ts';
import { type CeleryWorker, queueTasks, startWorker } from '../servers/celery.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';

let server: RedisServer;
const workers: CeleryWorker[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.remove());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((each) => each.remove()));
  await server.admin.config('SET', 'maxmemory', '0');
  await server.admin.flushall();
});

async function work(env: Readonly<Record<string, string>> = {}, name = 'w1'): Promise<CeleryWorker> {
  const worker = await startWorker({ broker: server.url(), name, env });
  workers.push(worker);
  return worker;
}

/** What one look at Redis and Celery by somebody new would raise. */
async function alerts(): Promise<readonly string[]> {
  const at = { url: new Secret(server.url()), intervalMs: 15_000, ca: null };
  const others = { health: null, postgres: null, vendors: null, connectivity: null, references: [] };
  const sources = redisAndCelery({ ...others, redis: at, celery: at, broker: DEFAULT_BROKER_NAMES });
  const looked = await Promise.all(
    sources.map(async (source) => {
      const asked = await askSource(source, {
        signal: new AbortController().signal,
        depth: 'full',
        reference: null,
        context: () => ({
          now: { wallMs: Date.now(), elapsedMs: performance.now(), awakeMs: performance.now(), bootId: 'test' },
          surroundings: { offline: false, unchangedForMs: 3_600_000, answeredBefore: true },
          healthSays: null,
          memory: null,
        }),
      });
      await source.probe.close();
      return asked.checks;
    }),
  );
  return wouldFire(looked.flat(), defaultRules()).map(
    ({ severity, name, reason, explainedBy }) =>
      `SEV${severity} ${name}: ${explainedBy === null ? reason : `explained by ${explainedBy.name}`}`,
  );
}

describe("the customer's alerts, raised and cleared by the real system", () => {
  it.each([
    [49, []],
    [50, ['SEV3 Task Queue Backlog Warning: 50 waiting, warning at 50, critical at 100']],
    [100, ['SEV3 Task Queue Backlog Critical: 100 waiting, warning at 50, critical at 100']],
  ])('%d tasks that wait behind two that run, until they are taken away', async (count, expected) => {
    await work();
    const [running, prefetched] = [2, 2];
    await queueTasks(server.url(), running + prefetched + count, { seconds: 20 });
    await expect.poll(() => server.admin.llen('celery'), { interval: 10, timeout: 15_000 }).toBe(count);
    expect(await alerts()).toEqual(expected);
    await server.admin.del('celery');
    await expect.poll(alerts, { timeout: 15_000 }).toEqual([]);
  });

  it('workers that are gone, and back', async () => {
    const worker = await work();
    expect(await alerts()).toEqual([]);
    await worker.kill();
    const critical =
      'SEV2 Celery Workers Critical: No worker listens, and no heartbeat came for 5 s, warning at 1 or fewer, critical at 0';
    await expect.poll(alerts, { timeout: 15_000 }).toEqual([critical]);
    await work({}, 'w2');
    expect(await alerts()).toEqual([]);
  });

  it.each([
    ['299', []],
    ['310', ['SEV3 Long-Running Task Warning']],
    ['620', ['SEV3 Long-Running Task Critical']],
  ])('a task that runs for %s s, and ends', async (seconds, expected) => {
    const worker = await work({ STARTED_AGO: seconds });
    await queueTasks(server.url(), 1, { seconds: seconds === '299' ? 0.1 : 4 });
    const names = async () => (await alerts()).map((alert) => alert.split(':')[0]);
    await expect.poll(names, { timeout: 15_000 }).toEqual(expected);
    await expect.poll(names, { timeout: 15_000 }).toEqual([]);
    expect(worker.pid).toBeGreaterThan(0);
  });

  it('a Redis that is full, through which the workers cannot be asked; and has room again', async () => {
    await work();
    await server.admin.rpush('other', ...Array.from({ length: 30 }, () => 'x'.repeat(100_000)));
    await server.admin.config('SET', 'maxmemory', '3mb');
    const told = await alerts();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^SEV2 Redis Memory Full: .* of 3 MiB used \(1\d\d.* %\), limit at 95$/);
    await server.admin.config('SET', 'maxmemory', '0');
    expect(await alerts()).toEqual([]);
  });

  it('a Redis that is down: one cause', async () => {
    await work();
    await server.stop();
    expect(await alerts()).toEqual([
      'SEV2 Redis connection failed: Redis refuses connections: nothing listens there.',
      'SEV2 Celery Workers Critical: explained by Redis connection failed',
    ]);
    await server.start();
    await expect.poll(alerts, { timeout: 15_000 }).toEqual([]);
  });
});
