import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CeleryWorker, queueTasks, startWorker } from '../servers/celery.ts';
import { PASSWORD, type RedisServer, startRedis } from '../servers/redis.ts';

const LOOK = join(import.meta.dirname, '../../electron/cli/look.ts');

let server: RedisServer;
let worker: CeleryWorker;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sevlight-look-'));
  server = await startRedis();
  worker = await startWorker({ broker: server.url({ database: 1 }), concurrency: 1 });
});
afterAll(async () => {
  await worker.remove();
  await server.remove();
  rmSync(home, { recursive: true });
});

/** Runs the command as `npm run look -- --json` does, with these addresses alone. */
async function look(addresses: Readonly<Record<string, string>>) {
  const env = { PATH: process.env.PATH, HOME: home, ...addresses };
  const child = spawn(process.execPath, [LOOK, '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [status]: unknown[] = await once(child, 'close');
  for (const form of [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString('base64')]) {
    expect(out + err).not.toContain(form);
  }
  expect(err).toBe('');
  const { sources, checks, alerts } = JSON.parse(out);
  const named = (name: string) => (each: { readonly name: string }) => each.name === name;
  return {
    status,
    alerts: alerts.map(({ name }: { name: string }) => name),
    source: (name: string) => sources.find(named(name)),
    checks: (name: string) => checks.filter(named(name)),
  };
}

it('looks at Redis and its workers, and counts the queue once, where the broker has it', async () => {
  await queueTasks(server.url({ database: 1 }), 60, { seconds: 60 });
  const { source, checks, alerts, status } = await look({
    REDIS_URL: server.url(),
    CELERY_BROKER_URL: server.url({ database: 1 }),
  });
  expect(source('redis')).toMatchObject({ look: 'ok', reason: expect.stringMatching(/^Answers in \d+ ms/) });
  expect(source('celery')).toMatchObject({ look: 'ok', reason: '1 worker answering' });
  expect(checks('queue_length')).toEqual([expect.objectContaining({ source: 'celery', unit: '' })]);
  expect(checks('queue_length')[0].value).toBeGreaterThanOrEqual(50);
  expect(checks('active_tasks')[0].value).toBe(1);
  expect(alerts).toEqual(['Task Queue Backlog Warning']);
  expect(status).toBe(1);
});

it('counts the queue with Redis where that is the broker, and finds that nobody works there', async () => {
  await server.admin.rpush('celery', ...Array.from({ length: 120 }, () => 'task'));
  const { source, checks, alerts, status } = await look({ REDIS_URL: server.url() });
  expect(source('celery')).toMatchObject({ look: 'bad', reason: 'No worker listens, and no heartbeat came for 5 s' });
  expect(checks('queue_length')).toEqual([expect.objectContaining({ source: 'redis', value: 120 })]);
  expect(alerts).toEqual(expect.arrayContaining(['Celery Workers Critical', 'Task Queue Backlog Critical']));
  expect(status).toBe(2);
});

it('with Redis down has one cause', async () => {
  await server.stop();
  const { source, checks, status } = await look({ REDIS_URL: server.url() });
  await server.start();
  expect(source('redis')).toMatchObject({ look: 'bad', reason: 'Redis refuses connections: nothing listens there.' });
  expect(checks('celery_workers')[0]).toMatchObject({ look: 'bad' });
  expect(status).toBe(2);
});

it('says that credentials are refused, and never what they are', async () => {
  const { source, status } = await look({ REDIS_URL: server.url({ user: 'nobody' }) });
  expect(source('redis')).toMatchObject({ look: 'unknown', reason: 'Redis refuses our user or password.' });
  expect(source('celery')).toMatchObject({ look: 'unknown', reason: 'Redis refuses our user or password.' });
  expect(status).toBe(3);
});
