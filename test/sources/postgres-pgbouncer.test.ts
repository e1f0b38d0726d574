import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type PgBouncer, startPgBouncer } from '../servers/pgbouncer.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { lookAt } from './postgres-look.ts';

let server: PostgresServer;
let bouncer: PgBouncer;
const clients: Client[] = [];

beforeAll(async () => {
  server = await startPostgres();
  bouncer = await startPgBouncer(server, {
    max_client_conn: 4,
    default_pool_size: 2,
    query_wait_timeout: 1,
    server_login_retry: 0.5,
  });
});
afterAll(async () => {
  await bouncer.remove();
  await server.remove();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end().catch(() => {})));
});

async function application(): Promise<Client> {
  const client = new Client({ connectionString: bouncer.url() });
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

async function failure(url = bouncer.url()) {
  const { reading, look } = await lookAt(url);
  if (reading.outcome === 'answered') expect.fail('It answered.');
  return { ...reading.failure, look };
}

it('every check is measured through transaction pooling', async () => {
  await server.sql(`INSERT INTO claims_document (status) SELECT 'completed' FROM generate_series(1, 10);
    INSERT INTO core_systemhealthmetric (metric_type, value) VALUES ('celery', 1)`);
  const { checks, look } = await lookAt(bouncer.url());
  expect(look.verdict).toBe('ok');
  expect(checks.filter((check) => check.look.verdict !== 'ok')).toEqual([]);
  expect(checks).toHaveLength(13);
});

it('nothing is left behind in the connection that the application gets next', async () => {
  await lookAt(bouncer.url());
  const client = await application();
  const settings = `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
    current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('transaction_isolation') AS isolation`;
  for (let i = 0; i < 4; i += 1) {
    expect((await client.query(settings)).rows).toEqual([
      { statement: '0', lock: '0', idle: '0', isolation: 'read committed' },
    ]);
  }
});

it('fifty looks leave no client and no transaction behind', async () => {
  for (let i = 0; i < 50; i += 1) expect((await lookAt(bouncer.url(), { depth: 'cheap' })).look.verdict).toBe('ok');
  expect(await server.sql("SELECT FROM pg_stat_activity WHERE usename = 'sevlight' AND state <> 'idle'")).toEqual([]);
  expect(bouncer.log()).not.toMatch(/while server was not ready|unexpected eof/);
});

it('a place that nobody gets from the pooler is bad, like one of the database', async () => {
  for (let i = 0; i < 4; i += 1) await application();
  expect(await failure()).toMatchObject({ kind: 'exhausted', code: '08P01', look: { verdict: 'bad' } });
});

it('a pool whose connections are all taken is bad', async () => {
  for (const client of [await application(), await application()]) await client.query('BEGIN');
  expect(await failure()).toMatchObject({ kind: 'exhausted', look: { verdict: 'bad' } });
});

it('credentials and names that the pooler does not know are ours to mend', async () => {
  expect(await failure(bouncer.url({ password: 'wrong' }))).toMatchObject({ kind: 'credentials', code: '08P01' });
  expect(await failure(bouncer.url({ user: 'nobody' }))).toMatchObject({ kind: 'credentials' });
  expect(await failure(bouncer.url({ database: 'elsewhere' }))).toMatchObject({
    kind: 'missing',
    look: { verdict: 'unknown', cause: 'configuration' },
  });
});

it('a database that is gone behind its pooler is an outage, and its return is seen', async () => {
  await server.stop('immediate');
  expect((await failure()).look.verdict).toBe('bad');
  await expect.poll(async () => (await failure()).kind, { timeout: 5000 }).toBe('refused');
  expect(await failure()).toMatchObject({
    message: 'The pooler answers, but it cannot reach the database or sign in there.',
    look: { verdict: 'bad' },
  });
  await server.start();
  await expect.poll(async () => (await lookAt(bouncer.url())).look.verdict, { timeout: 5000 }).toBe('ok');
});
