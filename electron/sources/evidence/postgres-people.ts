import { createHash } from 'node:crypto';
import { quotedTable } from '../../core/checks/postgres-answer.ts';
import type { EvidenceDesk, EvidenceQuestion, Revealed } from '../../core/evidence/question.ts';
import type { Failure, Reading } from '../../core/source.ts';
import type { PostgresSourceSettings } from '../../core/source-settings.ts';
import { type PostgresAddress, postgresAddress } from '../postgres/address.ts';
import { Refusal } from '../postgres/failures.ts';
import type { Row } from '../postgres/statements.ts';
import { askRows, number, type Select, text } from './postgres-rows.ts';

const DOWNLOADED = `action = 'document_download' AND "timestamp" > now() - interval '1 hour'`;
const SHOWN = 20;

/**
 * Who used an address that is known here by its digest alone: every address of the hour is digested here, the one
 * that fits is the one meant, and it goes no further.
 */
export function addressQuestion(
  { ca }: PostgresSourceSettings,
  address: PostgresAddress,
  audit: string,
): EvidenceQuestion<'users-of-address'> {
  const select = byAddress(audit);
  return {
    text: select.text.trim().replace(/\s+/g, ' '),
    ask: ({ addressId }, signal) =>
      askRows(
        address,
        ca,
        [select],
        ([rows = []]) => {
          const row = rows.find((each) => digest(address, text(each, 'address')) === addressId);
          if (row === undefined) return { users: 0, userIds: [], downloads: 0 };
          return { users: number(row, 'users'), userIds: ids(row), downloads: number(row, 'downloads') };
        },
        signal,
      ),
  };
}

/** E-mail and addresses behind the ids of an alert: for the eyes of whoever asks, never kept. */
export function postgresReveal(settings: PostgresSourceSettings): EvidenceDesk['reveal'] {
  const { audit, users } = settings.tables;
  if (audit === null) return null;
  const address = postgresAddress(settings.url);
  const ask = async <Answer>(
    select: Select,
    read: (rows: readonly Row[]) => Answer,
    signal: AbortSignal,
  ): Promise<Reading<Answer>> => {
    const reading = await askRows(address, settings.ca, [select], ([rows = []]) => read(rows), signal);
    return reading.outcome === 'answered' ? reading : { ...reading, failure: withFix(reading.failure, audit, users) };
  };
  return async ({ userId, addressId }, signal) => {
    if (userId !== null)
      return await ask(person(audit, users, userId), (rows) => ({ rows: rows.flatMap(personRows) }), signal);
    const found = await ask(
      byAddress(audit),
      (rows) => rows.find((row) => digest(address, text(row, 'address')) === addressId) ?? null,
      signal,
    );
    if (found.outcome === 'failed') return found;
    if (found.answer === null) return { ...found, answer: { rows: [] } };
    const shared = { label: 'Address', value: text(found.answer, 'address') };
    const userIds = ids(found.answer);
    if (users === null) return { ...found, answer: { rows: [shared, ...userIds.map(idRow)] } };
    const people = await ask(emails(users, userIds), (rows) => rows.map(emailRow), signal);
    return people.outcome === 'failed' ? people : { ...people, answer: { rows: [shared, ...people.answer] } };
  };
}

function byAddress(audit: string): Select {
  const sql = `
  SELECT host(ip_address) AS address, count(DISTINCT user_id)::int AS users, count(*)::int AS downloads,
    (array_agg(DISTINCT user_id::text))[1:${SHOWN}] AS user_ids
  FROM ${quotedTable(audit)}
  WHERE ${DOWNLOADED} AND user_id IS NOT NULL AND ip_address IS NOT NULL
  GROUP BY 1 HAVING count(DISTINCT user_id) > 1 ORDER BY 2 DESC, 1 LIMIT 200`;
  return { text: sql, values: [] };
}

/** Which of the two tables it is, a refusal does not say for certain; both are needed for a whole answer. */
function withFix(failure: Failure, audit: string, users: string | null): Failure {
  if (failure.kind !== 'grant' && failure.kind !== 'missing') return failure;
  const grants = [
    `GRANT SELECT ON ${quotedTable(audit)} TO sevlight;`,
    ...(users === null ? [] : [`GRANT SELECT (id, email, is_active) ON ${quotedTable(users)} TO sevlight;`]),
  ];
  const where = `Name the tables in the configuration (sources.postgres.tables), or as an administrator: ${grants.join(' ')}`;
  return { ...failure, message: `Our account may not read who is behind an id. ${where}` };
}

/** Without a table of users: from where an id downloads, and no more. */
function person(audit: string, users: string | null, userId: string): Select {
  const account = users === null ? '' : 'u.email AS email, u.is_active AS active,';
  const sql = `
  SELECT ${account}
    ARRAY(
      SELECT host(ip_address) || ' (' || count(*) || ')' FROM ${quotedTable(audit)}
      WHERE ${DOWNLOADED} AND user_id = $1 AND ip_address IS NOT NULL GROUP BY ip_address ORDER BY count(*) DESC LIMIT ${SHOWN}
    ) AS addresses
  ${users === null ? '' : `FROM ${quotedTable(users)} u WHERE u.id = $1`}`;
  return { text: sql, values: [userId] };
}

function personRows(row: Row): Revealed['rows'] {
  const account =
    row.email === undefined
      ? []
      : [
          { label: 'E-mail', value: text(row, 'email') },
          { label: 'Account', value: row.active === true ? 'active' : 'suspended' },
        ];
  return [...account, ...ids(row, 'addresses').map((value) => ({ label: 'Address (downloads)', value }))];
}

function emails(users: string, userIds: readonly string[]): Select {
  const places = userIds.map((_, index) => `$${index + 1}`).join(', ');
  const sql = `SELECT id::text AS id, email FROM ${quotedTable(users)} WHERE id IN (${places}) ORDER BY id`;
  return { text: sql, values: userIds };
}

function idRow(userId: string): Revealed['rows'][number] {
  return { label: 'User', value: userId };
}

function emailRow(row: Row): Revealed['rows'][number] {
  return { label: `User ${text(row, 'id')}`, value: text(row, 'email') };
}

/** As the look at PostgreSQL digests it: what is not in a log cannot leak from it. */
function digest({ host, database }: PostgresAddress, ip: string): string {
  return createHash('sha256').update(`${host}/${database}/${ip}`).digest('hex').slice(0, 8);
}

function ids(row: Row, name = 'user_ids'): readonly string[] {
  const value = row[name];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new Refusal({ kind: 'malformed', message: 'The database answered something else than what was asked for.' });
}
