import { describe, expect, it } from 'vitest';
import { type CeleryJudgement, type CeleryMemory, judgeCelery } from '../../../electron/core/checks/celery.ts';
import type { CeleryAnswer, Heartbeats, Question, WorkerReply } from '../../../electron/core/checks/celery-answer.ts';
import type { JudgeContext } from '../../../electron/core/configured-source.ts';
import type { FailureKind, Reading } from '../../../electron/core/source.ts';

const NOW_MS = 1_800_000_000_000;
const S = 1000;

const CONTEXT: JudgeContext<CeleryMemory> = {
  now: { wallMs: NOW_MS, elapsedMs: 500_000, awakeMs: 500_000, bootId: 'test' },
  surroundings: { offline: false, referenceAnswered: null, unchangedForMs: 3_600_000, answeredBefore: true },
  healthSays: null,
  memory: null,
};
const SETTINGS: CeleryJudgement = { loopback: false, measuresQueue: false, brokerIsOwn: false };

const NOPERM = { kind: 'grant', message: 'Our account on Redis is not allowed to ask this.', code: 'NOPERM' } as const;
const DEAF: Heartbeats = { outcome: 'refused', failure: NOPERM };

/** Workers by the age of their newest heartbeat, in ms. */
function hearts(watchedMs: number, ages: Readonly<Record<string, number>> = {}, clockAheadMs = 0): Heartbeats {
  const workers = Object.entries(ages).map(([worker, ageMs]) => ({ worker, ageMs, clockAheadMs }));
  return { outcome: 'heard', watchedMs, workers };
}

function asked(
  listening: number,
  replies: readonly WorkerReply[] = [],
  changed: { ageMs?: number; isNew?: boolean; tasks?: boolean } = {},
): Question {
  return { outcome: 'asked', ageMs: 0, isNew: true, tasks: true, listening, replies, ...changed };
}

function refused(kind: FailureKind): Question {
  return { outcome: 'refused', ageMs: 0, isNew: true, failure: { ...NOPERM, kind } };
}

function judge(
  answer: Partial<CeleryAnswer>,
  {
    settings = {},
    ...context
  }: Partial<JudgeContext<CeleryMemory>> & { readonly settings?: Partial<CeleryJudgement> } = {},
) {
  const whole: CeleryAnswer = { question: null, heartbeats: hearts(600 * S), queues: null, ...answer };
  const reading: Reading<CeleryAnswer> = { outcome: 'answered', latencyMs: 5, answer: whole };
  const judged = judgeCelery(reading, { ...SETTINGS, ...settings }, { ...CONTEXT, ...context });
  return { ...judged, check: (name: string) => judged.checks.find((each) => each.name === name) };
}

const reply = (worker: string, ...tasks: WorkerReply['tasks']): WorkerReply => ({ worker, tasks });
/** A task that started so many seconds before now. */
const task = (id: string, seconds: number) => ({ id, name: 'process', startedSeconds: NOW_MS / S - seconds });

