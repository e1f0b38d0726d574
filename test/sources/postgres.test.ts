import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../electron/config/load.ts';
import { configuredSources } from '../../electron/sources/configured.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { CONTEXT, lookAt } from './postgres-look.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());
afterEach(() =>
  server.sql(
    'TRUNCATE accounts_user, claims_document, core_processingfailure, core_auditlog, core_systemhealthmetric RESTART IDENTITY',
  ),
);

/** Documents that settled or began `minutesAgo`, one a second before the other. */
function documents(count: number, status: string, minutesAgo: number, deleted = false): string {
  return `INSERT INTO claims_document (status, is_deleted, updated_at)
    SELECT '${status}', ${deleted}, now() - interval '${minutesAgo} min' - i * interval '1 s'
    FROM generate_series(1, ${count}) i`;
}

function failures(count: number, type: string, minutesAgo: number): string {
  return `INSERT INTO core_processingfailure (failure_type, created_at)
    SELECT '${type}', now() - interval '${minutesAgo} min' FROM generate_series(1, ${count})`;
}

function downloads(count: number, user: number, ip: string, minutesAgo = 5, action = 'document_download'): string {
  return `INSERT INTO core_auditlog (user_id, user_email, action, ip_address, "timestamp")
    SELECT ${user}, 'person${user}@example.com', '${action}', '${ip}', now() - interval '${minutesAgo} min'
    FROM generate_series(1, ${count})`;
}

describe('a well database', () => {
  it('answers, and says how fast, in which role and how it is encrypted', async () => {
    const { look, check } = await lookAt(server.url());
    expect(look.verdict).toBe('ok');
    expect(look.reason).toMatch(/^Answers in \d+ ms$/);
    expect(check('postgres_latency').value).toBeLessThan(2000);
    expect(check('database').facts).toEqual([
      { label: 'In recovery', value: 'no' },
      { label: 'Encrypted', value: 'none' },
    ]);
  });

  it('is asked for nothing but SELECT 1 by a cheap look', async () => {
    const { checks, look } = await lookAt(server.url(), { depth: 'cheap' });
    expect(look.verdict).toBe('ok');
    expect(checks.map(({ name }) => name)).toEqual(['database', 'postgres_latency']);
  });

  it('counts its connections by state', async () => {
    const sessions = await Promise.all([1, 2, 3].map(() => server.session()));
    try {
      await sessions[0]?.query('BEGIN');
      const { value, look, facts } = (await lookAt(server.url())).check('postgres_connections');
      expect(value).toBe(23.5);
      expect(look).toEqual({ verdict: 'ok', reason: '4 of 17 connections used' });
      expect(facts).toEqual([
        { label: 'Idle', value: '2' },
        { label: 'Active', value: '1' },
        { label: 'Idle in transaction', value: '1' },
        { label: 'max_connections', value: '20, 3 of them for administrators alone' },
      ]);
    } finally {
      await Promise.all(sessions.map((session) => session.end()));
    }
  });

  it('tells the oldest transaction and who waits for a lock', async () => {
    const [holder, waiter] = await Promise.all([server.session(), server.session()]);
    try {
      await holder.query('BEGIN; LOCK TABLE accounts_user');
      const waiting = waiter.query('SELECT FROM accounts_user');
      await holder.query('SELECT pg_sleep(1.1)');
      const { check } = await lookAt(server.url());
      expect(check('postgres_oldest_transaction').value).toBeGreaterThanOrEqual(1);
      expect(check('postgres_blocked')).toMatchObject({
        value: 1,
        look: { verdict: 'ok', reason: "1 session is waiting for somebody else's lock" },
      });
      await holder.query('COMMIT');
      await waiting;
    } finally {
      await Promise.all([holder.end(), waiter.end()]);
    }
  });
});

describe('documents', () => {
  it('are judged by the last 50 that settled within 24 h', async () => {
    await server.sql(`${documents(45, 'completed', 5)}; ${documents(5, 'failed', 10)};
      ${documents(30, 'failed', 60)}; ${documents(99, 'failed', 25 * 60)}; ${documents(40, 'processing', 1)}`);
    const { value, look, facts } = (await lookAt(server.url())).check('processing_success_rate');
    expect(value).toBe(90);
    expect(look).toEqual({ verdict: 'ok', reason: '45 of the last 50 settled documents completed' });
    expect(facts).toEqual([{ label: 'Settled within 24 h', value: '45 completed, 35 failed' }]);
  });

  it('are too few to judge under 10', async () => {
    await server.sql(`${documents(9, 'failed', 5)}; ${documents(50, 'failed', 5, true)}`);
    const { value, look } = (await lookAt(server.url())).check('processing_success_rate');
    expect(value).toBeNull();
    expect(look).toEqual({
      verdict: 'unknown',
      cause: 'insufficient',
      reason: 'Too few to judge: 9 settled within 24 h, 10 are needed',
    });
  });

  it('are stuck after an hour in processing', async () => {
    await server.sql(`${documents(2, 'processing', 59)}; ${documents(1, 'processing', 61)};
      ${documents(1, 'analyzing', 600)}; ${documents(1, 'processing', 600, true)}; ${documents(1, 'completed', 600)}`);
    const { value, look, facts } = (await lookAt(server.url())).check('documents_stuck');
    expect(value).toBe(2);
    expect(look.reason).toBe('2 documents are in processing for more than an hour');
    expect(facts).toEqual([{ label: 'Oldest', value: 'document 4, for 10 h' }]);
  });

  it('fail by type, in the last hour and in 24 h', async () => {
    await server.sql(`${failures(3, 'timeout', 10)}; ${failures(4, 'ocr', 59)}; ${failures(5, 'ocr', 61)};
      ${failures(7, 'ai_analysis', 25 * 60)}`);
    const { check } = await lookAt(server.url());
    expect(check('failures_per_hour')).toMatchObject({
      value: 7,
      look: { verdict: 'ok', reason: '7 failures in the last hour, 12 in 24 h' },
      facts: [
        { label: 'ocr', value: '4 in the last hour, 9 in 24 h' },
        { label: 'timeout', value: '3 in the last hour, 3 in 24 h' },
      ],
    });
    expect(check('task_timeouts').value).toBe(3);
  });
});

