import { describe, expect, it } from 'vitest';
import { judgeRedis, type RedisMemory } from '../../../electron/core/checks/redis.ts';
import type { Account, RedisAnswer, RedisDetails, ServerInfo } from '../../../electron/core/checks/redis-answer.ts';
import type { JudgeContext } from '../../../electron/core/configured-source.ts';
import type { FailureKind, Reading } from '../../../electron/core/source.ts';

const INFO: ServerInfo = {
  version: '7.0.15',
  usedBytes: 50_000_000,
  maximumBytes: 100_000_000,
  policy: 'noeviction',
  clients: 12,
  maximumClients: 10_000,
  rejected: 3,
  evicted: 0,
  role: 'master',
  primaryLink: null,
};

const DETAILS: RedisDetails = {
  server: { outcome: 'answered', value: INFO },
  queues: { outcome: 'answered', value: { waiting: [{ queue: 'celery', length: 7 }], unacknowledged: 2 } },
  account: { outcome: 'answered', value: { user: 'sevlight', rules: null, writes: false } },
};

const CONTEXT: JudgeContext<RedisMemory> = {
  now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'test' },
  surroundings: { offline: false, referenceAnswered: null, unchangedForMs: 3_600_000, answeredBefore: true },
  healthSays: null,
  memory: null,
};

function answered(details: RedisDetails | null, answerMs = 3): Reading<RedisAnswer> {
  return { outcome: 'answered', latencyMs: answerMs, answer: { answerMs, encryption: 'none', details } };
}

function judge(details: Partial<RedisDetails> | null, context: Partial<JudgeContext<RedisMemory>> = {}) {
  const reading = answered(details && { ...DETAILS, ...details });
  const judged = judgeRedis(reading, false, { ...CONTEXT, ...context });
  return { ...judged, check: (name: string) => judged.checks.find((each) => each.name === name) };
}

const info = (changed: Partial<ServerInfo>) =>
  judge({ server: { outcome: 'answered', value: { ...INFO, ...changed } } });

function failed(kind: FailureKind, context: Partial<JudgeContext<RedisMemory>> = {}, loopback = false) {
  const reading = { outcome: 'failed', latencyMs: 3, failure: { kind, message: 'It failed.' } } as const;
  return judgeRedis(reading, loopback, { ...CONTEXT, ...context });
}

describe('memory', () => {
  it.each([
    [{}, 50, '48 MiB of 95 MiB used (50 %)'],
    [{ usedBytes: 95_040_000 }, 95, '91 MiB of 95 MiB used (95 %)'],
    [{ usedBytes: 94_940_000 }, 94.9, '91 MiB of 95 MiB used (94.9 %)'],
    [{ usedBytes: 101_000_000 }, 101, '96 MiB of 95 MiB used (101 %)'],
    [{ maximumBytes: 0 }, null, '48 MiB used; no limit is set'],
    [{ policy: 'volatile-ttl' }, null, '48 MiB of 95 MiB used (50 %); when full, it throws out older keys'],
    [{ usedBytes: 0 }, 0, '0 bytes of 95 MiB used (0 %)'],
    [{ usedBytes: 1536, maximumBytes: 5 * 1024 ** 3 }, 0, '1.5 KiB of 5 GiB used (0 %)'],
  ])('%j is %s percent', (changed, value, reason) => {
    expect(info(changed).check('redis_memory')).toMatchObject({ value, unit: '%', look: { verdict: 'ok', reason } });
  });

  it('is unknown where the server does not tell', () => {
    expect(info({ maximumBytes: null }).check('redis_memory')).toMatchObject({
      value: null,
      look: { verdict: 'unknown', cause: 'insufficient' },
    });
    expect(info({ clients: null }).check('redis_clients')?.look.verdict).toBe('unknown');
  });
});

it('a replica is told by its link', () => {
  const link = (changed: Partial<ServerInfo>) => info(changed).check('redis_replication')?.look;
  expect(link({})).toEqual({ verdict: 'ok', reason: 'A primary' });
  expect(link({ role: 'slave', primaryLink: 'up' })?.verdict).toBe('ok');
  expect(link({ role: 'slave', primaryLink: 'down' })?.verdict).toBe('bad');
});