describe('workers', () => {
  const table: readonly [
    what: string,
    answer: Partial<CeleryAnswer>,
    verdict: string,
    value: number | null,
    words: RegExp,
  ][] = [
    ['one answers', { question: asked(1, [reply('a')]) }, 'ok', 1, /^1 worker answering$/],
    ['two answer', { question: asked(2, [reply('a'), reply('b')]) }, 'ok', 2, /^2 workers answering$/],
    [
      'one answers, one beats',
      { question: asked(2, [reply('a')]), heartbeats: hearts(60 * S, { b: 2 * S }) },
      'ok',
      2,
      /1 of them answering/,
    ],
    [
      'one answers, one does neither',
      { question: asked(2, [reply('a')]), heartbeats: hearts(60 * S, { b: 40 * S }) },
      'ok',
      1,
      /1 worker answering/,
    ],
    [
      'none answers, one beats',
      { question: asked(1), heartbeats: hearts(60 * S, { a: 29_999 }) },
      'ok',
      1,
      /too busy to answer/,
    ],
    [
      'nobody listens, one beats',
      { question: asked(0), heartbeats: hearts(60 * S, { a: S }) },
      'ok',
      1,
      /remote control is switched off/,
    ],
    [
      'nobody listens, none beats for 30 s',
      { question: asked(0), heartbeats: hearts(60 * S, { a: 30 * S }) },
      'bad',
      0,
      /no heartbeat came for 30 s/,
    ],
    [
      'nobody listens, none has ever beaten',
      { question: asked(0), heartbeats: hearts(600 * S) },
      'bad',
      0,
      /^No worker listens/,
    ],
    [
      'nobody listens, in the first 5 s',
      { question: asked(0), heartbeats: hearts(4999) },
      'unknown',
      null,
      /listened for since/,
    ],
    ['nobody listens, after 5 s', { question: asked(0), heartbeats: hearts(5000) }, 'bad', 0, /for 5 s$/],
    [
      'nobody listens, just back from sleep',
      { question: asked(0), heartbeats: hearts(S, { a: 9 * 3600 * S }) },
      'unknown',
      null,
      /since 1 s/,
    ],
    [
      'reached, silent for 59 s',
      { question: asked(2), heartbeats: hearts(600 * S, { a: 59_999 }) },
      'unknown',
      null,
      /hung or busy$/,
    ],
    [
      'reached, silent for 60 s',
      { question: asked(2), heartbeats: hearts(600 * S, { a: 60 * S }) },
      'bad',
      0,
      /: hung$/,
    ],
    [
      'reached, watched for 20 s',
      { question: asked(1), heartbeats: hearts(20 * S, { a: 3600 * S }) },
      'unknown',
      null,
      /20 s: hung or busy$/,
    ],
    ['reached, hearts not to be heard', { question: asked(1), heartbeats: DEAF }, 'unknown', null, /may not hear/],
    [
      'nobody listens, hearts not to be heard',
      { question: asked(0), heartbeats: DEAF },
      'unknown',
      null,
      /may not hear/,
    ],
    [
      'may not ask, one beats',
      { question: refused('grant'), heartbeats: hearts(60 * S, { a: S }) },
      'ok',
      1,
      /by its heartbeat$/,
    ],
    [
      'may not ask, silent for 40 s',
      { question: refused('grant'), heartbeats: hearts(99 * S, { a: 40 * S }) },
      'unknown',
      null,
      /not allowed/,
    ],
    [
      'may not ask, silent for 60 s',
      { question: refused('grant'), heartbeats: hearts(99 * S, { a: 60 * S }) },
      'bad',
      0,
      /we may not ask$/,
    ],
    ['may not ask, nobody has ever beaten', { question: refused('grant') }, 'unknown', null, /not allowed/],
    ['may neither ask nor hear', { question: refused('grant'), heartbeats: DEAF }, 'unknown', null, /not allowed/],
    ['the broker is full', { question: refused('cannot-ask') }, 'unknown', null, /cannot be asked/],
    ['the broker is a replica', { question: refused('missing') }, 'unknown', null, /cannot be asked/],
    ['never asked', {}, 'unknown', null, /have not been asked/],
    [
      'answered 29 s ago',
      { question: asked(1, [reply('a')], { ageMs: 29 * S, isNew: false }), heartbeats: hearts(99 * S, { a: 31 * S }) },
      'ok',
      1,
      /1 worker answering/,
    ],
    [
      'answered 31 s ago, and the heart has stopped',
      { question: asked(1, [reply('a')], { ageMs: 31 * S, isNew: false }), heartbeats: hearts(99 * S, { a: 31 * S }) },
      'unknown',
      null,
      /./,
    ],
    [
      'answered 80 s ago, never heard',
      { question: asked(1, [reply('a')], { ageMs: 80 * S, isNew: false }), heartbeats: DEAF },
      'ok',
      1,
      /1 worker answering/,
    ],
    [
      'answered 90 s ago, never heard',
      { question: asked(1, [reply('a')], { ageMs: 90 * S, isNew: false }), heartbeats: DEAF },
      'unknown',
      null,
      /./,
    ],
  ];

  it.each(table)('%s', (_, answer, verdict, value, words) => {
    const { look, check } = judge(answer);
    expect(look.verdict).toBe(verdict);
    expect(look.reason).toMatch(words);
    expect(check('celery_workers')).toMatchObject({ value, unit: '', source: 'celery', look });
  });

  it('that have answered before and listen no more are gone, even where hearts cannot be heard', () => {
    const { memory } = judge({ question: asked(1, [reply('a')]), heartbeats: DEAF });
    const hung = judge({ question: asked(1), heartbeats: DEAF }, { memory });
    expect(judge({ question: asked(0), heartbeats: DEAF }, { memory: hung.memory }).look.verdict).toBe('bad');
  });

  it('cannot be asked through a full broker that nobody else watches: that is bad', () => {
    const full = { question: refused('cannot-ask') };
    expect(judge(full, { settings: { brokerIsOwn: true } }).look).toMatchObject({ verdict: 'bad', level: 0 });
    const beating = { ...full, heartbeats: hearts(60 * S, { a: S }) };
    expect(judge(beating, { settings: { brokerIsOwn: true } }).look.verdict).toBe('ok');
  });

  it('are told by name, the busy and the hung apart', () => {
    const question = asked(4, [reply('a'), reply('b')]);
    const facts = judge({ question, heartbeats: hearts(99 * S, { c: S }) }).check('celery_workers')?.facts;
    expect(facts).toEqual([
      { label: 'Alive', value: 'a, b, c' },
      { label: 'Busy: beating, not answering', value: 'c' },
      { label: 'Hung: neither answering nor beating', value: '1' },
    ]);
  });

  it('with strange names are shown on one line, the first ten of them', () => {
    const replies = Array.from({ length: 12 }, (_, i) => reply(`w${i}\n\u001b[31m`));
    const [alive] = judge({ question: asked(12, replies) }).check('celery_workers')?.facts ?? [];
    for (const control of ['\n', '\u001b']) expect(alive?.value).not.toContain(control);
    expect(alive?.value).toMatch(/and 2 more$/);
  });

  it("in doubt have the queue's movement beside them", () => {
    const queues = (length: number) =>
      ({ outcome: 'answered', value: { waiting: [{ queue: 'celery', length }], unacknowledged: 0 } }) as const;
    const { memory } = judge({ question: asked(1), heartbeats: DEAF, queues: queues(40) });
    const later = { ...CONTEXT.now, elapsedMs: CONTEXT.now.elapsedMs + 60 * S };
    const { check, checks } = judge(
      { question: asked(1), heartbeats: DEAF, queues: queues(12) },
      { memory, now: later },
    );
    expect(check('celery_workers')?.facts).toContainEqual({ label: 'Queue', value: '12 waiting, 40 60 s before' });
    expect(checks.map(({ name }) => name)).not.toContain('queue_length');
  });
});

