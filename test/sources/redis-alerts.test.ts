import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askSource } from '../../electron/core/ask-source.ts';
import { DEFAULT_BROKER_NAMES } from '../../electron/core/checks/broker-names.ts';
import { Secret } from '../../electron/core/secret.ts';
import { redisAndCelery } from '../../electron/sources/redis-and-celery.ts';
import { type CeleryWorker, queueTasks, startWorker } from '../servers/celery.ts';
import { PASSWORD, type RedisServer, startRedis } from '../servers/redis.ts';
import { type AlertLife, alertLife, type Seen } from './alert-life.ts';

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

/** One real look at Redis and Celery by somebody new. */
async function look(): Promise<readonly Seen[]> {
  const at = { url: new Secret(server.url()), intervalMs: 15_000, ca: null };
  const others = { health: null, postgres: null, vendors: null, connectivity: null, references: [] };
  const sources = redisAndCelery({ ...others, redis: at, celery: at, broker: DEFAULT_BROKER_NAMES });
  return await Promise.all(
    sources.map(async (source) => {
      const { checks } = await askSource(source, {
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
      return { source: source.id, checks };
    }),
  );
}

/** What the engine tells once `name` is measured as `value` by a real look, and that lasts. */
async function toldAt(life: AlertLife, name: string, value: number | ((value: number) => boolean)) {
  const isSo = typeof value === 'number' ? (measured: number) => measured === value : value;
  let seen: readonly Seen[] = [];
  const measured = async () => {
    seen = await look();
    const check = seen.flatMap(({ checks }) => checks).find((each) => each.name === name);
    return typeof check?.value === 'number' && isSo(check.value);
  };
  await expect.poll(measured, { timeout: 15_000 }).toBe(true);
  return life.lasting(seen);
}

const NO_WORKER =
  'SEV2 Celery Workers Critical: No worker listens, and no heartbeat came for 5 s, warning at 1 or fewer, critical at 0';

describe("the customer's alerts, raised and cleared by the real system", () => {
  it.each([
    [49, [], []],
    [
      50,
      ['SEV3 Task Queue Backlog Warning: 50 waiting, warning at 50, critical at 100'],
      ['Task Queue Backlog Warning resolved'],
    ],
    [
      100,
      ['SEV3 Task Queue Backlog Critical: 100 waiting, warning at 50, critical at 100'],
      ['Task Queue Backlog Critical resolved'],
    ],
  ])('%d tasks that wait behind two that run, until they are taken away', async (count, raised, cleared) => {
    const life = alertLife();
    await work();
    const [running, prefetched] = [2, 2];
    await queueTasks(server.url(), running + prefetched + count, { seconds: 20 });
    expect(await toldAt(life, 'queue_length', count)).toEqual(raised);
    await server.admin.del('celery');
    expect(await toldAt(life, 'queue_length', 0)).toEqual(cleared);
  });

  it('tasks that wait until a worker comes and does them', async () => {
    const life = alertLife();
    await queueTasks(server.url(), 60);
    expect(await toldAt(life, 'queue_length', 60)).toEqual([
      'SEV3 Task Queue Backlog Warning: 60 waiting, warning at 50, critical at 100',
      NO_WORKER,
    ]);
    await work();
    expect(await toldAt(life, 'queue_length', 0)).toEqual([
      'Task Queue Backlog Warning resolved',
      'Celery Workers Critical resolved',
    ]);
  });

  it('workers that are gone, and back', async () => {
    const life = alertLife();
    const worker = await work();
    expect(await toldAt(life, 'celery_workers', 1)).toEqual([]);
    await worker.kill();
    expect(await toldAt(life, 'celery_workers', 0)).toEqual([NO_WORKER]);
    await work({}, 'w2');
    expect(await toldAt(life, 'celery_workers', 1)).toEqual(['Celery Workers Critical resolved']);
  });

  it('one worker where there were two, until the other is back', async () => {
    const life = alertLife();
    const worker = await work();
    await work({}, 'w2');
    expect(await toldAt(life, 'celery_workers', 2)).toEqual([]);
    await worker.kill();
    expect(await toldAt(life, 'celery_workers', 1)).toEqual([
      'SEV3 Celery Workers Low: 1 worker answering, warning at 1 or fewer, critical at 0',
    ]);
    await work();
    expect(await toldAt(life, 'celery_workers', 2)).toEqual(['Celery Workers Low resolved']);
  });

  it.each([
    [280, [], []],
    [310, ['Long-Running Task Warning'], ['Long-Running Task Warning resolved']],
    [620, ['Long-Running Task Critical'], ['Long-Running Task Critical resolved']],
  ])('a task that runs for %d s, and ends', async (seconds, raised, cleared) => {
    const life = alertLife();
    await work({ STARTED_AGO: String(seconds) });
    await queueTasks(server.url(), 1, { seconds: 4 });
    const nameAlone = (line: string) => line.replace(/^SEV3 | \([0-9a-f-]{36}\)|:.*/g, '');
    expect((await toldAt(life, 'task_age', (age) => age >= seconds)).map(nameAlone)).toEqual(raised);
    expect((await toldAt(life, 'active_tasks', 0)).map(nameAlone)).toEqual(cleared);
  });

  it('a Redis that is full, through which the workers cannot be asked; and has room again', async () => {
    const life = alertLife();
    await work();
    await server.admin.rpush('other', ...Array.from({ length: 30 }, () => 'x'.repeat(100_000)));
    await server.admin.config('SET', 'maxmemory', '3mb');
    const raised = await toldAt(life, 'redis_memory', (percent) => percent >= 100);
    expect(raised).toHaveLength(1);
    expect(raised[0]).toMatch(/^SEV2 Redis Memory Full: .* of 3 MiB used \(1\d\d.* %\), limit at 95$/);
    // As the runbook says: what fills it is thrown out.
    await server.admin.del('other');
    expect(await toldAt(life, 'redis_memory', (percent) => percent < 85)).toEqual(['Redis Memory Full resolved']);
  });

  it('a Redis that is down: one cause', async () => {
    const life = alertLife();
    await work();
    expect(await toldAt(life, 'celery_workers', 1)).toEqual([]);
    await server.stop();
    expect(life.lasting(await look())).toEqual([
      'SEV2 Redis connection failed: Redis refuses connections: nothing listens there.',
      'SEV2 Celery Workers Critical explained by Redis connection failed',
    ]);
    await server.start();
    expect(await toldAt(life, 'celery_workers', 1)).toEqual([
      'Redis connection failed resolved',
      'Celery Workers Critical resolved',
    ]);
  });

  it('a password that was changed, which raises nothing and ends nothing', async () => {
    const life = alertLife();
    await server.stop();
    expect(life.lasting(await look())).toHaveLength(2);
    await server.start();
    await server.admin.config('SET', 'requirepass', 'another');
    try {
      expect(life.lasting(await look())).toEqual([]);
      expect(alertLife().lasting(await look())).toEqual([]);
    } finally {
      await server.admin.config('SET', 'requirepass', PASSWORD);
    }
    await work();
    expect(await toldAt(life, 'celery_workers', 1)).toEqual([
      'Redis connection failed resolved',
      'Celery Workers Critical resolved',
    ]);
  });
});