describe('the account', () => {
  const account = (value: Omit<Account, 'user'>) =>
    judge({ account: { outcome: 'answered', value: { user: 'me', ...value } } }).check('redis_grants')?.look;

  it.each([
    ['-@all +ping +info', 'ok'],
    ['-@all +ping +acl|getuser +client|setname', 'ok'],
    ['+@all', 'bad'],
    ['+@all -@all +ping', 'ok'],
    ['-@all +@read', 'bad'],
    ['-@all +ping +set', 'bad'],
    ['+@all -flushall', 'bad'],
    ['', 'ok'],
  ])('with the commands %s is %s', (commands, verdict) => {
    expect(account({ rules: { commands, keys: '%R~celery*' }, writes: null })?.verdict).toBe(verdict);
  });

  it.each([
    ['', 'ok'],
    ['%R~celery* %R~unacked ~*.reply.celery.pidbox', 'ok'],
    ['%R~*', 'ok'],
    ['~app:* ~*', 'bad'],
    ['%RW~*', 'bad'],
    ['%W~*', 'bad'],
  ])('with the keys %s is %s', (keys, verdict) => {
    expect(account({ rules: { commands: '-@all +ping +del', keys }, writes: null })?.verdict).toBe(verdict);
  });

  it('with every key, but only commands that read, is ok', () => {
    const rules = { commands: '-@all +ping +info +llen', keys: '~*' };
    expect(account({ rules, writes: null })?.verdict).toBe('ok');
  });

  it.each([
    [null, 'ok'],
    [false, 'ok'],
    [true, 'bad'],
  ])('whose rules are not told, and that writes: %s, is %s', (writes, verdict) => {
    expect(account({ rules: null, writes })?.verdict).toBe(verdict);
  });

  it('that could write is told with the answer, and is no failure of Redis', () => {
    const { look, check } = judge({
      account: {
        outcome: 'answered',
        value: { user: 'default', rules: { commands: '+@all', keys: '~*' }, writes: null },
      },
    });
    expect(look.verdict).toBe('ok');
    expect(look.reason).toContain('may do more than watch (+@all)');
    expect(check('redis')?.look).toEqual(look);
  });
});

describe('what could not be asked', () => {
  it.each([
    ['grant', 'grant'],
    ['missing', 'configuration'],
    ['cannot-ask', 'dependency'],
    ['malformed', 'malformed'],
    ['exhausted', 'malformed'],
  ] as const)('for %s is unknown (%s), alone', (kind, cause) => {
    const { look, check } = judge({ queues: { outcome: 'failed', failure: { kind, message: 'No.' } } });
    expect(check('queue_length')).toMatchObject({ value: null, look: { verdict: 'unknown', cause } });
    expect(check('redis_memory')?.value).toBe(50);
    expect(look).toEqual({ verdict: 'ok', reason: 'Answers in 3 ms. 1 of its checks is not measured' });
  });

  it('is not asked for by a cheap look, which remembers what the full one fed', () => {
    const full = judge({});
    const cheap = judge(null, { memory: full.memory });
    expect(cheap.checks.map(({ name }) => name)).toEqual(['redis', 'redis_latency']);
    expect(cheap.memory).toEqual(full.memory);
    const down = failed('refused', { memory: cheap.memory });
    expect(down.checks.map(({ name }) => name)).toEqual(full.checks.map(({ name }) => name));
    expect(down.checks[0]?.look.verdict).toBe('bad');
    expect(down.checks.slice(1).every(({ look }) => look.verdict === 'unknown' && look.cause === 'dependency')).toBe(
      true,
    );
  });
});

describe('a failure', () => {
  it.each([
    ['refused', {}, 'bad'],
    ['refused', { healthSays: 'healthy' }, 'unknown'],
    ['timeout', { healthSays: 'unhealthy' }, 'bad'],
    ['timeout', { surroundings: { ...CONTEXT.surroundings, answeredBefore: false } }, 'unknown'],
    ['timeout', { surroundings: { ...CONTEXT.surroundings, unchangedForMs: 59_000 } }, 'unknown'],
    ['starting', { healthSays: 'healthy' }, 'bad'],
    ['exhausted', { healthSays: 'healthy' }, 'bad'],
    ['credentials', { healthSays: 'unhealthy' }, 'unknown'],
    ['grant', {}, 'unknown'],
    ['missing', {}, 'unknown'],
  ] as const)('%s with %j is %s', (kind, context, verdict) => {
    expect(failed(kind, context).look.verdict).toBe(verdict);
  });

  it('of this very machine needs nobody else', () => {
    const never = { surroundings: { ...CONTEXT.surroundings, answeredBefore: false } };
    expect(failed('refused', never, true).look.verdict).toBe('bad');
  });
});

it('a slow answer is called slow', () => {
  expect(judgeRedis(answered(null, 1234), false, CONTEXT).look).toEqual({
    verdict: 'ok',
    reason: 'Slow: answers in 1.2 s',
  });
});
