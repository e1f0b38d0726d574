import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { lookAt } from './postgres-look.ts';

let server: PostgresServer;
const sessions: Client[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.end()));
});

async function failure(url = server.url()) {
  const { reading, look } = await lookAt(url);
  if (reading.outcome === 'answered') expect.fail('It answered.');
  return { ...reading.failure, look, latencyMs: reading.latencyMs };
}

describe('a look', () => {
  it('is one message when cheap and ten when full, on one connection that is gone afterwards', async () => {
    const before = (await server.log()).length;
    await lookAt(server.url(), { depth: 'cheap' });
    await lookAt(server.url(), { depth: 'full' });
    const written = (await server.log()).slice(before);
    const messages = written.split('\n').filter((line) => line.startsWith('sevlight|LOG:  statement:'));
    expect(messages).toHaveLength(1 + 10);
    expect(messages[0]).toContain(
      'BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; SET LOCAL statement_timeout = 3000;',
    );
    expect(messages[0]).toMatch(/; COMMIT$/);
    expect(messages.at(-1)).toMatch(/statement: COMMIT$/);
    expect(written).not.toMatch(/reset|EOF|ERROR|WARNING/);
    await expect.poll(() => server.sql("SELECT FROM pg_stat_activity WHERE application_name = 'sevlight'")).toEqual([]);
  });
});

describe('a database that lets nobody in', () => {
  it('has no connection left: bad, with the last numbers known', async () => {
    const { memory } = await lookAt(server.url());
    for (let i = 0; i < 17; i += 1) sessions.push(await server.session());
    expect(await failure()).toMatchObject({ kind: 'exhausted', code: '53300', look: { verdict: 'bad' } });
    const { look, check } = await lookAt(server.url(), { memory });
    expect(look).toEqual({
      verdict: 'bad',
      reason:
        'The database takes no more connections: too many clients already. When last counted: 1 of 17 connections used.',
    });
    expect(check('failures_per_hour').look).toEqual({
      verdict: 'unknown',
      cause: 'dependency',
      reason: 'Not measured: the database cannot be asked',
    });
  });

  it('refuses our password', async () => {
    const url = server.url({ password: 'canary-wrong' });
    expect(await failure(url)).toMatchObject({
      kind: 'credentials',
      code: '28P01',
      look: { verdict: 'unknown', cause: 'credentials' },
    });
    expect(await failure(server.url({ password: '' }))).toMatchObject({ kind: 'credentials' });
    expect(await failure(server.url({ user: 'nobody' }))).toMatchObject({ kind: 'credentials' });
  });

  it('refuses a password that was changed', async () => {
    await server.sql("ALTER ROLE sevlight PASSWORD 'another'");
    try {
      expect(await failure()).toMatchObject({ kind: 'credentials', look: { cause: 'credentials' } });
    } finally {
      await server.sql(`ALTER ROLE sevlight PASSWORD '${PASSWORD}'`);
    }
    expect((await lookAt(server.url())).look.verdict).toBe('ok');
  });

  it('has no rule that lets us in from here (pg_hba.conf)', async () => {
    await server.sql("CREATE ROLE tls_only LOGIN PASSWORD 'x'");
    expect(await failure(server.url({ user: 'tls_only', password: 'x' }))).toMatchObject({
      kind: 'credentials',
      code: '28000',
      message: expect.stringContaining('pg_hba.conf'),
    });
  });

  it('has another name', async () => {
    expect(await failure(server.url({ database: 'elsewhere' }))).toMatchObject({
      kind: 'missing',
      code: '3D000',
      look: { verdict: 'unknown', cause: 'configuration' },
    });
  });

  it('does not let our account connect', async () => {
    await server.sql('REVOKE CONNECT ON DATABASE app FROM PUBLIC');
    try {
      expect(await failure()).toMatchObject({ kind: 'grant', code: '42501', look: { cause: 'grant' } });
    } finally {
      await server.sql('GRANT CONNECT ON DATABASE app TO PUBLIC');
    }
  });
});

describe('a server that comes and goes', () => {
  it('is stopped as if it had crashed, and comes back', async () => {
    await server.stop('immediate');
    expect(await failure()).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED', look: { verdict: 'bad' } });
    await server.start();
    expect((await lookAt(server.url())).look.verdict).toBe('ok');
  });

  it('is shutting down', async () => {
    const session = await server.session();
    await server.stop('smart');
    await expect.poll(async () => (await failure()).code).toBe('57P03');
    expect(await failure()).toMatchObject({ kind: 'starting', look: { verdict: 'bad' } });
    await session.end();
    await expect.poll(async () => (await failure()).kind).toBe('refused');
    await server.start();
  });

  it('is starting up, and then a standby that can be read', async () => {
    await server.stop();
    await writeFile(join(server.folder, 'data', 'standby.signal'), '');
    await server.start({ hot_standby: 'off' });
    expect(await failure()).toMatchObject({ kind: 'starting', code: '57P03', look: { verdict: 'bad' } });
    await server.stop();
    await server.start({ hot_standby: 'on', default_transaction_isolation: 'serializable' });
    const { look, check, checks } = await lookAt(server.url());
    expect(look.verdict).toBe('ok');
    expect(check('database').facts?.[0]?.value).toMatch(/^yes: a standby/);
    expect(checks.filter((each) => each.look.verdict === 'unknown').map(({ name }) => name)).toEqual([
      'processing_success_rate',
      'team_monitoring',
    ]);
    await server.sql('BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_promote(); COMMIT');
    await server.stop();
    await server.start();
    expect((await lookAt(server.url())).check('database').facts?.[0]?.value).toBe('no');
  });

  it('hangs, is given up within the deadline, and answers again', async () => {
    const pid = await server.pid();
    process.kill(pid, 'SIGSTOP');
    try {
      const { kind, message, latencyMs, look } = await failure();
      expect(kind).toBe('timeout');
      expect(message).toBe('The database accepts the connection and stays silent within 4 s.');
      expect(look.verdict).toBe('bad');
      expect(latencyMs).toBeGreaterThan(3900);
      expect(latencyMs).toBeLessThan(4500);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect.poll(async () => (await lookAt(server.url())).look.verdict).toBe('ok');
  });

  it('is given up at once when the look is', async () => {
    const pid = await server.pid();
    process.kill(pid, 'SIGSTOP');
    try {
      const own = new AbortController();
      const looking = lookAt(server.url(), { signal: own.signal });
      setTimeout(() => own.abort(), 50);
      const { reading } = await looking;
      expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'cancelled' } });
      expect(reading.latencyMs).toBeLessThan(200);
      const early = await lookAt(server.url(), { signal: AbortSignal.abort() });
      expect(early.reading).toMatchObject({ outcome: 'failed', failure: { kind: 'cancelled' } });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});

it('tells a name that does not resolve from a port where nobody listens', async () => {
  expect(await failure(server.url({ host: 'nowhere.invalid' }))).toMatchObject({ kind: 'dns' });
  expect(await failure('postgres://u:p@127.0.0.1:1/app')).toMatchObject({ kind: 'refused' });
});

it('never says the password', async () => {
  const said = [
    await lookAt(server.url()),
    await lookAt(server.url({ user: 'nobody' })),
    await lookAt(server.url({ database: 'elsewhere' })),
    await lookAt(server.url({ host: 'nowhere.invalid' })),
    await lookAt(server.url({ query: '?sslmode=require' })),
  ];
  const text = JSON.stringify(said);
  for (const form of [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString('base64'), 'canary']) {
    expect(text).not.toContain(form);
  }
});
