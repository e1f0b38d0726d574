import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BROKER_NAMES } from '../../../electron/core/checks/broker-names.ts';
import type { CeleryAnswer } from '../../../electron/core/checks/celery-answer.ts';
import type { Probe } from '../../../electron/core/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { celeryProbe } from '../../../electron/sources/celery.ts';
import { celeryQuestions } from '../../../electron/sources/evidence/celery.ts';
import { redisAddress } from '../../../electron/sources/redis/address.ts';
import { type CeleryWorker, queueTasks, startWorker } from '../../servers/celery.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { LIMITS, SETTINGS } from '../celery-look.ts';
import { asked, CONTEXT } from './asked.ts';

let server: RedisServer;
let probe: Probe<CeleryAnswer>;
const workers: CeleryWorker[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.remove());
afterEach(async () => {
  await probe.close();
  await Promise.all(workers.splice(0).map((worker) => worker.remove()));
  await server.admin.flushall();
});

function questions() {
  probe = celeryProbe(redisAddress(new Secret(server.url())), SETTINGS, LIMITS);
  return celeryQuestions(probe, DEFAULT_BROKER_NAMES, 0, Date.now);
}

describe('a worker at work', () => {
  it('is alive, and tells what it runs; the arguments stay with it', async () => {
    workers.push(await startWorker({ broker: server.url() }));
    await queueTasks(server.url(), 1, { seconds: 20 });
    const all = questions();
    expect(await asked(all, 'celery-workers')).toMatchObject({ value: '1 worker alive', verdict: 'expected' });
    await expect
      .poll(async () => (await asked(all, 'celery-active')).value, { timeout: 10_000 })
      .toBe('1 task running');
    const short = { thresholds: { ...CONTEXT.thresholds, task_age_warning: 0 } };
    const finding = await asked(all, 'celery-active', {}, short);
    expect(finding).toMatchObject({ verdict: 'unexpected', branch: 'task-hangs' });
    expect(finding.sentence).toMatch(/^claims\.tasks\.process_document runs for \d+ s\.$/);
    expect(JSON.stringify(finding)).not.toMatch(/canary|secret/);
  }, 40_000);

  it('whose clock is an hour behind runs nothing for an hour: ages are counted by its own', async () => {
    workers.push(await startWorker({ broker: server.url(), env: { SKEW: '-3600' } }));
    await queueTasks(server.url(), 1, { seconds: 30 });
    const all = questions();
    const running = async () => (await asked(all, 'celery-active')).sentence;
    await expect.poll(running, { timeout: 15_000 }).toBe('None runs for 5 min or longer.');
    const [task] = (await asked(all, 'celery-active')).facts;
    expect(task?.value).toMatch(/^\d{1,2} s, [0-9a-f-]{36} on w1@test$/);
  }, 40_000);

  it('that idles while tasks wait is called so', async () => {
    workers.push(await startWorker({ broker: server.url() }));
    const finding = await asked(questions(), 'celery-active', {}, { tasksWaiting: 60 });
    expect(finding).toMatchObject({ value: '0 tasks running', verdict: 'unexpected', branch: 'workers-idle' });
  }, 40_000);
});

describe('without a worker', () => {
  it('says that none listens, and does not guess what runs', async () => {
    const all = questions();
    expect(await asked(all, 'celery-workers')).toMatchObject({ value: '0 workers alive', verdict: 'unexpected' });
    expect(await asked(all, 'celery-active')).toMatchObject({ verdict: 'unknown' });
  }, 40_000);

  it('does not call a hung one dead', async () => {
    const worker = await startWorker({ broker: server.url(), args: ['--without-heartbeat'] });
    workers.push(worker);
    worker.hang();
    const finding = await asked(questions(), 'celery-workers');
    worker.goOn();
    expect(finding).toMatchObject({ value: '0 workers alive', verdict: 'unknown' });
    expect(finding.sentence).toMatch(/^1 worker reached, none answers: hung/);
  }, 40_000);

  it('does not take a broker that is away for dead workers', async () => {
    const all = questions();
    await server.stop();
    try {
      expect(await asked(all, 'celery-workers')).toMatchObject({ value: 'No answer', verdict: 'unknown' });
    } finally {
      await server.start();
    }
  }, 40_000);
});
