import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnswerOf } from '../../electron/core/evidence/answers.ts';
import type { EvidenceDesk, EvidenceQuestions } from '../../electron/core/evidence/question.ts';
import { bad, ok } from '../../electron/core/look.ts';
import type { Reading, SourceId } from '../../electron/core/source.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import { temporaryFolder } from '../store/parts.ts';
import { type Desk, openDesk } from './evidence-desk.ts';

const DOCUMENT = `# Guide

## Runbooks

### Redis Connection Failed

**Alert:** \`Redis connection failed\`

1. Ask it: \`redis-cli ping\`
2. Its memory: \`redis-cli INFO memory\`
3. The pool: \`SELECT count(*) FROM pg_stat_activity;\`
4. If the pool is exhausted, restart the web workers
5. Look around
`;

let store: OpenedStore;
let clock: FakeClock;
let under: string[];
let most: number;
let release: (() => void)[];

beforeEach(() => {
  clock = fakeClock();
  store = openStore({ folder: temporaryFolder(), now: clock.now() }).store;
  under = [];
  most = 0;
  release = [];
});
afterEach(() => store.close());

/** Answers once it is released; notes how many are asked at once. */
function waiting<Answer>(name: string, answer: Answer) {
  return async (): Promise<Reading<Answer>> => {
    under.push(name);
    most = Math.max(most, under.length);
    await new Promise<void>((resolve) => release.push(resolve));
    under.splice(under.indexOf(name), 1);
    return { outcome: 'answered', answer, latencyMs: 3 };
  };
}

const MEMORY: AnswerOf<'redis-memory'> = { usedBytes: 10, maximumBytes: 100, policy: 'noeviction' };
const REDIS: EvidenceQuestions = {
  'redis-ping': { text: 'PING', ask: () => waiting('ping', { answerMs: 2 })() },
  'redis-memory': { text: 'INFO memory', ask: () => waiting('memory', MEMORY)() },
};
const POOL: EvidenceQuestions = {
  'postgres-connections': {
    text: 'SELECT …',
    ask: async () => ({
      outcome: 'failed',
      failure: { kind: 'exhausted', message: 'too many clients already', code: '53300' },
      latencyMs: 9,
    }),
  },
};

function desk(questions: EvidenceQuestions = { ...REDIS, ...POOL }): Desk {
  return openDesk(store, clock, DOCUMENT, { questions, reveal: null } satisfies EvidenceDesk);
}

function looked({ engine }: Desk, source: SourceId, name: string, isBad = true): void {
  const look = isBad ? bad('refused') : ok('Answers in 2 ms');
  const check = { name, source, value: null, unit: '' as const, look };
  engine.observe({ type: 'looked', source, look, depth: 'full', checks: [check], latencyMs: 3, intervalMs: 15_000 });
}

const settle = () =>
  vi.waitFor(() => expect(release).not.toHaveLength(0), { timeout: 10_000 }).then(() => release.shift()?.());
const answers = () => store.eventsOf('inc-1').flatMap((event) => (event.type === 'evidence-answered' ? [event] : []));

