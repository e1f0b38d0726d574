import { quotedTable } from '../../core/checks/postgres-answer.ts';
import type { Connections, Downloads, FailedDocuments } from '../../core/evidence/answers.ts';
import type { EvidenceParameters } from '../../core/evidence/parameters.ts';
import type { EvidenceQuestion, EvidenceQuestions } from '../../core/evidence/question.ts';
import type { PostgresSourceSettings } from '../../core/source-settings.ts';
import { type PostgresAddress, postgresAddress } from '../postgres/address.ts';
import { type Row, statements } from '../postgres/statements.ts';
import { addressQuestion } from './postgres-people.ts';
import { askRows, number, text } from './postgres-rows.ts';

/** What is asked of PostgreSQL: SELECTs of our own, whatever a document says. */
export function postgresQuestions(settings: PostgresSourceSettings): EvidenceQuestions {
  const address = postgresAddress(settings.url);
  const { ca, tables } = settings;
  const failures = statements(settings, '').failures;
  const ask = <Answer>(sql: string, read: (rows: readonly Row[]) => Answer): Asking<Answer> => ({
    text: shown(sql),
    ask: (_, signal) => askRows(address, ca, [{ text: sql, values: [] }], ([rows = []]) => read(rows), signal),
  });
  return {
    'postgres-connections': ask(CONNECTIONS, readConnections),
    ...(tables.documents === null ? {} : { 'documents-failed': ask(failedDocuments(tables.documents), readFailed) }),
    ...(failures === null ? {} : { 'processing-failures': ask(failures.sql, failures.read) }),
    ...(tables.audit === null
      ? {}
      : {
          'downloads-of-user': downloadsQuestion(address, ca, tables.audit),
          'users-of-address': addressQuestion(settings, address, tables.audit),
        }),
  };
}

interface Asking<Answer> {
  readonly text: string;
  ask(parameters: EvidenceParameters, signal: AbortSignal): ReturnType<typeof askRows<Answer>>;
}

/** On one line, as it is sent. */
export function shown(sql: string): string {
  return sql.trim().replace(/\s+/g, ' ');
}

const CONNECTIONS = `
  SELECT coalesce(nullif(application_name, ''), '-') AS application, count(*)::int AS sessions,
    (count(*) FILTER (WHERE state LIKE 'idle in transaction%'))::int AS idle_in_transaction,
    coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE pid <> pg_backend_pid()), 0)::float8
      AS oldest_seconds,
    current_setting('max_connections')::int AS maximum,
    current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true)::int, 0) AS reserved
  FROM pg_stat_activity
  WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL AND usesysid IS NOT NULL)
  GROUP BY 1 ORDER BY 2 DESC, 1`;

function readConnections(rows: readonly Row[]): Connections {
  const sum = (name: string) => rows.reduce((total, row) => total + number(row, name), 0);
  return {
    maximum: number(rows[0], 'maximum'),
    reserved: number(rows[0], 'reserved'),
    used: sum('sessions'),
    idleInTransaction: sum('idle_in_transaction'),
    oldestTransactionSeconds: Math.max(...rows.map((row) => number(row, 'oldest_seconds'))),
    applications: rows
      .slice(0, 5)
      .map((row) => ({ name: text(row, 'application'), sessions: number(row, 'sessions') })),
  };
}

/** The error messages are left where they are: they quote what people have uploaded. */
function failedDocuments(table: string): string {
  const name = quotedTable(table);
  return `
  SELECT (count(*) FILTER (WHERE updated_at > now() - interval '1 hour'))::int AS hour,
    (count(*) FILTER (WHERE updated_at > now() - interval '24 hours'))::int AS day, count(*)::int AS total,
    ARRAY(
      SELECT json_build_object('id', id::text, 'age', extract(epoch FROM now() - created_at), 'ocr', ocr_status)
      FROM ${name} WHERE status = 'failed' AND NOT is_deleted ORDER BY created_at DESC LIMIT 10
    ) AS newest
  FROM ${name} WHERE status = 'failed' AND NOT is_deleted`;
}

function readFailed([row]: readonly Row[]): FailedDocuments {
  const newest: unknown = row?.newest;
  return {
    lastHour: number(row, 'hour'),
    lastDay: number(row, 'day'),
    all: number(row, 'total'),
    newest: (Array.isArray(newest) ? newest : []).flatMap((each: unknown) => {
      if (typeof each !== 'object' || each === null) return [];
      const fields = Object.fromEntries(Object.entries(each));
      return [{ id: text(fields, 'id'), ageSeconds: number(fields, 'age'), ocrStatus: text(fields, 'ocr') }];
    }),
  };
}

function downloadsQuestion(
  address: PostgresAddress,
  ca: string | null,
  table: string,
): EvidenceQuestion<'downloads-of-user'> {
  const sql = `
  WITH taken AS (
    SELECT "timestamp" AS at, ip_address, "timestamp" > now() - interval '1 hour' AS recent,
      extract(epoch FROM "timestamp" - lag("timestamp") OVER (ORDER BY "timestamp")) AS pause
    FROM ${quotedTable(table)}
    WHERE action = 'document_download' AND user_id = $1 AND "timestamp" > now() - interval '24 hours'
  ), median AS (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY pause) AS pause FROM taken WHERE recent
  )
  SELECT (count(*) FILTER (WHERE recent))::int AS hour, count(*)::int AS day,
    (count(DISTINCT ip_address) FILTER (WHERE recent))::int AS addresses,
    max(median.pause)::float8 AS pause,
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(taken.pause - median.pause)) FILTER (WHERE recent))::float8 AS spread
  FROM taken CROSS JOIN median`;
  return {
    text: shown(sql),
    ask: ({ userId }, signal) =>
      askRows(address, ca, [{ text: sql, values: [userId ?? ''] }], ([rows = []]) => readDownloads(rows[0]), signal),
  };
}

/** Fewer pauses are no rhythm. */
const LEAST_DOWNLOADS = 3;

function readDownloads(row: Row | undefined): Downloads {
  const lastHour = number(row, 'hour');
  const hasRhythm = lastHour >= LEAST_DOWNLOADS && typeof row?.pause === 'number' && typeof row.spread === 'number';
  return {
    lastHour,
    lastDay: number(row, 'day'),
    addresses: number(row, 'addresses'),
    rhythm: hasRhythm ? { medianSeconds: number(row, 'pause'), spreadSeconds: number(row, 'spread') } : null,
  };
}
