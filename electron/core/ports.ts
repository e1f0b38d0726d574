import type { NewEvent, NoticeRung, StoredEvent } from './events.ts';
import type { Severity } from './severity.ts';
import type { Reading, SourceId } from './source.ts';
import type { Instant } from './time.ts';

/** Tells the moment. The only clock in the house. */
export interface Clock {
  now(): Instant;
}

/**
 * How one source is asked.
 *
 * - `look` never rejects: a failure is a Reading. It settles within `deadlineMs`, or as soon as `signal` aborts
 *   (then as failed/cancelled), and by then its transport is destroyed.
 * - One look at a time per probe; the caller sees to that.
 * - `depth` cheap is the source's cheapest question (connect and SELECT 1, PING, the health URL);
 *   full adds what is expensive. A cheap answer leaves out what it did not ask.
 * - `reset` drops every kept connection (after sleep and network changes); `close` drops them for good.
 */
export interface Probe<Answer> {
  readonly source: SourceId;
  readonly deadlineMs: number;
  look(ask: { readonly signal: AbortSignal; readonly depth: 'cheap' | 'full' }): Promise<Reading<Answer>>;
  reset(): void;
  close(): Promise<void>;
}

/** One write, whole or not at all: the events, and the engine's state that goes with them. */
export interface Commit {
  readonly events: readonly NewEvent[];
  /** Kept as JSON under its name beside the log, in the same transaction. */
  readonly state?: Readonly<Record<string, unknown>>;
}

/** The append-only log. Every method throws StoreError where the disk refuses; a commit that returned is on disk. */
export interface Store {
  /** Stores each event once by its id; answers those that were new, in order, with their `seq`. */
  commit(commit: Commit): readonly StoredEvent[];
  /** Events after `seq`, in order. Types that this version does not know are skipped (and kept). */
  eventsAfter(seq: number, limit?: number): readonly StoredEvent[];
  eventsOf(incidentId: string): readonly StoredEvent[];
  state(name: string): unknown;
  close(): void;
}

/** What is to be shown by the system. `id` is unique; showing the same `replaces` takes the older one away. */
export interface Notice {
  readonly id: string;
  readonly severity: Severity | null;
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  /** Id of a notice that this one takes the place of. */
  readonly replaces: string | null;
  readonly incidentId: string | null;
}

export type DeliveryOutcome =
  | { readonly outcome: 'shown'; readonly rung: NoticeRung; readonly failedBefore: readonly DeliveryFailure[] }
  | { readonly outcome: 'failed'; readonly failures: readonly DeliveryFailure[] };

export interface DeliveryFailure {
  readonly rung: NoticeRung;
  readonly reason: string;
}

/** Brings a notice to a person, rung by rung; never blocks, never rejects; settles when one rung has proven it. */
export interface NoticeDelivery {
  deliver(notice: Notice): Promise<DeliveryOutcome>;
  /** Takes a notice away if it still stands. */
  withdraw(noticeId: string): void;
}
