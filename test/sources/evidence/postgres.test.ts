import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TABLES, type PostgresTables } from '../../../electron/core/checks/postgres-answer.ts';
import { NO_PARAMETERS } from '../../../electron/core/evidence/parameters.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { postgresQuestions } from '../../../electron/sources/evidence/postgres.ts';
import { postgresReveal } from '../../../electron/sources/evidence/postgres-people.ts';
import { type PostgresServer, startPostgres } from '../../servers/postgres.ts';
import { asked, fact } from './asked.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());
afterEach(() =>
  server.sql('TRUNCATE accounts_user, claims_document, core_processingfailure, core_auditlog RESTART IDENTITY'),
);

const settings = (url = server.url(), tables: PostgresTables = DEFAULT_TABLES) => ({
  url: new Secret(url),
  intervalMs: 15_000,
  ca: null,
  tables,
  sharedAddresses: [],
  metricsEverySeconds: 300,
});
const questions = (url?: string) => postgresQuestions(settings(url));

describe('postgres-connections', () => {
  it('says that the pool is not exhausted, and who holds what', async () => {
    const web = await server.session({ name: 'web' });
    await web.query('BEGIN; SELECT 1');
    const finding = await asked(questions(), 'postgres-connections');
    await web.end();
    expect(finding).toMatchObject({ verdict: 'expected', branch: null, sentence: 'The pool is not exhausted.' });
    expect(finding.value).toBe('2 of 17 connections');
    expect(fact(finding, 'Idle in transaction')).toBe('1');
  });

  it('takes being refused for want of a place as the answer', async () => {
    // 17 places are there for everybody; the administrator takes them all and three more.
    const sessions: Client[] = [];
    for (let place = 0; place < 20; place += 1) sessions.push(await server.session({ name: 'web' }));
    try {
      const finding = await asked(questions(), 'postgres-connections');
      expect(finding).toMatchObject({ value: 'No connection left', verdict: 'unexpected', branch: 'pool-exhausted' });
      expect(fact(finding, 'SQLSTATE')).toBe('53300');
    } finally {
      await Promise.all(sessions.map((session) => session.end()));
    }
  });

  it('warns before the last place is taken', async () => {
    const sessions: Client[] = [];
    for (let place = 0; place < 15; place += 1) sessions.push(await server.session({ name: 'web' }));
    try {
      const finding = await asked(questions(), 'postgres-connections');
      expect(finding).toMatchObject({ value: '16 of 17 connections', verdict: 'unexpected', branch: 'pool-exhausted' });
      expect(fact(finding, 'Most by')).toBe('web (15)');
    } finally {
      await Promise.all(sessions.map((session) => session.end()));
    }
  });

  it('does not take a wrong password, or a network that leads nowhere, for an outage', async () => {
    const refused = await asked(questions(server.url({ password: 'wrong' })), 'postgres-connections');
    expect(refused).toMatchObject({ value: 'Not let in', verdict: 'unknown' });
    const nobody = 'postgres://sevlight:x@127.0.0.1:1/app';
    expect(await asked(questions(nobody), 'postgres-connections')).toMatchObject({ verdict: 'unknown', branch: null });
    const bad = await asked(questions(nobody), 'postgres-connections', {}, { sourceIsBad: true });
    expect(bad).toMatchObject({ verdict: 'unexpected', branch: 'database-down' });
  });
});

describe('documents-failed and processing-failures', () => {
  it('count, and leave the error messages where they are', async () => {
    await server.sql(`INSERT INTO claims_document (status, ocr_status, error_message, is_deleted)
      SELECT 'failed', 'failed', 'vera@example.com uploaded it', i = 9 FROM generate_series(1, 9) i`);
    const finding = await asked(questions(), 'documents-failed');
    expect(finding).toMatchObject({ value: '8 failed in the last hour', verdict: 'unexpected', branch: 'ocr-fails' });
    expect(JSON.stringify(finding)).not.toContain('vera');
  });

  it('are as expected where nothing failed lately', async () => {
    await server.sql(`INSERT INTO claims_document (status, created_at, updated_at)
      SELECT 'failed', now() - interval '3 days', now() - interval '3 days' FROM generate_series(1, 9)`);
    const documents = await asked(questions(), 'documents-failed');
    expect(documents).toMatchObject({ value: '0 failed in the last hour', verdict: 'expected' });
    expect(fact(documents, 'Ever')).toBe('9');
    expect(await asked(questions(), 'processing-failures')).toMatchObject({
      value: '0 failures in 24 h',
      verdict: 'expected',
    });
  });

  it('name the kind of failure that stands out', async () => {
    await server.sql(`INSERT INTO core_processingfailure (failure_type, error_message)
      SELECT CASE WHEN i < 9 THEN 'ai_analysis' ELSE 'ocr' END, 'vera' FROM generate_series(1, 10) i`);
    const finding = await asked(questions(), 'processing-failures');
    expect(finding).toMatchObject({ value: '10 failures in 24 h', verdict: 'unexpected', branch: 'ai-fails' });
    expect(finding.sentence).toBe('10 in the last hour. Most are ai analysis.');
  });

  it('say what is missing instead of guessing', async () => {
    const tables = { ...DEFAULT_TABLES, documents: 'no_such_table' };
    const finding = await asked(postgresQuestions(settings(server.url(), tables)), 'documents-failed');
    expect(finding).toMatchObject({ verdict: 'unknown', sentence: 'The table does not exist.' });
    const off = postgresQuestions(settings(server.url(), { ...DEFAULT_TABLES, documents: null, audit: null }));
    expect(Object.keys(off)).toEqual(['postgres-connections', 'processing-failures']);
  });
});

