import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BROKER_NAMES } from '../../../electron/core/checks/broker-names.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { brokerQuestions, redisQuestions } from '../../../electron/sources/evidence/redis.ts';
import { PASSWORD, type RedisServer, startRedis } from '../../servers/redis.ts';
import { makeAccount } from '../../servers/redis-account.ts';
import { asked, fact } from './asked.ts';

let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.remove());
afterEach(async () => {
  await server.admin.config('SET', 'maxmemory', '0');
  await server.admin.config('SET', 'maxmemory-policy', 'noeviction');
  await server.admin.flushall();
});

const settings = (url = server.url()) => ({ url: new Secret(url), intervalMs: 15_000, ca: null });
const questions = (url?: string, names = DEFAULT_BROKER_NAMES) => ({
  ...redisQuestions(settings(url)),
  ...brokerQuestions(settings(url), names),
});

describe('redis-ping', () => {
  it('answers', async () => {
    const finding = await asked(questions(), 'redis-ping');
    expect(finding).toMatchObject({ verdict: 'expected', sentence: 'Redis answers.' });
    expect(finding.value).toMatch(/^PONG after \d+ ms$/);
  });

  it('does not take a wrong password for an outage, nor silence on a network that may be wrong', async () => {
    const refused = await asked(questions(server.url({ password: 'wrong' })), 'redis-ping');
    expect(refused).toMatchObject({ value: 'Not let in', verdict: 'unknown' });
    const nobody = 'redis://127.0.0.1:1/0';
    expect(await asked(questions(nobody), 'redis-ping')).toMatchObject({ value: 'No answer', verdict: 'unknown' });
    const bad = await asked(questions(nobody), 'redis-ping', {}, { sourceIsBad: true });
    expect(bad).toMatchObject({ value: 'No answer', verdict: 'unexpected' });
    expect(fact(bad, 'Code')).toBe('ECONNREFUSED');
  });
});

describe('redis-memory', () => {
  it('cannot tell fullness without a limit, and can with one', async () => {
    expect(await asked(questions(), 'redis-memory')).toMatchObject({ verdict: 'unknown' });
    await server.admin.config('SET', 'maxmemory', '1gb');
    const finding = await asked(questions(), 'redis-memory');
    expect(finding).toMatchObject({ verdict: 'expected', sentence: 'Memory is not full.' });
    expect(finding.value).toMatch(/^\d % of 1 GiB$/);
  });

  it('says that memory is full, and what happens then', async () => {
    await server.admin.config('SET', 'maxmemory', '1mb');
    const finding = await asked(questions(), 'redis-memory');
    expect(finding.verdict).toBe('unexpected');
    expect(finding.sentence).toBe('Memory is full: it refuses what is written.');
    await server.admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await asked(questions(), 'redis-memory')).sentence).toBe('Memory is full: it throws out older keys.');
  });
});

describe('queue-length', () => {
  it('sums up the priorities, and sets what is delivered beside it', async () => {
    await server.admin.rpush('celery', ...Array.from({ length: 49 }, String));
    await server.admin.rpush('celery\u0006\u00169', ...Array.from({ length: 60 }, String));
    await server.admin.hset('unacked', 'a', '1', 'b', '2');
    const finding = await asked(questions(), 'queue-length');
    expect(finding).toMatchObject({ value: '109 tasks waiting', verdict: 'unexpected' });
    expect(fact(finding, 'Delivered, not finished')).toBe('2');
  });

  it('finds a short queue usual', async () => {
    await server.admin.rpush('celery', 'a');
    expect(await asked(questions(), 'queue-length')).toMatchObject({ value: '1 task waiting', verdict: 'expected' });
  });

  it('fires at the threshold, as the rule does', async () => {
    await server.admin.rpush('celery', ...Array.from({ length: 50 }, String));
    expect(await asked(questions(), 'queue-length')).toMatchObject({ verdict: 'unexpected' });
  });
});

it('needs no more rights than the account of the documentation has', async () => {
  await makeAccount(server.admin, PASSWORD);
  const all = questions(server.url({ user: 'sevlight' }));
  for (const id of ['redis-ping', 'redis-memory', 'queue-length'] as const) {
    expect((await asked(all, id)).sentence).not.toMatch(/allowed|NOPERM/);
  }
  await makeAccount(server.admin, PASSWORD, ['+info']);
  const refused = await asked(all, 'redis-memory');
  expect(refused).toMatchObject({ value: 'Not allowed or not there', verdict: 'unknown' });
});

it('sends nothing but its name, PING, INFO, LLEN and HLEN', async () => {
  const spy = await server.spy();
  const all = questions();
  for (const id of ['redis-ping', 'redis-memory', 'queue-length'] as const) await asked(all, id);
  const sent = Object.keys(await spy.sent()).map((name) => name.toUpperCase());
  spy.stop();
  expect(new Set(sent)).toEqual(new Set(['AUTH', 'CLIENT', 'PING', 'INFO', 'LLEN', 'HLEN']));
  expect(all['queue-length']?.text).toBe(
    String.raw`LLEN celery; LLEN celery\x06\x163; LLEN celery\x06\x166; LLEN celery\x06\x169; HLEN unacked`,
  );
});
