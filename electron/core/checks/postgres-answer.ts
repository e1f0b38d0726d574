import type { Failure } from '../source.ts';

/** What one look at PostgreSQL brought back. */
export interface PostgresAnswer {
  /** From asking to the answer of SELECT 1, in ms: connecting, encryption and signing in included. */
  readonly answerMs: number;
  /** A standby, or a server that still replays its log. */
  readonly inRecovery: boolean;
  readonly encryption: Encryption;
  /** null: only the cheapest question was asked. */
  readonly aggregates: PostgresAggregates | null;
}

/** unchecked: encrypted, but nobody has looked at the certificate. */
export type Encryption = 'none' | 'unchecked' | 'checked';

/** Each stands alone: what one of them may not read says nothing about the others. */
export interface PostgresAggregates {
  readonly activity: Part<Activity>;
  readonly grants: Part<Grants>;
  readonly settled: Part<Settled>;
  readonly stuck: Part<Stuck>;
  readonly failures: Part<readonly FailureCount[]>;
  readonly metric: Part<NewestMetric>;
  readonly downloads: Part<readonly UserDownloads[]>;
  readonly sharedAddresses: Part<readonly SharedAddress[]>;
}

export type Part<Value> =
  | { readonly outcome: 'answered'; readonly value: Value }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** Switched off by the configuration. */
  | { readonly outcome: 'off' };

/** pg_stat_activity: sessions of clients, our own included. */
export interface Activity {
  /** max_connections. */
  readonly maximum: number;
  /** Of these, only administrators get one of the last. */
  readonly reserved: number;
  /** The most frequent state first; `hidden` where our account may not see it. */
  readonly states: readonly { readonly state: string; readonly sessions: number }[];
  readonly oldestTransactionSeconds: number;
  /** Sessions that wait for somebody else's lock. */
  readonly blocked: number;
}

/** What our account may do besides reading. */
export interface Grants {
  readonly superuser: boolean;
  /** Other sessions' states can be seen (pg_monitor or pg_read_all_stats). */
  readonly seesSessions: boolean;
  /** Tables that it could write to; the first few. */
  readonly writable: readonly string[];
}

/** Documents that were completed or have failed within 24 h. */
export interface Settled {
  readonly lastCompleted: number;
  readonly lastFailed: number;
  readonly dayCompleted: number;
  readonly dayFailed: number;
}

export interface Stuck {
  readonly documents: number;
  /** null: none is stuck. */
  readonly oldest: { readonly id: string; readonly ageSeconds: number } | null;
}

export interface FailureCount {
  readonly type: string;
  readonly lastHour: number;
  readonly lastDay: number;
}

export interface NewestMetric {
  /** null: there has never been one. */
  readonly ageSeconds: number | null;
}

/** Within the last hour. */
export interface UserDownloads {
  readonly userId: string;
  readonly downloads: number;
}

/** Within the last hour. The address itself stays in the database: `id` is a digest that stays the same. */
export interface SharedAddress {
  readonly id: string;
  readonly users: number;
  /** The first few. */
  readonly userIds: readonly string[];
}

/** Where the application keeps what is counted: `table` or `schema.table`. null switches the checks on it off. */
export interface PostgresTables {
  readonly documents: string | null;
  readonly failures: string | null;
  readonly metrics: string | null;
  readonly audit: string | null;
  /** Asked only when somebody wants to see who is behind an id. */
  readonly users: string | null;
}

export const DEFAULT_TABLES: PostgresTables = {
  documents: 'claims_document',
  failures: 'core_processingfailure',
  metrics: 'core_systemhealthmetric',
  audit: 'core_auditlog',
  users: 'accounts_user',
};

/** `schema.table` as SQL, whatever characters the parts hold. */
export function quotedTable(name: string): string {
  return name.split('.').map(quoted).join('.');
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('\0', '').replaceAll('"', '""')}"`;
}