/** Downloads of one user, one every `seconds`, from the address. */
function downloads(count: number, user: number, seconds: string, ip = '203.0.113.7'): string {
  return `INSERT INTO core_auditlog (user_id, user_email, action, ip_address, "timestamp")
    SELECT ${user}, 'vera@example.com', 'document_download', '${ip}', now() - (${seconds}) * interval '1 s'
    FROM generate_series(1, ${count}) i`;
}

describe('downloads-of-user', () => {
  it('counts one user’s, and hears the rhythm of a program', async () => {
    await server.sql(downloads(110, 7, 'i * 20'));
    await server.sql(downloads(500, 8, 'i'));
    const finding = await asked(questions(), 'downloads-of-user', { userId: '7' });
    expect(finding).toMatchObject({
      value: '110 downloads in the last hour',
      verdict: 'unexpected',
      branch: 'downloads-suspicious',
    });
    expect(fact(finding, 'Rhythm')).toBe('one every 20 s, even, as a program');
    expect(JSON.stringify(finding)).not.toMatch(/vera|203\.0/);
  });

  it('finds a person’s uneven clicking usual', async () => {
    await server.sql(downloads(12, 7, 'i * i * 15'));
    const finding = await asked(questions(), 'downloads-of-user', { userId: '7' });
    expect(finding).toMatchObject({ value: '12 downloads in the last hour', verdict: 'expected' });
    expect(fact(finding, 'Rhythm')).toMatch(/uneven$/);
  });

  it('binds whatever is asked for: nothing in it can become SQL', async () => {
    await server.sql(downloads(1, 7, 'i'));
    for (const userId of ['7; DROP TABLE core_auditlog', "7' OR '1'='1", '7)) --', '$1', '']) {
      expect(await asked(questions(), 'downloads-of-user', { userId })).toMatchObject({ verdict: 'unknown' });
    }
    expect(await server.sql('SELECT count(*)::int AS kept FROM core_auditlog')).toEqual([{ kept: 1 }]);
  });
});

const digest = (ip: string) => createHash('sha256').update(`127.0.0.1/app/${ip}`).digest('hex').slice(0, 8);

describe('users-of-address', () => {
  it('finds the address by its digest, and keeps it to itself', async () => {
    for (const user of [1, 2, 3, 4]) await server.sql(downloads(2, user, 'i'));
    for (const user of [5, 6]) await server.sql(downloads(1, user, 'i', '198.51.100.1'));
    const finding = await asked(questions(), 'users-of-address', { addressId: digest('203.0.113.7') });
    expect(finding).toMatchObject({ value: '4 users on this address', verdict: 'unexpected' });
    expect(fact(finding, 'Users')).toBe('1, 2, 3, 4');
    expect(JSON.stringify(finding)).not.toMatch(/vera|203\.0/);
    const other = await asked(questions(), 'users-of-address', { addressId: digest('198.51.100.1') });
    expect(other).toMatchObject({ value: '2 users on this address', verdict: 'expected' });
    const gone = await asked(questions(), 'users-of-address', { addressId: '00000000' });
    expect(gone.verdict).toBe('unknown');
  });
});

