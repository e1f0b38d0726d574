import type { HealthAnswer } from '../checks/health-body.ts';
import type { FailureCount } from '../checks/postgres-answer.ts';
import type { Queues, ServerInfo } from '../checks/redis-answer.ts';
import type { EvidenceId } from '../playbook/model.ts';

/** What comes back for each of the fixed questions. Nothing in it names a person but by id. */
export interface EvidenceAnswers {
  readonly health: HealthAnswer;
  readonly 'postgres-connections': Connections;
  readonly 'redis-ping': Pong;
  readonly 'redis-memory': Pick<ServerInfo, 'usedBytes' | 'maximumBytes' | 'policy'>;
  readonly 'queue-length': Queues;
  readonly 'celery-workers': Workers;
  readonly 'celery-active': Workers;
  readonly 'documents-failed': FailedDocuments;
  readonly 'processing-failures': readonly FailureCount[];
  readonly 'downloads-of-user': Downloads;
  readonly 'users-of-address': AddressUsers;
}

export type AnswerOf<Id extends EvidenceId> = EvidenceAnswers[Id];

export interface Pong {
  /** From asking to PONG, connecting and signing in included. */
  readonly answerMs: number;
}

/** pg_stat_activity: sessions of clients, our own included. */
export interface Connections {
  /** max_connections. */
  readonly maximum: number;
  /** Of these, only administrators get one of the last. */
  readonly reserved: number;
  readonly used: number;
  readonly idleInTransaction: number;
  readonly oldestTransactionSeconds: number;
  /** Who holds the most, by application_name. */
  readonly applications: readonly { readonly name: string; readonly sessions: number }[];
}

export interface Workers {
  /** Workers that were reached by the question. */
  readonly listening: number;
  /** Whether their heartbeats can be heard: without them, silence proves little. */
  readonly heartsHeard: boolean;
  /** Workers that answered it, or gave a sign of life. */
  readonly alive: readonly string[];
  /** null: running tasks were not asked for. The longest-running first. */
  readonly tasks: readonly ActiveTask[] | null;
}

export interface ActiveTask {
  readonly id: string;
  readonly name: string;
  readonly worker: string;
  /** null: not started yet, or the worker's clock cannot be believed. */
  readonly ageSeconds: number | null;
}

export interface FailedDocuments {
  readonly lastHour: number;
  readonly lastDay: number;
  readonly all: number;
  /** The newest first, at most ten. Their error messages may name people, so they stay where they are. */
  readonly newest: readonly { readonly id: string; readonly ageSeconds: number; readonly ocrStatus: string }[];
}

/** What one user downloaded. */
export interface Downloads {
  readonly lastHour: number;
  readonly lastDay: number;
  /** Distinct addresses within the last hour. */
  readonly addresses: number;
  /** Between two downloads of the last hour, in s: the median, and how far they stray from it; null with fewer than 3. */
  readonly rhythm: { readonly medianSeconds: number; readonly spreadSeconds: number } | null;
}

/** Who downloaded from one address within the last hour. */
export interface AddressUsers {
  readonly users: number;
  /** The first few. */
  readonly userIds: readonly string[];
  readonly downloads: number;
}
