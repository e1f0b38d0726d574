import { createHash } from 'node:crypto';
import { type PostgresAggregates, quotedTable } from '../../core/checks/postgres-answer.ts';
import type { PostgresSourceSettings } from '../../core/source-settings.ts';
import { Refusal } from './failures.ts';

/** What of the configuration shapes the questions. */
export type PostgresQuestions = Pick<PostgresSourceSettings, 'tables' | 'sharedAddresses'>;

/** A row as it came: nothing in it is believed. */
export type Row = Readonly<Record<string, unknown>>;

type ValueOf<Name extends keyof PostgresAggregates> = Extract<
  PostgresAggregates[Name],
  { outcome: 'answered' }
>['value'];

export interface Statement<Value> {
  readonly sql: string;
  readonly read: (rows: readonly Row[]) => Value;
}

export type Statements = { readonly [Name in keyof PostgresAggregates]: Statement<ValueOf<Name>> | null };

/**
 * Read committed, whatever the server's default is: a standby refuses serializable. SET LOCAL, because a plain SET
 * would stay behind in a pooled connection. The last limit ends the session of a laptop that fell asleep in between.
 */
export const BEGIN = [
  'BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY',
  'SET LOCAL statement_timeout = 3000',
  'SET LOCAL lock_timeout = 1000',
  'SET LOCAL idle_in_transaction_session_timeout = 10000',
].join('; ');

export const PING = 'SELECT 1 AS one, pg_is_in_recovery() AS in_recovery';

/** Instances that one check may have. */
const MOST = 200;
const USERS_SHOWN = 20;

/** The statements behind the aggregates, the cheapest first; null where the configuration switches them off. */
export function statements({ tables, sharedAddresses }: PostgresQuestions, salt: string): Statements {
  const { documents, failures, metrics, audit } = tables;
  return {
    activity: { sql: ACTIVITY, read: readActivity },
    grants: { sql: GRANTS, read: readGrants },
    metric: metrics === null ? null : { sql: newestMetric(metrics), read: readMetric },
    failures: failures === null ? null : { sql: failuresOfTheDay(failures), read: readFailures },
    downloads: audit === null ? null : { sql: downloadsOfTheHour(audit), read: readDownloads },
    sharedAddresses:
      audit === null
        ? null
        : { sql: usersOfAddresses(audit, sharedAddresses), read: (rows) => readAddresses(rows, salt) },
    stuck: documents === null ? null : { sql: stuckDocuments(documents), read: readStuck },
    settled: documents === null ? null : { sql: settledDocuments(documents), read: readSettled },
  };
}

/** Without pg_monitor, other accounts' sessions show neither state nor kind, but whose they are. */
const ACTIVITY = `
  SELECT CASE WHEN backend_type IS NULL THEN 'hidden' ELSE coalesce(state, 'unknown') END AS state,
    count(*)::int AS sessions,
    coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE pid <> pg_backend_pid()), 0)::float8
      AS oldest_seconds,
    (count(*) FILTER (WHERE wait_event_type = 'Lock'))::int AS blocked,
    current_setting('max_connections')::int AS maximum,
    current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true)::int, 0) AS reserved
  FROM pg_stat_activity
  WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL AND usesysid IS NOT NULL)
  GROUP BY 1 ORDER BY 2 DESC, 1`;

function readActivity(rows: readonly Row[]): ValueOf<'activity'> {
  return {
    maximum: number(rows[0], 'maximum'),
    reserved: number(rows[0], 'reserved'),
    states: rows.map((row) => ({ state: text(row, 'state'), sessions: number(row, 'sessions') })),
    oldestTransactionSeconds: Math.max(...rows.map((row) => number(row, 'oldest_seconds'))),
    blocked: rows.reduce((sum, row) => sum + number(row, 'blocked'), 0),
  };
}

const GRANTS = `
  SELECT rolsuper AS superuser, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees_sessions,
    ARRAY(
      SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
        AND (has_table_privilege(c.oid, 'DELETE, TRUNCATE') OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
      ORDER BY 1 LIMIT 3
    ) AS writable
  FROM pg_roles WHERE rolname = current_user`;

function readGrants(rows: readonly Row[]): ValueOf<'grants'> {
  return {
    superuser: flag(rows[0], 'superuser'),
    seesSessions: flag(rows[0], 'sees_sessions'),
    writable: texts(rows[0], 'writable'),
  };
}

function newestMetric(table: string): string {
  return `SELECT extract(epoch FROM now() - max(created_at))::float8 AS age FROM ${quotedTable(table)}`;
}

function readMetric(rows: readonly Row[]): ValueOf<'metric'> {
  return { ageSeconds: rows[0]?.age === null ? null : number(rows[0], 'age') };
}

