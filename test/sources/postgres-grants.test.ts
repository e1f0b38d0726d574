import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TABLES } from '../../electron/core/checks/postgres-answer.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type LookOptions, lookAt } from './postgres-look.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

/** The checks that were not measured for want of a table or a grant, and why. */
async function degraded(options: LookOptions = {}) {
  const { checks, look } = await lookAt(server.url(), options);
  const unknown = checks.flatMap((check) =>
    check.look.verdict === 'unknown' && check.look.cause !== 'insufficient' ? [{ ...check, look: check.look }] : [],
  );
  return {
    names: unknown.map(({ name }) => name),
    causes: new Set(unknown.map((check) => check.look.cause)),
    sql: unknown[0]?.facts?.find(({ label }) => label === 'SQL')?.value ?? '',
    reasons: unknown.map((check) => check.look.reason).join('\n'),
    look,
  };
}

const DOCUMENTS = ['processing_success_rate', 'documents_stuck'];

describe('the account of docs/sql/readonly-role.sql', () => {
  it('is enough for every check, and can only read', async () => {
    const { names, look } = await degraded();
    expect(names).toEqual([]);
    expect(look.reason).toMatch(/^Answers in \d+ ms$/);
    const { check } = await lookAt(server.url());
    expect(check('postgres_grants').look).toEqual({ verdict: 'ok', reason: 'Our account can only read' });
  });

  it('cannot write, nor read what is nobody’s business', async () => {
    const session = await server.session({ user: 'sevlight' });
    try {
      await expect(session.query('DELETE FROM claims_document')).rejects.toThrow(/permission denied|read-only/);
      await expect(session.query('CREATE TABLE mine ()')).rejects.toThrow(/permission denied|read-only/);
      await expect(session.query('SELECT password FROM accounts_user')).rejects.toThrow(/permission denied/);
      await expect(session.query('SELECT id, email, is_active FROM accounts_user')).resolves.toBeDefined();
    } finally {
      await session.end();
    }
  });
});

