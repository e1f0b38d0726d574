import { ok, unknown } from '../look.ts';
import { SECOND_MS } from '../time.ts';
import type { CeleryAnswer, RunningTask } from './celery-answer.ts';
import { clocksAhead, taskAge } from './celery-clock.ts';
import { ASK_RULE } from './celery-workers.ts';
import type { Check, CheckInstance, Fact } from './check.ts';
import { inWords } from './duration-words.ts';
import { plain } from './plain.ts';
import { notAnswered } from './redis-part.ts';

/** Tasks as last told, by the worker that told it. */
export type KnownTasks = Readonly<Record<string, readonly CheckInstance[]>>;

export interface TasksJudged {
  readonly checks: readonly Check[];
  readonly known: KnownTasks;
}

/** The oldest come first. */
const MOST_TASKS = 200;
const CLOCKS_SHOWN = 5;

/** What the workers run, and since when: only from a look that has asked for it. `nowMs`: our wall clock. */
export function tasksJudged({ question, heartbeats }: CeleryAnswer, before: KnownTasks, nowMs: number): TasksJudged {
  if (question === null || !question.isNew) return { checks: [], known: before };
  if (question.outcome === 'refused') {
    const why = notAnswered(question.failure, ASK_RULE);
    return {
      checks: [
        { ...AGE, value: null, ...why },
        { ...ACTIVE, value: null, ...why },
      ],
      known: before,
    };
  }
  if (!question.tasks) return { checks: [], known: before };
  if (question.replies.length === 0) {
    const look = unknown(question.listening === 0 ? 'dependency' : 'busy', 'No worker has said what it runs');
    return {
      checks: [
        { ...AGE, value: null, look },
        { ...ACTIVE, value: null, look },
      ],
      known: before,
    };
  }
  const clocks = clocksAhead(heartbeats);
  const told = question.replies.map(({ worker, tasks }) => ({
    worker,
    running: tasks.map((task) => aged(task, worker, nowMs, clocks.get(worker) ?? 0)),
  }));
  const silent = question.listening - question.replies.length;
  const replied = new Set(told.map(({ worker }) => worker));
  // What a worker ran that now says nothing is neither over nor older: it stays as it was last told.
  const kept = silent > 0 ? Object.entries(before).filter(([worker]) => !replied.has(worker)) : [];
  const known = Object.fromEntries([
    ...kept,
    ...told.map(({ worker, running }) => [worker, running.flatMap(({ instance }) => instance ?? [])] as const),
  ]);
  const count = told.reduce((sum, { running }) => sum + running.length, 0);
  const instances = Object.values(known)
    .flat()
    .toSorted((a, b) => b.value - a.value)
    .slice(0, MOST_TASKS);
  const oldest = instances[0]?.value ?? 0;
  const words = count === 0 ? 'No task is running' : `${many(count)} running, the oldest for ${inWords(oldest)}`;
  const facts = [
    ...clockFacts(clocks),
    ...told.flatMap(({ running }) => running.flatMap(({ doubt }) => doubt ?? [])).slice(0, CLOCKS_SHOWN),
    ...(silent > 0 ? [{ label: 'Not counted', value: `the tasks of ${silent} that did not answer` }] : []),
  ];
  return {
    checks: [
      { ...AGE, value: oldest, look: ok(words), facts, instances },
      { ...ACTIVE, value: count, look: ok(`${many(count)} running`) },
    ],
    known,
  };
}

const AGE = { name: 'task_age', source: 'celery', unit: 's' } as const;
const ACTIVE = { name: 'active_tasks', source: 'celery', unit: '' } as const;

interface Aged {
  /** null: its age is not known. */
  readonly instance: CheckInstance | null;
  readonly doubt: Fact | null;
}

function aged({ id, name, startedSeconds }: RunningTask, worker: string, nowMs: number, aheadMs: number): Aged {
  if (startedSeconds === null) return { instance: null, doubt: null };
  const { kind, seconds } = taskAge(startedSeconds, nowMs, aheadMs);
  const label = plain(`${name} ${id}`);
  const instance = (value: number): CheckInstance => ({
    id: plain(id),
    label,
    value,
    facts: [{ label: 'Worker', value: plain(worker) }],
  });
  const doubt = (value: string): Fact => ({ label: 'Clock', value: `${label} ${value}` });
  switch (kind) {
    case 'known':
      return { instance: instance(seconds), doubt: null };
    case 'ahead': {
      const why = `starts ${inWords(seconds)} from now: its worker's clock is ahead of this computer's`;
      return { instance: instance(0), doubt: doubt(why) };
    }
    case 'absurd': {
      const why = `would run for ${inWords(seconds)}: its worker's clock or this computer's is wrong`;
      return { instance: null, doubt: doubt(why) };
    }
  }
}

function clockFacts(clocks: ReadonlyMap<string, number>): readonly Fact[] {
  return [...clocks].slice(0, CLOCKS_SHOWN).map(([worker, aheadMs]) => {
    const off = `${inWords(Math.abs(aheadMs) / SECOND_MS)} ${aheadMs > 0 ? 'ahead of' : 'behind'} this computer's`;
    return { label: 'Clock', value: `${plain(worker)} is ${off}; ages are counted by its own` };
  });
}

function many(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
