import type { JudgeContext, Judged } from '../configured-source.ts';
import { backendFailureToLook } from '../connectivity/failure-to-look.ts';
import { type Look, unknown } from '../look.ts';
import type { Reading } from '../source.ts';
import { elapsedBetween, type Instant, SECOND_MS } from '../time.ts';
import type { CeleryAnswer } from './celery-answer.ts';
import { type KnownTasks, tasksJudged } from './celery-tasks.ts';
import { workersCheck } from './celery-workers.ts';
import type { Check } from './check.ts';
import { inWords } from './duration-words.ts';
import type { Queues, RedisPart } from './redis-answer.ts';
import { queueCheck, waitingTasks } from './redis-queue.ts';

export interface CeleryJudgement {
  readonly loopback: boolean;
  /** Whether the queue is measured here: nobody else asks this database. */
  readonly measuresQueue: boolean;
  /** Whether the broker is a server of its own, whose memory nobody else watches. */
  readonly brokerIsOwn: boolean;
}

/** What one look leaves behind for the next. */
export interface CeleryMemory {
  /** What was fed so far, so that a failed look can say of each that it is not measured. */
  readonly fed: readonly Pick<Check, 'name' | 'unit'>[];
  readonly answeredBefore: boolean;
  readonly tasks: KnownTasks;
  /** Tasks that waited when they were last counted. */
  readonly queue: { readonly waiting: number; readonly at: Instant } | null;
}

const NO_MEMORY: CeleryMemory = { fed: [], answeredBefore: false, tasks: {}, queue: null };

/** What a look at Celery means. Pure. */
export function judgeCelery(
  reading: Reading<CeleryAnswer>,
  { loopback, measuresQueue, brokerIsOwn }: CeleryJudgement,
  { now, surroundings, healthSays, memory }: JudgeContext<CeleryMemory>,
): Judged<CeleryMemory> {
  const before = memory ?? NO_MEMORY;
  if (reading.outcome === 'failed') {
    return notMeasured(backendFailureToLook(reading.failure, loopback, healthSays, surroundings), before);
  }
  const { answer } = reading;
  const { question, queues } = answer;
  const queue = movement(queues, before, now);
  const workers = workersCheck(answer, { answeredBefore: before.answeredBefore, brokerIsOwn, queue });
  const tasks = tasksJudged(answer, before.tasks, now.wallMs);
  const checks = [
    workers,
    ...tasks.checks,
    ...(measuresQueue && queues !== null ? [queueCheck('celery', queues)] : []),
  ];
  const answers = question?.outcome === 'asked' && question.replies.length > 0;
  return {
    look: workers.look,
    checks,
    memory: {
      fed: fedBy(checks, before),
      answeredBefore: before.answeredBefore || answers,
      tasks: tasks.known,
      queue: queues?.outcome === 'answered' ? { waiting: waitingTasks(queues.value), at: now } : before.queue,
    },
  };
}

/** `12 waiting, 40 a minute ago`: a queue that empties has somebody who empties it. */
function movement(queues: RedisPart<Queues> | null, { queue }: CeleryMemory, now: Instant): string | null {
  if (queues?.outcome !== 'answered') return null;
  const waiting = `${waitingTasks(queues.value)} waiting`;
  return queue === null
    ? waiting
    : `${waiting}, ${queue.waiting} ${inWords(elapsedBetween(queue.at, now) / SECOND_MS)} before`;
}

/** Nothing was learnt but that the broker cannot be asked; through it, tasks would reach the workers too. */
function notMeasured(look: Look, memory: CeleryMemory): Judged<CeleryMemory> {
  const why = look.verdict === 'unknown' ? look : unknown('dependency', 'Not measured: the broker cannot be asked');
  const workers: Check = { name: 'celery_workers', source: 'celery', value: null, unit: '', look };
  const rest = memory.fed.map(({ name, unit }): Check => ({ name, source: 'celery', value: null, unit, look: why }));
  return { look, checks: [workers, ...rest], memory };
}

function fedBy(checks: readonly Check[], { fed }: CeleryMemory): CeleryMemory['fed'] {
  const names = new Set(fed.map(({ name }) => name));
  const added = checks.filter(({ name }) => name !== 'celery_workers' && !names.has(name));
  return added.length === 0 ? fed : [...fed, ...added.map(({ name, unit }) => ({ name, unit }))];
}