describe('revealing a person', () => {
  it('tells e-mail and addresses of a user, and of those who share an address', async () => {
    await server.sql("INSERT INTO accounts_user (email) VALUES ('vera@example.com'), ('ivo@example.com')");
    for (const user of [1, 2]) await server.sql(downloads(3, user, 'i'));
    const reveal = postgresReveal(settings());
    const { signal } = new AbortController();
    expect(await reveal?.({ ...NO_PARAMETERS, userId: '1' }, signal)).toMatchObject({
      answer: {
        rows: [
          { label: 'E-mail', value: 'vera@example.com' },
          { label: 'Account', value: 'active' },
          { label: 'Address (downloads)', value: '203.0.113.7 (3)' },
        ],
      },
    });
    expect(await reveal?.({ ...NO_PARAMETERS, addressId: digest('203.0.113.7') }, signal)).toMatchObject({
      answer: {
        rows: [
          { label: 'Address', value: '203.0.113.7' },
          { label: 'User 1', value: 'vera@example.com' },
          { label: 'User 2', value: 'ivo@example.com' },
        ],
      },
    });
    expect(await reveal?.({ ...NO_PARAMETERS, addressId: '00000000' }, signal)).toMatchObject({ answer: { rows: [] } });
  });

  it('says what is missing where a table is closed to our account, and how to open both', async () => {
    await server.sql("INSERT INTO accounts_user (email) VALUES ('vera@example.com')");
    await server.sql('REVOKE SELECT (id, email, is_active) ON accounts_user FROM sevlight');
    await server.sql('REVOKE SELECT ON core_auditlog FROM sevlight');
    const reveal = async () => {
      const told = await postgresReveal(settings())?.({ ...NO_PARAMETERS, userId: '1' }, new AbortController().signal);
      return told?.outcome === 'failed' ? told.failure.message : told?.outcome;
    };
    const message = await reveal();
    const fix = /As an administrator: (.*)$/i.exec(message ?? '')?.[1];
    expect(fix).toBe(
      'GRANT SELECT ON "core_auditlog" TO sevlight; GRANT SELECT (id, email, is_active) ON "accounts_user" TO sevlight;',
    );
    await server.sql(fix ?? '');
    expect(await reveal()).toBe('answered');
  });

  it('asks the table of users that the configuration names, and tells ids and addresses where it names none', async () => {
    await server.sql(`CREATE SCHEMA people; CREATE TABLE people.account AS SELECT * FROM accounts_user;
      INSERT INTO people.account (id, email, is_active) VALUES (1, 'uma@example.com', false), (2, 'leo@example.com', true);
      GRANT USAGE ON SCHEMA people TO sevlight; GRANT SELECT (id, email, is_active) ON people.account TO sevlight`);
    for (const user of [1, 2]) await server.sql(downloads(3, user, 'i'));
    const rowsWith = async (users: string | null, which: Partial<typeof NO_PARAMETERS>) => {
      const reveal = postgresReveal(settings(server.url(), { ...DEFAULT_TABLES, users }));
      const told = await reveal?.({ ...NO_PARAMETERS, ...which }, new AbortController().signal);
      return told?.outcome === 'answered' ? told.answer.rows.map(({ label, value }) => `${label}: ${value}`) : told;
    };
    const fromAddress = { addressId: digest('203.0.113.7') };
    const seen = 'Address (downloads): 203.0.113.7 (3)';
    expect(await rowsWith('people.account', { userId: '1' })).toEqual([
      'E-mail: uma@example.com',
      'Account: suspended',
      seen,
    ]);
    expect(await rowsWith('people.account', fromAddress)).toEqual([
      'Address: 203.0.113.7',
      'User 1: uma@example.com',
      'User 2: leo@example.com',
    ]);
    expect(await rowsWith(null, { userId: '1' })).toEqual([seen]);
    expect(await rowsWith(null, fromAddress)).toEqual(['Address: 203.0.113.7', 'User: 1', 'User: 2']);
  });
});

it('sends nothing but what it shows, in a transaction that can only read', async () => {
  await server.stop();
  await server.start({ log_statement: 'all', log_line_prefix: '%a|' });
  const all = questions();
  for (const id of Object.keys(all) as (keyof typeof all)[])
    await asked(all, id, { userId: '7', addressId: '00000000' });
  const said = (await server.log()).split('\n').join(' ').replace(/\s+/g, ' ');
  for (const question of Object.values(all)) expect(said).toContain(question?.text ?? 'nothing');
  const statements = [...said.matchAll(/sevlight\|(?:LOG: )?(?:statement|execute <unnamed>): (\w+)/g)].map(
    ([, verb]) => verb,
  );
  expect(new Set(statements.map((verb) => verb?.toUpperCase()))).toEqual(
    new Set(['BEGIN', 'SELECT', 'WITH', 'COMMIT']),
  );
});
