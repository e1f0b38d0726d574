import type { Failure } from '../source.ts';
import type { Queues, RedisPart } from './redis-answer.ts';

/** What one look at Celery, through its broker, brought back. Arguments of tasks are no part of it, ever. */
export interface CeleryAnswer {
  /** The newest question to all workers, of this look or an earlier one; null: none was asked yet. */
  readonly question: Question | null;
  readonly heartbeats: Heartbeats;
  /** null: not asked for in this look. */
  readonly queues: RedisPart<Queues> | null;
}

export type Question =
  | {
      readonly outcome: 'asked';
      readonly ageMs: number;
      /** Whether it was this look that asked. */
      readonly isNew: boolean;
      /** Whether running tasks were asked for, or only a sign of life. */
      readonly tasks: boolean;
      /** Workers that were reached; a hung one is among them, a killed one not for long. */
      readonly listening: number;
      readonly replies: readonly WorkerReply[];
    }
  | { readonly outcome: 'refused'; readonly ageMs: number; readonly isNew: boolean; readonly failure: Failure };

export interface WorkerReply {
  /** `celery@host`. */
  readonly worker: string;
  readonly tasks: readonly RunningTask[];
}

export interface RunningTask {
  readonly id: string;
  readonly name: string;
  /** By the worker's clock, in s since 1970; null: it was taken on and is not started. */
  readonly startedSeconds: number | null;
}

export type Heartbeats =
  | {
      readonly outcome: 'heard';
      /** For how long we have listened without a gap, in ms; 0: not now. */
      readonly watchedMs: number;
      readonly workers: readonly Heartbeat[];
    }
  | { readonly outcome: 'refused'; readonly failure: Failure };

/** The newest one of a worker. */
export interface Heartbeat {
  readonly worker: string;
  readonly ageMs: number;
  /** How far the worker's clock is ahead of ours, in ms; negative: behind. */
  readonly clockAheadMs: number;
}
