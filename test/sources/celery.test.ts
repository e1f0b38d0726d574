import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BROKER_NAMES } from '../../electron/core/checks/broker-names.ts';
import { type CeleryWorker, queueTasks, startWorker, type WorkerOptions } from '../servers/celery.ts';
import { PASSWORD, type RedisServer, startRedis } from '../servers/redis.ts';
import { makeAccount } from '../servers/redis-account.ts';
import { type Watch, watch as watchBroker } from './celery-look.ts';

const PROCESS = 'claims.tasks.process_document';
const OURS = /_kombu\.binding\.reply|reply\.celery/;

let server: RedisServer;
const workers: CeleryWorker[] = [];
const watches: Watch[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.remove());
afterEach(async () => {
  await Promise.all(watches.splice(0).map((each) => each.close()));
  await Promise.all(workers.splice(0).map((each) => each.remove()));
  await server.admin.config('SET', 'maxmemory', '0');
  await server.admin.flushall();
});

async function start(options: Partial<WorkerOptions> = {}): Promise<CeleryWorker> {
  const worker = await startWorker({ broker: server.url(), ...options });
  workers.push(worker);
  return worker;
}

function watch(...[url, settings, limits]: Partial<Parameters<typeof watchBroker>>): Watch {
  const made = watchBroker(url ?? server.url(), settings, limits);
  watches.push(made);
  return made;
}