describe("the team's own monitoring", () => {
  const metric = (minutesAgo: number) =>
    `INSERT INTO core_systemhealthmetric (metric_type, value, created_at) VALUES ('celery', 1, now() - interval '${minutesAgo} min')`;

  it('has never written anything on a new system', async () => {
    expect((await lookAt(server.url())).check('team_monitoring').look).toMatchObject({ cause: 'insufficient' });
  });

  it('is silent when its newest row is older than three of its intervals', async () => {
    await server.sql(`${metric(500)}; ${metric(14)}`);
    expect((await lookAt(server.url())).check('team_monitoring').look.verdict).toBe('ok');
    await server.sql('DELETE FROM core_systemhealthmetric WHERE id = 2');
    await server.sql(metric(16));
    const { look, value } = (await lookAt(server.url())).check('team_monitoring');
    expect(value).toBe(960);
    expect(look).toEqual({
      verdict: 'bad',
      reason: "The team's own monitoring wrote its newest metric 16 min ago; it should every 5 min",
    });
    const patient = await lookAt(server.url(), { settings: { metricsEverySeconds: 600 } });
    expect(patient.check('team_monitoring').look.verdict).toBe('ok');
  });

  it("has the interval of the playbook's schedule, unless the configuration gives another", async () => {
    await server.sql(metric(16));
    const every = (ms: number) => [{ name: 'monitoring', task: 'run_checks', everyMs: ms, text: '', line: 1 }];
    const verdict = async (scheduleMs: number, configured: string) => {
      const readFile = () => `sources: {postgres: {url: ${JSON.stringify(server.url())}${configured}}}`;
      const { config } = loadConfig({ env: {}, readFile, configPath: 'config.yml', timeZone: 'UTC' });
      const [source] = configuredSources(config.sources, every(scheduleMs));
      if (source === undefined) expect.fail('There is no source.');
      const reading = await source.probe.look({ signal: new AbortController().signal, depth: 'full' });
      return source.judge(reading, CONTEXT).checks.find(({ name }) => name === 'team_monitoring')?.look.verdict;
    };
    expect(await verdict(300_000, '')).toBe('bad');
    expect(await verdict(600_000, '')).toBe('ok');
    expect(await verdict(600_000, ', metricsEvery: 5min')).toBe('bad');
  });
});

describe('downloads', () => {
  it('are counted per user, by id alone', async () => {
    await server.sql(`${downloads(100, 42, '203.0.113.7')}; ${downloads(50, 7, '203.0.113.8', 59)};
      ${downloads(90, 8, '203.0.113.9', 61)}; ${downloads(90, 9, '203.0.113.9', 5, 'login')}`);
    const { check } = await lookAt(server.url());
    const { value, instances, unit } = check('downloads_per_hour');
    expect({ value, unit }).toEqual({ value: 100, unit: 'per hour' });
    expect(instances).toEqual([
      { id: '42', label: 'user 42', value: 100 },
      { id: '7', label: 'user 7', value: 50 },
    ]);
  });

  it('from one address are counted by their users, and the address stays in the database', async () => {
    await server.sql(
      [1, 2, 3, 4].map((user) => downloads(2, user, '203.0.113.7')).join(';') +
        [5, 6].map((user) => `;${downloads(1, user, '198.51.100.1')}`).join(''),
    );
    const { checks, check, reading } = await lookAt(server.url());
    const { value, instances } = check('users_per_ip');
    expect(value).toBe(4);
    expect(instances?.map((each) => each.value)).toEqual([4, 2]);
    expect(instances?.[0]?.facts).toEqual([{ label: 'Users', value: '1, 2, 3, 4' }]);
    expect(instances?.[0]?.label).toMatch(/^address [0-9a-f]{8}$/);
    expect(JSON.stringify({ checks, reading })).not.toMatch(/203\.0\.113|198\.51|example\.com/);
    expect((await lookAt(server.url())).check('users_per_ip').instances).toEqual(instances);
  });

  it('from an office that is known to be shared are nothing to tell', async () => {
    await server.sql(
      [1, 2, 3, 4].map((user) => `${downloads(2, user, '203.0.113.7')};${downloads(1, user, '2001:db8::7')}`).join(';'),
    );
    const looked = await lookAt(server.url(), {
      settings: { sharedAddresses: ['203.0.113.0/24', '2001:db8::7'] },
    });
    expect(looked.check('users_per_ip').instances).toEqual([]);
    expect(looked.check('downloads_per_hour').instances).toHaveLength(4);
  });
});