describe('running tasks', () => {
  it('are measured by their age, the oldest first', () => {
    const question = asked(2, [reply('a', task('1', 10), task('2', 700)), reply('b', task('3', 300))]);
    const { check } = judge({ question });
    expect(check('task_age')).toMatchObject({ value: 700, unit: 's', look: { verdict: 'ok' } });
    expect(check('task_age')?.instances?.map(({ id, label, value }) => [id, label, value])).toEqual([
      ['2', 'process 2', 700],
      ['3', 'process 3', 300],
      ['1', 'process 1', 10],
    ]);
    expect(check('active_tasks')?.value).toBe(3);
  });

  it('are none where every worker says so', () => {
    const { check } = judge({ question: asked(1, [reply('a')]) });
    expect(check('task_age')).toMatchObject({ value: 0, instances: [], look: { reason: 'No task is running' } });
  });

  it('that have not started yet have no age, and count as running', () => {
    const { check } = judge({ question: asked(1, [reply('a', { id: '1', name: 'p', startedSeconds: null })]) });
    expect(check('task_age')).toMatchObject({ instances: [] });
    expect(check('active_tasks')?.value).toBe(1);
  });

  it('are not spoken of by a look that has not asked for them', () => {
    for (const changed of [{ isNew: false, ageMs: 9 * S }, { tasks: false }]) {
      const { checks } = judge({ question: asked(1, [reply('a', task('1', 10))], changed) });
      expect(checks.map(({ name }) => name)).toEqual(['celery_workers']);
    }
  });

  it('of a worker that says nothing stay as they were last told: neither over nor older', () => {
    const before = judge({ question: asked(2, [reply('a', task('1', 650)), reply('b', task('2', 20))]) });
    const later = judge({ question: asked(2, [reply('b', task('2', 80))]) }, { memory: before.memory });
    expect(later.check('task_age')?.instances?.map(({ id, value }) => [id, value])).toEqual([
      ['1', 650],
      ['2', 80],
    ]);
    expect(later.check('task_age')?.facts).toContainEqual({
      label: 'Not counted',
      value: 'the tasks of 1 that did not answer',
    });
    // All that listen have answered: the worker is gone, and so is its task.
    const gone = judge({ question: asked(1, [reply('b', task('2', 140))]) }, { memory: later.memory });
    expect(gone.check('task_age')?.instances?.map(({ id }) => id)).toEqual(['2']);
  });

  it('of nobody at all are unknown, and what was told is kept', () => {
    const before = judge({ question: asked(1, [reply('a', task('1', 650))]) });
    for (const question of [asked(1), asked(0), refused('grant'), refused('cannot-ask')]) {
      const { check, memory } = judge({ question }, { memory: before.memory });
      expect(check('task_age')).toMatchObject({ value: null, look: { verdict: 'unknown' } });
      expect(memory.tasks).toEqual(before.memory.tasks);
    }
  });

  it.each([
    [0, 100, 100],
    [4000, 100, 100],
    [3_600_000, 100, 3700],
    [-3_600_000, 4000, 400],
  ])('with a worker %d ms ahead, %d s by our clock are %d s by its own', (aheadMs, ours, its) => {
    const heartbeats = hearts(99 * S, { a: S }, aheadMs);
    const { check } = judge({ question: asked(1, [reply('a', task('1', ours))]), heartbeats });
    expect(check('task_age')?.value).toBe(its);
    expect(check('task_age')?.facts?.length).toBe(Math.abs(aheadMs) >= 5000 ? 1 : 0);
  });

  it('that would have started in the future are new, and those of weeks are not believed', () => {
    const future = judge({ question: asked(1, [reply('a', task('1', -3600))]) }).check('task_age');
    expect(future).toMatchObject({ value: 0, instances: [{ value: 0 }] });
    expect(future?.facts?.[0]?.value).toMatch(/starts 60 min from now/);
    const weeks = judge({ question: asked(1, [reply('a', task('1', 8 * 86_400))]) }).check('task_age');
    expect(weeks).toMatchObject({ value: 0, instances: [] });
    expect(weeks?.facts?.[0]?.value).toMatch(/would run for 8 days/);
    expect(judge({ question: asked(1, [reply('a', task('1', -1))]) }).check('task_age')?.facts).toEqual([]);
  });

  it('are listed up to 200', () => {
    const tasks = Array.from({ length: 500 }, (_, i) => task(String(i), i));
    const { check } = judge({ question: asked(1, [reply('a', ...tasks)]) });
    expect(check('active_tasks')?.value).toBe(500);
    expect(check('task_age')?.instances).toHaveLength(200);
    expect(check('task_age')?.instances?.[0]?.value).toBe(499);
  });
});

