import { randomUUID } from 'node:crypto';
import type { BrokerNames } from '../core/checks/broker-names.ts';
import { type CeleryJudgement, type CeleryMemory, judgeCelery } from '../core/checks/celery.ts';
import type { CeleryAnswer, Question } from '../core/checks/celery-answer.ts';
import { aliveWorkers, FIRST_WATCH_MS } from '../core/checks/celery-workers.ts';
import type { ConfiguredSource } from '../core/configured-source.ts';
import type { Probe } from '../core/ports.ts';
import type { FailureKind } from '../core/source.ts';
import type { SourceSettings } from '../core/source-settings.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import { broadcast, signOff } from './celery/broadcast.ts';
import { createHeartbeatListener } from './celery/heartbeats.ts';
import { type RedisAddress, redisAddress } from './redis/address.ts';
import { type Bounds, bounded } from './redis/bounded.ts';
import { CONNECTION_LIMITS, type Connection, type ConnectionLimits, connect } from './redis/connection.ts';
import { Refusal } from './redis/failures.ts';
import { askQueues, ping } from './redis/questions.ts';

export interface CeleryLimits extends ConnectionLimits {
  readonly deadlineMs: number;
  /** For all workers to reply: those that are not busy take some 10 ms. */
  readonly replyMs: number;
  /** Asking writes to the production broker: no sooner than this after the last time. */
  readonly askEveryMs: number;
  /** How long to listen for a first heartbeat where nobody has replied. */
  readonly firstWatchMs: number;
}

export interface CelerySettings extends SourceSettings, Omit<CeleryJudgement, 'loopback'> {
  readonly broker: BrokerNames;
}

const LIMITS: CeleryLimits = {
  ...CONNECTION_LIMITS,
  // Replies carry the arguments of tasks, whatever their size.
  maximumBytes: 16 * 1024 * 1024,
  deadlineMs: 8 * SECOND_MS,
  replyMs: 1.5 * SECOND_MS,
  askEveryMs: MINUTE_MS,
  firstWatchMs: FIRST_WATCH_MS,
};

/** Whoever was refused for want of a right asks again after this long: nobody is granted rights by the minute. */
const REFUSED_AGAIN_MS = 10 * MINUTE_MS;
/** From here on an older answer no longer counts. */
const OUTDATED_MS = 1.5 * MINUTE_MS;
/** For our farewell, once a look has been given up in the middle of a question. */
const FAREWELL_MS = 0.5 * SECOND_MS;
/** Before the deadline, so that an answer is still one. */
const SPARE_MS = 0.5 * SECOND_MS;

/** The broker itself is well; what it refuses is the question. */
const REFUSED: ReadonlySet<FailureKind> = new Set([
  'grant',
  'missing',
  'cannot-ask',
  'exhausted',
  'too-large',
  'malformed',
]);

/**
 * Asks Celery's workers through their broker. Heartbeats are listened to between looks, on a connection that `reset`
 * drops; everything else happens on connections of the look. All workers are asked at most once a minute: what they
 * run by a full look, only whether they live by a cheap one, and by that only where the last answer left a doubt.
 */
