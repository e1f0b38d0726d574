import { describe, expect, it } from 'vitest';
import { judgePostgres, type PostgresMemory } from '../../../electron/core/checks/postgres.ts';
import {
  DEFAULT_TABLES,
  type PostgresAggregates,
  type PostgresAnswer,
  quotedTable,
} from '../../../electron/core/checks/postgres-answer.ts';
import type { JudgeContext } from '../../../electron/core/configured-source.ts';
import type { FailureKind, Reading } from '../../../electron/core/source.ts';

const CONTEXT: JudgeContext<PostgresMemory> = {
  now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'test' },
  surroundings: { offline: false, referenceAnswered: null, unchangedForMs: 3_600_000, answeredBefore: true },
  healthSays: null,
  memory: null,
};
const SETTINGS = { loopback: false, tables: DEFAULT_TABLES, metricsEverySeconds: 300 };

const AGGREGATES: PostgresAggregates = {
  activity: part({
    maximum: 100,
    reserved: 3,
    states: [{ state: 'idle', sessions: 40 }],
    oldestTransactionSeconds: 7200,
    blocked: 2,
  }),
  grants: part({ superuser: false, seesSessions: true, writable: [] }),
  settled: part({ lastCompleted: 50, lastFailed: 0, dayCompleted: 80, dayFailed: 0 }),
  stuck: part({ documents: 0, oldest: null }),
  failures: part([]),
  metric: part({ ageSeconds: 60 }),
  downloads: part([]),
  sharedAddresses: part([]),
};

function part<Value>(value: Value) {
  return { outcome: 'answered', value } as const;
}

function answered(aggregates: PostgresAggregates | null = AGGREGATES, answerMs = 12): Reading<PostgresAnswer> {
  const answer = { answerMs, inRecovery: false, encryption: 'checked', aggregates } as const;
  return { outcome: 'answered', answer, latencyMs: answerMs + 30 };
}

function failed(kind: FailureKind): Reading<PostgresAnswer> {
  return { outcome: 'failed', failure: { kind, message: 'It failed.' }, latencyMs: 5 };
}

function judge(reading: Reading<PostgresAnswer>, context: Partial<JudgeContext<PostgresMemory>> = {}) {
  const judged = judgePostgres(reading, SETTINGS, { ...CONTEXT, ...context });
  const named = (name: string) => judged.checks.find((check) => check.name === name);
  return { ...judged, named };
}

describe('a failure', () => {
  const { surroundings } = CONTEXT;
  it.each<[string, FailureKind, Partial<JudgeContext<PostgresMemory>>, string]>([
    ['answered here before', 'refused', {}, 'bad'],
    ['never answered here', 'refused', { surroundings: { ...surroundings, answeredBefore: false } }, 'unknown network'],
    [
      'the network has just changed',
      'timeout',
      { surroundings: { ...surroundings, unchangedForMs: 59_000 } },
      'unknown network',
    ],
    ['no network at all', 'timeout', { surroundings: { ...surroundings, offline: true } }, 'unknown offline'],
    [
      'health agrees',
      'timeout',
      { healthSays: 'unhealthy', surroundings: { ...surroundings, answeredBefore: false } },
      'bad',
    ],
    ['health calls it well', 'timeout', { healthSays: 'healthy' }, 'unknown network'],
    ['a certificate, and health calls it well', 'tls', { healthSays: 'healthy' }, 'unknown configuration'],
    ['no connection left, whatever health says', 'exhausted', { healthSays: 'healthy' }, 'bad'],
    ['starting up', 'starting', { surroundings: { ...surroundings, answeredBefore: false } }, 'bad'],
    ['wrong password', 'credentials', { healthSays: 'unhealthy' }, 'unknown credentials'],
    ['wrong protocol', 'protocol', {}, 'unknown configuration'],
    ['no such database', 'missing', {}, 'unknown configuration'],
  ])('%s', (_what, kind, context, expected) => {
    const { look } = judge(failed(kind), context);
    expect(look.verdict === 'unknown' ? `unknown ${look.cause}` : look.verdict).toBe(expected);
  });

  it('says of everything the last full look fed that it is not measured, until it is measured again', () => {
    const full = judge(answered());
    const cheap = judge(answered(null), { memory: full.memory });
    const down = judge(failed('refused'), { memory: cheap.memory });
    expect(down.checks.map(({ name }) => name)).toEqual(full.checks.map(({ name }) => name));
    expect(down.named('database')?.look.verdict).toBe('bad');
    for (const check of down.checks.filter(({ name }) => name !== 'database')) {
      expect(check.value).toBeNull();
      expect(check.look).toMatchObject({ verdict: 'unknown', cause: 'dependency' });
    }
    const blind = judge(failed('credentials'), { memory: down.memory });
    expect(blind.named('documents_stuck')?.look).toMatchObject({ verdict: 'unknown', cause: 'credentials' });
  });

  it('for want of a connection tells how many there were', () => {
    const { memory } = judge(answered());
    expect(judge(failed('exhausted'), { memory }).look.reason).toBe(
      'It failed. When last counted: 40 of 97 connections used.',
    );
    expect(judge(failed('exhausted')).look.reason).toBe('It failed.');
    expect(judge(failed('starting'), { memory }).look.reason).toBe('It failed.');
  });
});