describe('a broker that cannot be asked', () => {
  const failed = (kind: FailureKind, context: Partial<JudgeContext<CeleryMemory>> = {}) =>
    judgeCelery({ outcome: 'failed', latencyMs: 5, failure: { kind, message: 'It failed.' } }, SETTINGS, {
      ...CONTEXT,
      ...context,
    });

  it('is bad as Redis is, and what comes through it is not measured', () => {
    const { memory } = judge({ question: asked(1, [reply('a')]) });
    const { look, checks } = failed('refused', { memory });
    expect(look.verdict).toBe('bad');
    expect(checks.map(({ name, look: { verdict } }) => `${name} ${verdict}`)).toEqual([
      'celery_workers bad',
      'task_age unknown',
      'active_tasks unknown',
    ]);
  });

  it.each([
    ['refused', { healthSays: 'healthy' }, 'unknown'],
    ['timeout', { healthSays: 'unhealthy' }, 'bad'],
    ['timeout', { surroundings: { ...CONTEXT.surroundings, answeredBefore: false } }, 'unknown'],
    ['credentials', {}, 'unknown'],
    ['starting', {}, 'bad'],
  ] as const)('with %s and %j is %s', (kind, context, verdict) => {
    expect(failed(kind, context).look.verdict).toBe(verdict);
  });
});

it('the queue is measured where nobody else does', () => {
  const queues = {
    outcome: 'answered',
    value: {
      waiting: [
        { queue: 'a', length: 3 },
        { queue: 'b', length: 4 },
      ],
      unacknowledged: null,
    },
  } as const;
  const { check } = judge({ question: asked(0), queues }, { settings: { measuresQueue: true } });
  expect(check('queue_length')).toMatchObject({ source: 'celery', value: 7 });
  expect(check('queue_length')?.facts?.at(-1)).toEqual({
    label: 'Delivered, not finished',
    value: 'could not be read',
  });
});
