import type { Failure, FailureKind } from '../../core/source.ts';
import { failureOf } from '../failures.ts';

/** Carries a Failure through code that can only throw. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** SQLSTATE, whole or its class, and what it says in plain words. The server's own words may be in any language. */
const STATES: Readonly<Record<string, readonly [FailureKind, string]>> = {
  '08': ['protocol', 'The database, or a pooler before it, refuses the way we connect.'],
  '28': ['credentials', 'The database does not let our account in from here (pg_hba.conf).'],
  '28P01': ['credentials', 'The database refuses our user or password.'],
  '3D000': ['missing', 'The server has no database of the configured name.'],
  '42P01': ['missing', 'The table does not exist.'],
  '42703': ['missing', 'The table lacks a column.'],
  '3F000': ['missing', 'The schema does not exist.'],
  '42501': ['grant', 'Our account is not allowed to do this.'],
  '53': ['exhausted', 'The database has run out of memory, disk or another resource.'],
  '53300': ['exhausted', 'The database takes no more connections: too many clients already.'],
  '55P03': ['timeout', 'Not measured: somebody holds a lock on the table (a migration, for one).'],
  '57014': ['timeout', 'Not measured: the statement was cancelled because it took too long.'],
  '57P': ['starting', 'The database ended our session: it is being stopped or restarted.'],
  '57P03': ['starting', 'The database is starting up, shutting down or recovering, and takes no connections.'],
  '58': ['starting', 'The database reports an error of its system, such as a failing disk.'],
  XX: ['starting', 'The database reports an error within itself.'],
};

/**
 * PgBouncer answers everything with 08P01, also when PostgreSQL behind it is away or its own places are taken: these
 * of its sentences (never translated) tell an outage from a start-up parameter that it does not know.
 */
const POOLER: readonly (readonly [RegExp, FailureKind, string])[] = [
  [/no more connections allowed/, 'exhausted', 'The pooler takes no more connections.'],
  [/query_wait_timeout/, 'exhausted', 'The pooler has had no connection for us in time.'],
  [
    /server login has been failing|server_login_retry|cannot connect to server|connect failed/,
    'refused',
    'The pooler answers, but it cannot reach the database or sign in there.',
  ],
  [
    /server conn crashed|server closed|server disconnect/,
    'reset',
    'The pooler has lost its connection to the database.',
  ],
  [/password|auth/, 'credentials', 'The pooler refuses our user or password.'],
  [/no such database/, 'missing', 'The pooler has no database of the configured name.'],
  [/pgbouncer is shutting down|pooler is shut/, 'starting', 'The pooler is shutting down.'],
];

/** Errors of node-postgres itself have no code. */
const OWN_WORDS: readonly (readonly [RegExp, FailureKind, string])[] = [
  [/^Query read timeout/, 'timeout', 'The database accepted the connection and stopped answering.'],
  [/^Connection terminated/, 'reset', 'The database cut the connection off.'],
  [/^SASL/, 'credentials', 'We and the database cannot agree on a password.'],
];

/** Whoever answers there is not PostgreSQL. */
export const FOREIGN: Failure = {
  kind: 'protocol',
  message: 'What answers does not speak the protocol of PostgreSQL.',
};

/** The certificate's authority is not known to this computer. */
const UNKNOWN_AUTHORITY = /^(SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;

/** What an error of connecting or asking means. No message repeats what the server or the URL said. */
export function databaseFailure(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  const message = error instanceof Error ? error.message : '';
  const state = sqlState(error);
  if (state !== null) return serverFailure(state, message);
  const own = OWN_WORDS.find(([pattern]) => pattern.test(message));
  if (own !== undefined) return { kind: own[1], message: own[2] };
  const failure = failureOf(error, 'The database');
  if (!UNKNOWN_AUTHORITY.test(failure.code ?? '')) return failure;
  return {
    ...failure,
    message: `${failure.message} Name the file of its authority in the configuration (sources.postgres.caFile).`,
  };
}

/** The SQLSTATE, where the server itself has refused something. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function serverFailure(code: string, message: string): Failure {
  const pooler = code === '08P01' ? POOLER.find(([pattern]) => pattern.test(message)) : undefined;
  if (pooler !== undefined) return { kind: pooler[1], message: pooler[2], code };
  const known = STATES[code] ?? STATES[code.slice(0, 3)] ?? STATES[code.slice(0, 2)];
  if (known !== undefined) return { kind: known[0], message: known[1], code };
  return { kind: 'protocol', message: `The database refuses what we ask (${code}).`, code };
}