describe('an answer', () => {
  it('that is cheap renews the database alone', () => {
    const { checks, memory } = judge(answered(null), { memory: { fed: [], connections: '1 of 2' } });
    expect(checks.map(({ name }) => name)).toEqual(['database', 'postgres_latency']);
    expect(memory).toEqual({ fed: [], connections: '1 of 2' });
  });

  it('that is slow says so', () => {
    expect(judge(answered(null, 2345)).look).toEqual({ verdict: 'ok', reason: 'Slow: answers in 2.3 s' });
  });

  it('has words for what it measured', () => {
    const { named } = judge(answered());
    expect(named('postgres_connections')).toMatchObject({ value: 41.2, look: { reason: '40 of 97 connections used' } });
    expect(named('postgres_oldest_transaction')?.look.reason).toBe('The oldest transaction is open for 2 h');
    expect(named('postgres_blocked')?.look.reason).toBe("2 sessions are waiting for somebody else's lock");
  });

  it('with a metric from the future is not silent', () => {
    const future = { ...AGGREGATES, metric: part({ ageSeconds: -300 }) };
    expect(judge(answered(future)).named('team_monitoring')).toMatchObject({ value: 0, look: { verdict: 'ok' } });
  });

  it.each([
    [900, 'ok'],
    [901, 'bad'],
  ])('with a metric that is %i s old is %s', (ageSeconds, verdict) => {
    const old = { ...AGGREGATES, metric: part({ ageSeconds }) };
    expect(judge(answered(old)).named('team_monitoring')?.look.verdict).toBe(verdict);
  });

  it('with other people’s words in it shows them harmless', () => {
    const hostile = {
      ...AGGREGATES,
      failures: part([{ type: 'ocr\u001b[2J\npostgres://u:pw@h', lastHour: 1, lastDay: 1 }]),
      downloads: part([{ userId: '42\u202e', downloads: 3 }]),
    };
    const text = JSON.stringify(judge(answered(hostile)).checks);
    expect(text).not.toMatch(/\\u001b|\\n|u:pw|\u202e/);
  });

  it('whose parts were not asked for want of time is unknown in these alone', () => {
    const late = { outcome: 'failed', failure: { kind: 'timeout', message: 'Not measured: too slow.' } } as const;
    const { look, named } = judge(answered({ ...AGGREGATES, settled: late }));
    expect(look).toMatchObject({ verdict: 'ok', reason: 'Answers in 12 ms. 1 of its checks is not measured' });
    expect(named('processing_success_rate')?.look).toEqual({
      verdict: 'unknown',
      cause: 'busy',
      reason: 'Not measured: too slow.',
    });
  });
});

it('a table’s name is nothing but a name, whatever it holds', () => {
  expect(quotedTable('audit.core_auditlog')).toBe('"audit"."core_auditlog"');
  expect(quotedTable('x"; DROP TABLE y; --')).toBe('"x""; DROP TABLE y; --"');
});
