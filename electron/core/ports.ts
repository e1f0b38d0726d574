import type { ContactImport, KeptContacts } from './contacts/contact.ts';
import type { NewEvent, NoticeRung, StoredEvent } from './events.ts';
import type { Shift } from './schedule/rota.ts';
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

/** What a check measured, kept 14 days: every sample for a day, afterwards the lowest and highest of each 5 min. */
export interface Sample {
  readonly check: string;
  readonly wallMs: number;
  /** null where it could not be measured. */
  readonly value: number | null;
}

/** Measured values beside the log. Every method throws StoreError where the disk refuses. */
export interface SampleLog {
  addSamples(samples: readonly Sample[]): void;
  /** The samples of one check at or after `sinceWallMs`, the oldest first. */
  samples(check: string, sinceWallMs: number): readonly Sample[];
}

/** What people told of contacts, beside the log. Every method throws StoreError where the disk refuses. */
export interface ContactStore {
  /** Of each file the newest import. */
  keptContacts(): KeptContacts;
  /** Takes the place of an earlier import of the same file. Keeping one id twice changes nothing; so with the others. */
  keepImport(imported: ContactImport): void;
  /** Somebody has made sure of the person with this key. */
  confirmContact(id: string, key: string, wallMs: number): void;
  keepOverride(override: Shift & { readonly id: string }, wallMs: number): void;
  /** Removes an import or override for good, from the backups too; an earlier import of the file counts again. */
  dropContacts(id: string): boolean;
}

/**
 * Why the store refused. Nothing that was asked for has been saved.
 *
 * in-use: another program has it open · newer: written by a later Sevlight · full: no space left ·
 * damaged: the file contradicts itself · unwritable: no permission, read-only, no such folder · failed: anything else
 */
export type StoreErrorCode = 'in-use' | 'newer' | 'full' | 'damaged' | 'unwritable' | 'failed';

/** `message` says to a person what is wrong and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
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