describe('what is missing degrades its own checks alone', () => {
  it('a grant, with the SQL that gives it', async () => {
    await server.sql('REVOKE SELECT ON claims_document FROM sevlight');
    const { names, causes, sql, look } = await degraded();
    expect(names).toEqual(DOCUMENTS);
    expect(causes).toEqual(new Set(['grant']));
    expect(look).toMatchObject({
      verdict: 'ok',
      reason: expect.stringMatching(/\. 2 of its checks are not measured$/),
    });
    await server.sql(sql);
    expect((await degraded()).names).toEqual([]);
  });

  it('a schema that is closed', async () => {
    await server.sql('CREATE SCHEMA "Claims"; ALTER TABLE claims_document SET SCHEMA "Claims"');
    try {
      const settings = { tables: { ...DEFAULT_TABLES, documents: 'Claims.claims_document' } };
      const { names, causes, sql } = await degraded({ settings });
      expect(names).toEqual(DOCUMENTS);
      expect(causes).toEqual(new Set(['grant']));
      await server.sql(sql);
      expect((await degraded({ settings })).names).toEqual([]);
    } finally {
      await server.sql('ALTER TABLE "Claims".claims_document SET SCHEMA public');
    }
  });

  it.each([
    ['core_auditlog', ['downloads_per_hour', 'users_per_ip']],
    ['claims_document', DOCUMENTS],
    ['core_processingfailure', ['failures_per_hour', 'task_timeouts']],
    ['core_systemhealthmetric', ['team_monitoring']],
  ])('the table %s', async (table, checks) => {
    await server.sql(`ALTER TABLE ${table} RENAME TO elsewhere`);
    try {
      const { names, causes, reasons } = await degraded();
      expect(names).toEqual(checks);
      expect(causes).toEqual(new Set(['configuration']));
      expect(reasons).toContain(`There is no table ${table} here`);
      expect(reasons).toContain(`GRANT SELECT ON "${table}" TO sevlight;`);
    } finally {
      await server.sql(`ALTER TABLE elsewhere RENAME TO ${table}`);
    }
  });

  it('a column', async () => {
    await server.sql('ALTER TABLE claims_document RENAME COLUMN is_deleted TO gone');
    try {
      const { names, causes, reasons } = await degraded();
      expect(names).toEqual(DOCUMENTS);
      expect(causes).toEqual(new Set(['configuration']));
      expect(reasons).toContain('claims_document lacks a column: id, status, is_deleted and updated_at are read');
    } finally {
      await server.sql('ALTER TABLE claims_document RENAME COLUMN gone TO is_deleted');
    }
  });

  it('everything at once, and the database is still well', async () => {
    const tables = { documents: 'no.such', failures: '"; DROP', metrics: "o'clock", audit: 'a.b.c', users: 'x y' };
    const { names, look } = await degraded({ settings: { tables } });
    expect(names).toEqual([
      ...DOCUMENTS,
      'failures_per_hour',
      'task_timeouts',
      'team_monitoring',
      'downloads_per_hour',
      'users_per_ip',
    ]);
    expect(look.verdict).toBe('ok');
  });

  it('a table that somebody has locked', async () => {
    const holder = await server.session();
    try {
      await holder.query('BEGIN; LOCK TABLE core_auditlog');
      const { names, causes, reasons } = await degraded();
      expect(names).toEqual(['downloads_per_hour', 'users_per_ip']);
      expect(causes).toEqual(new Set(['busy']));
      expect(reasons).toMatch(/somebody holds a lock/);
    } finally {
      await holder.end();
    }
  });

  it('an address that is none among the shared ones', async () => {
    const { names } = await degraded({ settings: { sharedAddresses: ["203.0.113.0/24'); SELECT ('\\"] } });
    expect(names).toEqual(['users_per_ip']);
  });

  it('pg_monitor: connections are counted, their states hidden', async () => {
    await server.sql('REVOKE pg_monitor FROM sevlight');
    const session = await server.session();
    try {
      const { check } = await lookAt(server.url());
      expect(check('postgres_connections')).toMatchObject({
        value: 11.8,
        facts: [
          { label: 'Active', value: '1' },
          { label: 'Hidden from our account', value: '1 (GRANT pg_monitor TO sevlight; shows their states)' },
          { label: 'max_connections', value: '20, 3 of them for administrators alone' },
        ],
      });
      expect(check('postgres_grants').facts?.[0]?.value).toBe('GRANT pg_monitor TO sevlight; shows them');
    } finally {
      await session.end();
      await server.sql('GRANT pg_monitor TO sevlight');
    }
  });
});

describe('what the configuration switches off', () => {
  it('is neither asked nor shown', async () => {
    const tables = { documents: null, failures: null, metrics: null, audit: null, users: null };
    const { checks } = await lookAt(server.url(), { settings: { tables } });
    expect(checks.map(({ name }) => name)).toEqual([
      'database',
      'postgres_latency',
      'postgres_connections',
      'postgres_oldest_transaction',
      'postgres_blocked',
      'postgres_grants',
    ]);
  });
});

describe('an account that can write', () => {
  it.each([
    ['a row', 'INSERT ON core_auditlog', 'core_auditlog'],
    ['one column', 'UPDATE (email) ON accounts_user', 'accounts_user'],
    [
      'tables of all kinds',
      'TRUNCATE ON claims_document, core_processingfailure',
      'claims_document, core_processingfailure',
    ],
  ])('%s', async (_what, grant, tables) => {
    await server.sql(`GRANT ${grant} TO sevlight`);
    try {
      const { check, look } = await lookAt(server.url());
      const reason = `Our account can write, to ${tables} for one: give Sevlight the account of docs/sql/readonly-role.sql`;
      expect(check('postgres_grants').look).toEqual({ verdict: 'bad', reason });
      expect(look).toMatchObject({ verdict: 'ok', reason: expect.stringContaining(reason) });
    } finally {
      await server.sql(`REVOKE ${grant} FROM sevlight`);
    }
  });

  it('anything, as a superuser', async () => {
    await server.sql('ALTER ROLE sevlight SUPERUSER');
    try {
      expect((await lookAt(server.url())).check('postgres_grants').look).toMatchObject({
        verdict: 'bad',
        reason: expect.stringMatching(/^Our account is a superuser/),
      });
    } finally {
      await server.sql('ALTER ROLE sevlight NOSUPERUSER');
    }
  });
});