function failuresOfTheDay(table: string): string {
  return `
  SELECT left(failure_type::text, 40) AS type, count(*)::int AS day,
    (count(*) FILTER (WHERE created_at > now() - interval '1 hour'))::int AS hour
  FROM ${quotedTable(table)} WHERE created_at > now() - interval '24 hours'
  GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1`;
}

function readFailures(rows: readonly Row[]): ValueOf<'failures'> {
  return rows.map((row) => ({ type: text(row, 'type'), lastHour: number(row, 'hour'), lastDay: number(row, 'day') }));
}

const DOWNLOADED = `action = 'document_download' AND "timestamp" > now() - interval '1 hour' AND user_id IS NOT NULL`;

function downloadsOfTheHour(table: string): string {
  return `
  SELECT user_id::text AS user_id, count(*)::int AS downloads FROM ${quotedTable(table)}
  WHERE ${DOWNLOADED} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST}`;
}

function readDownloads(rows: readonly Row[]): ValueOf<'downloads'> {
  return rows.map((row) => ({ userId: text(row, 'user_id'), downloads: number(row, 'downloads') }));
}

function usersOfAddresses(table: string, allowed: readonly string[]): string {
  const networks = allowed.map((address) => `${literal(address)}::inet`).join(', ');
  return `
  SELECT host(ip_address) AS address, count(DISTINCT user_id)::int AS users,
    (array_agg(DISTINCT user_id::text))[1:${USERS_SHOWN}] AS user_ids
  FROM ${quotedTable(table)}
  WHERE ${DOWNLOADED} AND ip_address IS NOT NULL AND NOT (ip_address <<= ANY (ARRAY[${networks}]::inet[]))
  GROUP BY 1 HAVING count(DISTINCT user_id) > 1 ORDER BY 2 DESC, 1 LIMIT ${MOST}`;
}

function readAddresses(rows: readonly Row[], salt: string): ValueOf<'sharedAddresses'> {
  return rows.map((row) => ({
    id: createHash('sha256')
      .update(`${salt}/${text(row, 'address')}`)
      .digest('hex')
      .slice(0, 8),
    users: number(row, 'users'),
    userIds: texts(row, 'user_ids'),
  }));
}

/** Deleted ones are left out: deleting touches updated_at, and an old failure would count as a new one. */
function settledDocuments(table: string): string {
  return `
  SELECT (count(*) FILTER (WHERE status = 'completed' AND place <= 50))::int AS last_completed,
    (count(*) FILTER (WHERE status = 'failed' AND place <= 50))::int AS last_failed,
    (count(*) FILTER (WHERE status = 'completed'))::int AS day_completed,
    (count(*) FILTER (WHERE status = 'failed'))::int AS day_failed
  FROM (
    SELECT status, row_number() OVER (ORDER BY updated_at DESC) AS place FROM ${quotedTable(table)}
    WHERE status IN ('completed', 'failed') AND NOT is_deleted AND updated_at > now() - interval '24 hours'
  ) AS settled`;
}

function readSettled(rows: readonly Row[]): ValueOf<'settled'> {
  return {
    lastCompleted: number(rows[0], 'last_completed'),
    lastFailed: number(rows[0], 'last_failed'),
    dayCompleted: number(rows[0], 'day_completed'),
    dayFailed: number(rows[0], 'day_failed'),
  };
}

function stuckDocuments(table: string): string {
  return `
  SELECT count(*)::int AS documents, ((array_agg(id ORDER BY updated_at))[1])::text AS oldest_id,
    extract(epoch FROM now() - min(updated_at))::float8 AS oldest_seconds
  FROM ${quotedTable(table)}
  WHERE status IN ('processing', 'analyzing') AND NOT is_deleted AND updated_at < now() - interval '1 hour'`;
}

function readStuck(rows: readonly Row[]): ValueOf<'stuck'> {
  const documents = number(rows[0], 'documents');
  const oldest =
    documents === 0 ? null : { id: text(rows[0], 'oldest_id'), ageSeconds: number(rows[0], 'oldest_seconds') };
  return { documents, oldest };
}

/** A string constant that holds whatever it holds, also where backslashes escape. */
function literal(value: string): string {
  const escaped = value.replaceAll('\0', '').replaceAll("'", "''").replaceAll('\\', '\\\\');
  return ` E'${escaped}'`;
}

function number(row: Row | undefined, name: string): number {
  const value = row?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : garbled();
}

function text(row: Row | undefined, name: string): string {
  const value = row?.[name];
  return typeof value === 'string' ? value : garbled();
}

function flag(row: Row | undefined, name: string): boolean {
  const value = row?.[name];
  return typeof value === 'boolean' ? value : garbled();
}

function texts(row: Row | undefined, name: string): readonly string[] {
  const value = row?.[name];
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : garbled();
}

function garbled(): never {
  throw new Refusal({ kind: 'malformed', message: 'The database answered something else than what was asked for.' });
}