describe('an incident that opens', () => {
  it('has its questions asked once, one at a time per source, and each answer written down', async () => {
    const house = desk();
    house.evidence.start();
    house.open();
    await vi.waitFor(() => expect(answers()).toHaveLength(1), { timeout: 10_000 });
    expect(answers()[0]?.payload).toMatchObject({ evidenceId: 'postgres-connections', value: 'No connection left' });
    await settle();
    await settle();
    await vi.waitFor(() => expect(answers()).toHaveLength(3), { timeout: 10_000 });
    expect(most).toBe(1);
    expect(house.view(0)).toMatchObject({ from: 'asked', verdict: 'expected', question: 'PING', asking: false });
    expect(answers().every(({ actor }) => actor === 'sevlight')).toBe(true);
  });

  it('points at the step that is written for the case', async () => {
    const house = desk(POOL);
    house.evidence.start();
    house.open();
    await vi.waitFor(() => expect(answers()).toHaveLength(1), { timeout: 10_000 });
    expect(house.view(2)?.branch).toEqual({ label: 'pool exhausted', stepId: house.step(3).id, number: 4 });
    expect(house.incident().steps).toEqual({});
  });

  it('shows what a fresh look saw until there is an answer, with the time of the look', () => {
    const house = desk();
    looked(house, 'redis', 'redis');
    const atWallMs = clock.now().wallMs;
    clock.pass(14_000);
    house.evidence.start();
    house.open();
    expect(house.view(0)).toMatchObject({
      from: 'look',
      verdict: 'unexpected',
      value: 'refused',
      atWallMs,
      asking: true,
    });
    clock.pass(2000);
    expect(house.view(0)).toMatchObject({ from: 'none', sentence: 'Being asked.' });
  });

  it('spares a source that is bad everything but the cheapest question', async () => {
    const house = desk(REDIS);
    looked(house, 'redis', 'redis');
    clock.pass(20_000);
    house.evidence.start();
    house.open();
    await vi.waitFor(() => expect(under).toEqual(['ping']), { timeout: 10_000 });
    await settle();
    await vi.waitFor(() => expect(answers()).toHaveLength(1), { timeout: 10_000 });
    expect(house.view(1)).toMatchObject({
      from: 'none',
      sentence: 'Not asked while its source is bad, to spare it. refused',
    });
    expect(under).toEqual([]);
  });

  it('says so where no source is configured, and asks the health endpoint where that can tell', async () => {
    const house = desk({});
    house.evidence.start();
    house.open();
    expect(house.view(0)?.sentence).toBe('No source is configured that could be asked (redis).');
    const body = JSON.stringify({
      status: 'unhealthy',
      checks: { redis: { status: 'unhealthy', message: 'refused' } },
    });
    const answer = { status: 503, contentType: 'application/json', body, ageSeconds: 0 };
    const through = openDesk(store, clock, DOCUMENT, {
      questions: { health: { text: 'GET /health/', ask: async () => ({ outcome: 'answered', answer, latencyMs: 3 }) } },
      reveal: null,
    });
    await through.evidence.askAgain('c-1', through.incident(), { list: through.list(), step: through.step(0) });
    expect(through.view(0)).toMatchObject({
      question: 'GET /health/ → redis',
      value: 'refused',
      verdict: 'unexpected',
    });
  });
});

describe('asking again', () => {
  it('is a person’s act, kept, and replaces the answer', async () => {
    const house = desk(POOL);
    house.open();
    clock.pass(60_000);
    await house.evidence.askAgain('c-1', house.incident(), { list: house.list(), step: house.step(2) });
    expect(answers()).toMatchObject([{ id: 'c-1', actor: 'person' }]);
    expect(house.incident().lastActivity).toEqual(clock.now());
    clock.pass(60_000);
    await house.evidence.askAgain('c-2', house.incident(), { list: house.list(), step: house.step(2) });
    expect(answers()).toHaveLength(2);
    expect(house.view(2)?.atWallMs).toBe(clock.now().wallMs);
  });

  it('joins a question that is under way', async () => {
    const house = desk(REDIS);
    house.open();
    const at = { list: house.list(), step: house.step(0) };
    const both = Promise.all([
      house.evidence.askAgain('c-1', house.incident(), at),
      house.evidence.askAgain('c-2', house.incident(), at),
    ]);
    await settle();
    await both;
    expect(release).toEqual([]);
  });

  it('lets go when Sevlight ends', async () => {
    const house = desk(REDIS);
    house.open();
    const asked = house.evidence.askAgain('c-1', house.incident(), { list: house.list(), step: house.step(0) });
    await vi.waitFor(() => expect(under).toEqual(['ping']), { timeout: 10_000 });
    house.evidence.stop();
    await settle();
    await asked;
    expect(answers()).toEqual([]);
  });
});