export function celeryProbe(
  address: RedisAddress,
  settings: Pick<CelerySettings, 'ca' | 'broker' | 'measuresQueue'>,
  limits: CeleryLimits = LIMITS,
): Probe<CeleryAnswer> {
  const { ca, broker: names, measuresQueue } = settings;
  const hearts = createHeartbeatListener(address, ca, names, limits);
  const id = randomUUID();
  let asked: { readonly atMs: number; readonly question: Question } | null = null;
  /** When the queue was counted last, performance.now(). */
  let countedMs = Number.NEGATIVE_INFINITY;
  /** Whether the broker holds something of ours. */
  let registered = false;
  /** The look before, farewell included: its signing off must not sign off the next one. */
  let over: Promise<unknown> = Promise.resolve();

  /** As old as it is by now. */
  function lastQuestion(): Question | null {
    if (asked === null) return null;
    return { ...asked.question, isNew: false, ageMs: performance.now() - asked.atMs };
  }

  function isDue(depth: 'cheap' | 'full'): boolean {
    const last = lastQuestion();
    if (last === null) return true;
    if (last.outcome === 'refused' && last.failure.kind === 'grant') return last.ageMs >= REFUSED_AGAIN_MS;
    if (last.ageMs < limits.askEveryMs) return false;
    return depth === 'full' || last.ageMs >= OUTDATED_MS || last.outcome === 'refused' || last.replies.length === 0;
  }

  function isToBeCounted(depth: 'cheap' | 'full'): boolean {
    if (!measuresQueue && hearts.heard().outcome === 'heard') return false;
    return depth === 'full' || performance.now() - countedMs >= limits.askEveryMs;
  }

  async function ask(desk: Connection, method: 'active' | 'ping', signal: AbortSignal): Promise<Question> {
    const atMs = performance.now();
    const parts = { names, database: address.database, id, method, waitMs: limits.replyMs };
    const blocking = await connect(address, ca, limits, signal);
    let question: Question;
    try {
      registered = true;
      const { listening, replies } = await broadcast(desk, blocking, parts);
      await signOff(desk, parts);
      question = { outcome: 'asked', ageMs: 0, isNew: true, tasks: method === 'active', listening, replies };
    } catch (error) {
      if (!(error instanceof Refusal) || !REFUSED.has(error.failure.kind) || desk.closed) throw error;
      // What we may not put there we may not take away either.
      await signOff(desk, parts).catch(() => {});
      question = { outcome: 'refused', ageMs: 0, isNew: true, failure: error.failure };
    } finally {
      blocking.destroy();
    }
    registered = false;
    asked = { atMs, question };
    return question;
  }

  /** Where nobody has replied, a first heartbeat is worth waiting for: it may only be early in our listening. */
  async function waitForHeart(question: Question | null, { signal, started }: Bounds): Promise<void> {
    for (;;) {
      const heartbeats = hearts.heard();
      if (heartbeats.outcome === 'refused' || heartbeats.watchedMs === 0) return;
      if (aliveWorkers({ question, heartbeats, queues: null }).size > 0) return;
      const left = limits.deadlineMs - SPARE_MS - (performance.now() - started);
      const ms = Math.min(limits.firstWatchMs - heartbeats.watchedMs, left);
      if (ms <= 0 || signal.aborted) return;
      await hearts.next(ms + 1, signal);
    }
  }

  async function converse(desk: Connection, depth: 'cheap' | 'full', bounds: Bounds): Promise<CeleryAnswer> {
    await Promise.all([ping(desk), hearts.listen(bounds.signal)]);
    const question = isDue(depth)
      ? await ask(desk, depth === 'full' ? 'active' : 'ping', bounds.signal)
      : lastQuestion();
    const queues = isToBeCounted(depth) ? await askQueues(desk, names) : null;
    if (queues !== null) countedMs = performance.now();
    await waitForHeart(question, bounds);
    return { question, heartbeats: hearts.heard(), queues };
  }

  /** On a connection that outlives an abort for as long as it takes to sign us off, and no longer. */
  async function atDesk(depth: 'cheap' | 'full', bounds: Bounds): Promise<CeleryAnswer> {
    const { signal } = bounds;
    const own = new AbortController();
    let desk: Connection | null = null;
    let left: Promise<void> | null = null;
    const leave = async (): Promise<void> => {
      if (desk !== null && registered) {
        const late = setTimeout(() => own.abort(), FAREWELL_MS);
        await signOff(desk, { names, id }).catch(() => {});
        clearTimeout(late);
        registered = false;
      }
      own.abort();
    };
    const leaveNow = () => {
      left ??= leave();
    };
    signal.addEventListener('abort', leaveNow, { once: true });
    try {
      desk = await connect(address, ca, limits, own.signal);
      signal.throwIfAborted();
      return await converse(desk, depth, bounds);
    } finally {
      signal.removeEventListener('abort', leaveNow);
      leaveNow();
      await left;
    }
  }

  return {
    source: 'celery',
    deadlineMs: limits.deadlineMs,
    look: ({ signal, depth }) => {
      const before = over;
      return bounded(limits.deadlineMs, signal, (bounds) => {
        const work = before.then(() => atDesk(depth, bounds));
        over = work.catch(() => {});
        return work;
      });
    },
    reset: () => hearts.stop(),
    close: async () => {
      hearts.stop();
      await over;
      // A look that was under way may have begun to listen anew.
      hearts.stop();
    },
  };
}

/** Throws a TypeError where the URL is none; the configuration has checked it. */
export function celerySource(
  settings: CelerySettings,
  limits: CeleryLimits = LIMITS,
): ConfiguredSource<CeleryAnswer, CeleryMemory> {
  const address = redisAddress(settings.url);
  const judged = { ...settings, loopback: address.loopback };
  return {
    id: 'celery',
    name: 'Celery',
    address: address.shown,
    intervalMs: settings.intervalMs,
    probe: celeryProbe(address, settings, limits),
    judge: (reading, context) => judgeCelery(reading, judged, context),
    needsReference: () => false,
  };
}