/** Looks until it is so; the worker needs a moment for what it was told. */
async function until<Value>(look: () => Promise<Value>, so: (value: Value) => boolean): Promise<Value> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const value = await look();
    if (so(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function leftBehind(): Promise<readonly string[]> {
  return (await server.admin.keys('*')).filter((key) => OURS.test(key));
}

describe('a worker at work', () => {
  it('is asked what it runs and since when, and what its arguments are stays with it', async () => {
    await start();
    await queueTasks(server.url(), 2, { seconds: 20 });
    const celery = watch();
    const seen = await until(
      () => celery.look(),
      ({ check }) => check('active_tasks').value === 2 && (check('task_age').instances?.at(-1)?.value ?? 0) >= 2,
    );
    expect(seen.look).toEqual({ verdict: 'ok', reason: '1 worker answering' });
    expect(seen.check('celery_workers')).toMatchObject({ value: 1, facts: [{ label: 'Alive', value: 'w1@test' }] });
    expect(seen.check('active_tasks').value).toBe(2);
    const { instances = [], value } = seen.check('task_age');
    expect(instances).toHaveLength(2);
    for (const { id, label, value: seconds } of instances) {
      expect(label).toBe(`${PROCESS} ${id}`);
      expect(seconds).toBeGreaterThanOrEqual(2);
      expect(seconds).toBeLessThan(20);
    }
    expect(value).toBe(instances[0]?.value);
    expect(JSON.stringify(seen)).not.toMatch(/canary-argument|secret\/path/);
    expect(await leftBehind()).toEqual([]);
  });

  it('is asked once a minute at most, and costs 13 commands then, 3 otherwise', async () => {
    await start();
    const celery = watch(server.url(), {}, { askEveryMs: 60_000 });
    const spy = await server.spy();
    expect((await celery.look('full')).look.verdict).toBe('ok');
    expect(await spy.sent()).toEqual({
      ...{ auth: 3, client: 3, ping: 1, subscribe: 1 },
      ...{ sadd: 1, publish: 1, brpop: 1, srem: 1, del: 1 },
    });
    await until(
      () => celery.look('cheap'),
      ({ reading }) => JSON.stringify(reading).includes('clockAheadMs'),
    );
    await spy.sent();
    for (const depth of ['cheap', 'full', 'cheap', 'full'] as const) await celery.look(depth);
    expect(await spy.sent()).toEqual({ auth: 4, client: 4, ping: 4 });
    spy.stop();
  });

  it('that is alone with a long task on -P solo is busy, later hung, and never dead at once', async () => {
    await start({ pool: 'solo', concurrency: 1 });
    const celery = watch();
    await until(
      () => celery.look('cheap'),
      ({ reading }) => JSON.stringify(reading).includes('clockAheadMs'),
    );
    await queueTasks(server.url(), 1, { seconds: 20 });
    const busy = await until(
      () => celery.look(),
      ({ look }) => look.reason.includes('busy'),
    );
    expect(busy.look).toEqual({ verdict: 'ok', reason: '1 worker alive by heartbeat, too busy to answer' });
    expect(busy.check('celery_workers').value).toBe(1);
    expect(busy.check('task_age').look).toMatchObject({ verdict: 'unknown', cause: 'busy' });
    expect(celery.later(busy, 40_000).look).toMatchObject({ verdict: 'unknown', cause: 'busy' });
    const hung = celery.later(busy, 61_000);
    expect(hung.look.verdict).toBe('bad');
    expect(hung.look.reason).toMatch(/^1 worker reached, none answered, and no heartbeat came for 6\d s: hung$/);
    expect(hung.check('celery_workers').value).toBe(0);
    expect(await leftBehind()).toEqual([]);
  });

  it('that is stopped is busy first, hung after a minute, and alive when it goes on; its late reply leaves nothing', async () => {
    const worker = await start();
    const celery = watch();
    await until(
      () => celery.look('cheap'),
      ({ reading }) => JSON.stringify(reading).includes('clockAheadMs'),
    );
    worker.hang();
    const stopped = await celery.look();
    expect(stopped.reading).toMatchObject({ answer: { question: { listening: 1, replies: [] } } });
    expect(stopped.look.verdict).toBe('ok');
    expect(celery.later(stopped, 61_000).look.verdict).toBe('bad');
    worker.goOn();
    const back = await until(
      () => celery.look(),
      ({ look }) => look.reason === '1 worker answering',
    );
    expect(back.look.verdict).toBe('ok');
    expect(await leftBehind()).toEqual([]);
  });

  it('beside a stopped one counts, and the stopped one is told', async () => {
    const worker = await start();
    await start({ name: 'w2' });
    const celery = watch();
    const both = await celery.look();
    expect(both.check('celery_workers')).toMatchObject({ value: 2, look: { reason: '2 workers answering' } });
    await until(
      () => celery.look('cheap'),
      ({ reading }) => (JSON.stringify(reading).match(/clockAheadMs/g) ?? []).length === 2,
    );
    worker.hang();
    const one = await celery.look();
    expect(one.check('celery_workers')).toMatchObject({
      value: 2,
      look: { reason: '2 workers alive, 1 of them answering' },
    });
    expect(one.check('celery_workers').facts).toContainEqual({
      label: 'Busy: beating, not answering',
      value: 'w1@test',
    });
  });

  it('that was killed is gone with its heartbeat', async () => {
    const worker = await start();
    const celery = watch();
    await until(
      () => celery.look('cheap'),
      ({ reading }) => JSON.stringify(reading).includes('clockAheadMs'),
    );
    await worker.kill();
    const killed = await until(
      () => celery.look(),
      ({ reading }) => JSON.stringify(reading).includes('"listening":0'),
    );
    expect(killed.look.verdict).toBe('ok');
    const dead = celery.later(killed, 31_000);
    expect(dead.look.verdict).toBe('bad');
    expect(dead.look.reason).toMatch(/^No worker listens, and no heartbeat came for 3\d s$/);
    expect(dead.check('celery_workers').value).toBe(0);
  });
});

describe('no worker at all', () => {
  it('is bad in the first look, once two heartbeats would have come', async () => {
    const celery = watch(server.url(), { measuresQueue: true });
    const { look, reading, check } = await celery.look();
    expect(look).toEqual({ verdict: 'bad', reason: 'No worker listens, and no heartbeat came for 5 s', level: 0 });
    expect(reading.latencyMs).toBeGreaterThan(4900);
    expect(check('celery_workers').value).toBe(0);
    expect(check('queue_length').value).toBe(0);
    // Nothing is waited for again.
    expect((await celery.look()).reading.latencyMs).toBeLessThan(1000);
  });
});

describe('what a worker does not let us know', () => {
  it('with remote control off is heard by its heartbeat', async () => {
    await start({ env: { REMOTE_CONTROL: '0' } });
    const { look, check, reading } = await watch().look();
    expect(reading).toMatchObject({ answer: { question: { listening: 0 } } });
    expect(look.verdict).toBe('ok');
    expect(look.reason).toBe('1 worker alive by heartbeat; remote control is switched off, or they are stopping');
    expect(check('celery_workers').value).toBe(1);
    expect(check('task_age').look.verdict).toBe('unknown');
  });

  it('with the right to listen alone is heard, told how to be asked, and not tried again', async () => {
    await makeAccount(server.admin, PASSWORD, ['&/0.celery.pidbox']);
    await start();
    const celery = watch(server.url({ user: 'sevlight' }));
    const { look, check } = await celery.look();
    expect(look).toEqual({ verdict: 'ok', reason: '1 worker alive, by its heartbeat' });
    const fix = check('celery_workers').facts?.find(({ label }) => label === 'ACL')?.value ?? '';
    expect(fix).toMatch(/^ACL SETUSER sevlight /);
    expect(check('task_age').look).toMatchObject({ verdict: 'unknown', cause: 'grant' });
    expect(await leftBehind()).toEqual([]);
    const spy = await server.spy();
    expect((await celery.look()).look.verdict).toBe('ok');
    expect(await spy.sent()).toEqual({ auth: 1, client: 1, ping: 1 });
    spy.stop();
    await server.admin.call(...(fix.split(' ') as [string, ...string[]]));
    expect((await watch(server.url({ user: 'sevlight' })).look()).look.reason).toBe('1 worker answering');
  });

  it('without the right to listen is asked; dead once it has answered, and doubtful if it never has', async () => {
    await makeAccount(server.admin, PASSWORD, ['+subscribe']);
    const doubtful = await watch(server.url({ user: 'sevlight' })).look();
    expect(doubtful.look).toMatchObject({ verdict: 'unknown', cause: 'grant' });
    expect(doubtful.check('celery_workers').facts).toContainEqual({ label: 'Queue', value: '0 waiting' });

    const worker = await start();
    const celery = watch(server.url({ user: 'sevlight' }));
    expect((await celery.look()).look).toEqual({ verdict: 'ok', reason: '1 worker answering' });
    worker.hang();
    await queueTasks(server.url(), 3);
    const hung = await celery.look();
    expect(hung.look).toMatchObject({ verdict: 'unknown', cause: 'busy' });
    const queue = hung.check('celery_workers').facts?.find(({ label }) => label === 'Queue');
    expect(queue?.value).toMatch(/^\d waiting, 0 \d+ s before$/);
    await worker.kill();
    const killed = await until(
      () => celery.look(),
      ({ reading }) => JSON.stringify(reading).includes('"listening":0'),
    );
    expect(killed.look).toEqual({ verdict: 'bad', reason: 'No worker listens any more', level: 0 });
  });

  it('under the account of the document nothing is', async () => {
    await makeAccount(server.admin, PASSWORD);
    await start();
    await queueTasks(server.url(), 1, { seconds: 20 });
    await server.admin.call('ACL', 'LOG', 'RESET');
    const celery = watch(server.url({ user: 'sevlight' }), { measuresQueue: true });
    const seen = await until(
      () => celery.look(),
      ({ check }) => check('active_tasks').value === 1,
    );
    expect(seen.checks.filter(({ look }) => look.verdict !== 'ok')).toEqual([]);
    await until(
      () => celery.look('cheap'),
      ({ reading }) => JSON.stringify(reading).includes('clockAheadMs'),
    );
    expect(await server.admin.call('ACL', 'LOG')).toEqual([]);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    [3600, '60 min ahead of'],
    [-3600, '60 min behind'],
  ])('by %d s is told, and ages are counted by the worker that has it', async (skew, words) => {
    await start({ env: { SKEW: String(skew) } });
    await queueTasks(server.url(), 1, { seconds: 30 });
    const celery = watch();
    const seen = await until(
      () => celery.look(),
      ({ reading, check }) => JSON.stringify(reading).includes('clockAheadMs') && (check('task_age').value ?? 0) >= 1,
    );
    const { value, facts } = seen.check('task_age');
    expect(value).toBeGreaterThanOrEqual(1);
    expect(value).toBeLessThan(30);
    const told = `w1@test is ${words} this computer's; ages are counted by its own`;
    expect(facts).toContainEqual({ label: 'Clock', value: told });
  });

  it('ahead, and not to be heard, gives no negative age', async () => {
    await makeAccount(server.admin, PASSWORD, ['+subscribe']);
    await start({ env: { SKEW: '3600' } });
    await queueTasks(server.url(), 1, { seconds: 30 });
    const celery = watch(server.url({ user: 'sevlight' }));
    const seen = await until(
      () => celery.look(),
      ({ check }) => check('active_tasks').value === 1,
    );
    expect(seen.check('task_age')).toMatchObject({ value: 0, instances: [{ value: 0 }] });
    expect(seen.check('task_age').facts?.[0]?.value).toContain("its worker's clock is ahead of this computer's");
  });
});

describe('many, full, and elsewhere', () => {
  it('lists the oldest 200 of 300 running tasks', async () => {
    await start({ pool: 'threads', concurrency: 300 });
    await queueTasks(server.url(), 300, { seconds: 60 });
    const celery = watch();
    const seen = await until(
      () => celery.look(),
      ({ check }) => (check('active_tasks').value ?? 0) >= 300,
    );
    expect(seen.check('active_tasks').value).toBe(300);
    expect(seen.check('task_age').instances).toHaveLength(200);
    expect(JSON.stringify(seen)).not.toContain('canary-argument');
  });

  it('cannot ask through a full broker; that is explained by its memory, unless nobody else watches that', async () => {
    await start();
    await server.admin.rpush('other', ...Array.from({ length: 30 }, () => 'x'.repeat(100_000)));
    await server.admin.config('SET', 'maxmemory', '2mb');
    const celery = watch(server.url(), { measuresQueue: true });
    const full = await celery.look();
    expect(full.reading).toMatchObject({
      answer: { question: { outcome: 'refused', failure: { kind: 'cannot-ask', code: 'OOM' } } },
    });
    const silent = celery.later(full, 40_000);
    expect(silent.look).toMatchObject({ verdict: 'unknown', cause: 'dependency' });
    expect(full.check('task_age').look).toMatchObject({ verdict: 'unknown', cause: 'dependency' });
    expect(full.check('queue_length').value).toBe(0);
    const own = watch(server.url(), { brokerIsOwn: true });
    expect(own.later(await own.look(), 40_000).look).toMatchObject({ verdict: 'bad', level: 0 });
    await server.admin.config('SET', 'maxmemory', '0');
    expect((await celery.look()).look.reason).toBe('1 worker answering');
  });

  it('finds workers under the names of the deployment, in its database', async () => {
    const broker = {
      ...DEFAULT_BROKER_NAMES,
      queues: ['ocr'],
      keyPrefix: 'app:',
      fanoutPrefix: false,
      controlExchange: 'ops',
    };
    const env = { KEY_PREFIX: 'app:', FANOUT_PREFIX: '0', CONTROL_EXCHANGE: 'ops' };
    const url = server.url({ database: 3 });
    await start({ broker: url, env, args: ['-Q', 'ocr'] });
    await queueTasks(url, 1, { seconds: 20, queue: 'ocr', env });
    const celery = watch(url, { broker, measuresQueue: true });
    const seen = await until(
      () => celery.look(),
      ({ check }) => check('active_tasks').value === 1,
    );
    expect(seen.look.reason).toBe('1 worker answering');
    const beating = await until(
      () => celery.look('cheap'),
      ({ reading }) => JSON.stringify(reading).includes('clockAheadMs'),
    );
    expect(beating.reading).toMatchObject({ answer: { heartbeats: { workers: [{ worker: 'w1@test' }] } } });
    await queueTasks(url, 5, { queue: 'ocr', priority: 6, seconds: 20, env });
    await until(
      () => celery.look('cheap'),
      ({ check }) => (check('queue_length').value ?? 0) >= 2,
    );
    expect((await celery.look('cheap')).check('queue_length').value).toBeGreaterThanOrEqual(2);
  });
});

describe('a look that is given up', () => {
  it('in the middle of a question settles at once and leaves nothing in the broker', async () => {
    const worker = await start();
    const celery = watch();
    await until(
      () => celery.look(),
      ({ look }) => look.reason === '1 worker answering',
    );
    worker.hang();
    const abort = new AbortController();
    const looking = celery.look('full', abort.signal);
    await until(leftBehind, (keys) => keys.length > 0);
    const at = performance.now();
    abort.abort();
    const { reading } = await looking;
    expect(performance.now() - at).toBeLessThan(50);
    expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'cancelled' } });
    // The next look waits for the farewell of this one, and is not signed off by it.
    worker.goOn();
    expect((await celery.look()).look.reason).toBe('1 worker answering');
    expect(await leftBehind()).toEqual([]);
  });

  it('after a reset listens anew, and closing lets go of every connection', async () => {
    await start();
    const celery = watch();
    await celery.look();
    celery.reset();
    expect((await celery.look()).look.reason).toBe('1 worker answering');
    await celery.close();
    const clients = await until(
      async () => String(await server.admin.client('LIST')).match(/name=sevlight/g) ?? [],
      ({ length }) => length === 0,
    );
    expect(clients).toEqual([]);
  });
});