describe('what an incident’s opening could not ask', () => {
  const joined = { alertKey: 'download-activity/7', name: 'Anomalous Download Activity', reason: 'explained' };
  const names = () => answers().map(({ payload }) => payload.evidenceId);

  /** Answers at once, as `answer` says by then. */
  function memory(answer: () => Reading<AnswerOf<'redis-memory'>>): EvidenceQuestions {
    return { 'redis-memory': { text: 'INFO memory', ask: async () => answer() } };
  }
  const TOLD: Reading<AnswerOf<'redis-memory'>> = { outcome: 'answered', answer: MEMORY, latencyMs: 3 };
  const SILENT: Reading<AnswerOf<'redis-memory'>> = {
    outcome: 'failed',
    failure: { kind: 'timeout', message: 'Redis did not answer within 3 s' },
    latencyMs: 3000,
  };
  const quiet = () => new Promise((resolve) => setImmediate(resolve));

  it('is asked once when its source has recovered', async () => {
    const house = desk(memory(() => TOLD));
    house.evidence.start();
    looked(house, 'redis', 'redis');
    house.open();
    await quiet();
    expect(names()).toEqual([]);
    looked(house, 'redis', 'redis', false);
    await vi.waitFor(() => expect(names()).toEqual(['redis-memory']), { timeout: 10_000 });
    for (const isBad of [true, false, true, false]) looked(house, 'redis', 'redis', isBad);
    await quiet();
    expect(names()).toEqual(['redis-memory']);
  });

  it('is asked again after a recovery where the answer was not as expected, once, also through a restart', async () => {
    const house = desk(memory(() => SILENT));
    house.evidence.start();
    house.open();
    await vi.waitFor(() => expect(names()).toHaveLength(1), { timeout: 10_000 });
    looked(house, 'postgres', 'database');
    looked(house, 'postgres', 'database', false);
    await quiet();
    expect(names()).toHaveLength(1);
    const again = desk(memory(() => SILENT));
    again.evidence.start();
    looked(again, 'redis', 'redis');
    looked(again, 'redis', 'redis', false);
    await vi.waitFor(() => expect(names()).toHaveLength(2), { timeout: 10_000 });
    looked(again, 'redis', 'redis');
    looked(again, 'redis', 'redis', false);
    await quiet();
    expect(names()).toHaveLength(2);
  });

  it('waits for a question that was under way at the recovery', async () => {
    let reading: Reading<AnswerOf<'redis-ping'>> = SILENT;
    const ask = async () => {
      const told = reading;
      await new Promise<void>((resolve) => release.push(resolve));
      return told;
    };
    const house = desk({ 'redis-ping': { text: 'PING', ask } });
    house.evidence.start();
    looked(house, 'redis', 'redis');
    house.open();
    await vi.waitFor(() => expect(release).toHaveLength(1), { timeout: 10_000 });
    reading = { outcome: 'answered', answer: { answerMs: 2 }, latencyMs: 2 };
    for (const isBad of [false, true, false]) looked(house, 'redis', 'redis', isBad);
    await settle();
    await settle();
    await vi.waitFor(() => expect(answers()).toHaveLength(2), { timeout: 10_000 });
    await quiet();
    expect(answers().map(({ payload }) => payload.verdict)).toEqual(['unknown', 'expected']);
  });

  it('is asked again when the alert gets worse, though the answer was as expected', async () => {
    const house = desk(memory(() => TOLD));
    house.evidence.start();
    house.open();
    await vi.waitFor(() => expect(names()).toHaveLength(1), { timeout: 10_000 });
    const level = { level: 1, name: 'Warning', severity: 3, reason: 'One is left', value: 1 } as const;
    const worse = { level: 0, name: 'Critical', severity: 2, reason: 'None is left', value: 0 } as const;
    const change = (from: typeof level | typeof worse, to: typeof level | typeof worse) =>
      house.engine.report([
        { type: 'alert-level-changed', payload: { alertKey: 'celery-workers', from, to }, incidentId: 'inc-1' },
      ]);
    change(level, worse);
    await vi.waitFor(() => expect(names()).toHaveLength(2), { timeout: 10_000 });
    change(worse, level);
    change(level, worse);
    await quiet();
    expect(names()).toHaveLength(2);
  });

  it('is asked when an alert joins that brings the id', async () => {
    const document = DOCUMENT.replace('5. Look around', '5. Who? <!-- evidence: downloads-of-user -->');
    const answer = { lastHour: 90, lastDay: 120, addresses: 1, rhythm: null };
    const house = openDesk(store, clock, document, {
      questions: {
        'downloads-of-user': { text: 'SELECT …', ask: async () => ({ outcome: 'answered', answer, latencyMs: 3 }) },
      },
      reveal: null,
    });
    house.evidence.start();
    house.open();
    await quiet();
    expect(names()).toEqual([]);
    house.engine.report([{ type: 'incident-joined', payload: joined, incidentId: 'inc-1' }]);
    house.engine.report([{ type: 'incident-joined', payload: joined, incidentId: 'inc-1' }]);
    await vi.waitFor(() => expect(names()).toEqual(['downloads-of-user']), { timeout: 10_000 });
    await quiet();
    expect(names()).toHaveLength(1);
  });
});

it('asks after a restart what has no answer yet, and no more', async () => {
  const house = desk(POOL);
  house.open();
  const again = desk(POOL);
  again.evidence.start();
  await vi.waitFor(() => expect(answers()).toHaveLength(1), { timeout: 10_000 });
  const third = desk(POOL);
  third.evidence.start();
  await new Promise((resolve) => setImmediate(resolve));
  expect(answers()).toHaveLength(1);
  expect(third.view(2)).toMatchObject({ from: 'asked', value: 'No connection left' });
});
