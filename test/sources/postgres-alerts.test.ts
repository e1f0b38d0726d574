import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type AlertLife, alertLife } from './alert-life.ts';
import { lookAt } from './postgres-look.ts';

let server: PostgresServer;
const sessions: Client[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.end()));
  await server.sql('TRUNCATE claims_document, core_processingfailure, core_auditlog, core_systemhealthmetric');
});

/** Looks at the real server, and lets that last. */
async function told(life: AlertLife): Promise<readonly string[]> {
  const { checks } = await lookAt(server.url());
  return life.lasting([{ source: 'postgres', checks }]);
}

const settled = (completed: number, failed: number) =>
  `INSERT INTO claims_document (status) SELECT 'completed' FROM generate_series(1, ${completed});
   INSERT INTO claims_document (status) SELECT 'failed' FROM generate_series(1, ${failed})`;
const failures = (count: number, type: string) =>
  `INSERT INTO core_processingfailure (failure_type) SELECT '${type}' FROM generate_series(1, ${count})`;
const downloads = (count: number, user: number, ip = 'NULL') =>
  `INSERT INTO core_auditlog (user_id, action, ip_address) SELECT ${user}, 'document_download', ${ip}
   FROM generate_series(1, ${count})`;
const fromOneAddress = (users: readonly number[]) => users.map((user) => downloads(1, user, "'203.0.113.7'")).join(';');

const FAILURES_AN_HOUR_LATER = `UPDATE core_processingfailure SET created_at = created_at - interval '1 hour'`;
const downloadsAnHourLater = (where: string) =>
  `UPDATE core_auditlog SET "timestamp" = "timestamp" - interval '1 hour' WHERE ${where}`;

interface Story {
  readonly raise: string;
  readonly raised: readonly string[];
  readonly clear: string;
  readonly cleared: readonly string[];
}

describe("the customer's alerts, raised and cleared by real rows", () => {
  it.each<[string, Story]>([
    [
      '8 of 10 documents completed, and then forty more',
      {
        raise: settled(8, 2),
        raised: [
          'SEV3 Document Processing Degraded: 8 of the last 10 settled documents completed, warning below 90, critical below 80',
        ],
        clear: settled(40, 0),
        cleared: ['Document Processing Degraded resolved'],
      },
    ],
    [
      '7 of 10, and those that failed were processed again',
      {
        raise: settled(7, 3),
        raised: [
          'SEV2 Document Processing Critical: 7 of the last 10 settled documents completed, warning below 90, critical below 80',
        ],
        clear: `UPDATE claims_document SET status = 'completed', updated_at = now() WHERE status = 'failed'`,
        cleared: ['Document Processing Critical resolved'],
      },
    ],
    [
      '5 failures within the hour, until it has passed',
      {
        raise: failures(5, 'ocr'),
        raised: ['SEV3 Processing Failures High: 5 failures in the last hour, 5 in 24 h, warning at 5, critical at 10'],
        clear: FAILURES_AN_HOUR_LATER,
        cleared: ['Processing Failures High resolved'],
      },
    ],
    [
      '10 failures, of which 4 remain within the hour',
      {
        raise: failures(10, 'ocr'),
        raised: [
          'SEV2 Processing Failures High: 10 failures in the last hour, 10 in 24 h, warning at 5, critical at 10',
        ],
        clear: `${FAILURES_AN_HOUR_LATER} WHERE id IN (SELECT id FROM core_processingfailure LIMIT 6)`,
        cleared: ['Processing Failures High resolved'],
      },
    ],
    [
      'a timeout, until its hour has passed',
      {
        raise: failures(1, 'timeout'),
        raised: ['SEV4 Task Timeout: 1 timed out in the last hour, limit at 1'],
        clear: FAILURES_AN_HOUR_LATER,
        cleared: ['Task Timeout resolved'],
      },
    ],
    [
      'five timeouts, which are failures',
      {
        raise: failures(5, 'timeout'),
        raised: [
          'SEV3 Processing Failures High: 5 failures in the last hour, 5 in 24 h, warning at 5, critical at 10',
          'SEV4 Task Timeout explained by Processing Failures High',
        ],
        clear: 'DELETE FROM core_processingfailure',
        cleared: ['Processing Failures High resolved', 'Task Timeout resolved'],
      },
    ],
    [
      'a document in processing for two hours, until it is settled',
      {
        raise: `INSERT INTO claims_document (status, updated_at) VALUES ('processing', now() - interval '2 hours')`,
        raised: ['SEV3 Documents Stuck: 1 document is in processing for more than an hour, limit at 1'],
        clear: `UPDATE claims_document SET status = 'failed', updated_at = now()`,
        cleared: ['Documents Stuck resolved'],
      },
    ],
    [
      'metrics that are 20 min old, until the next is written',
      {
        raise: `INSERT INTO core_systemhealthmetric (metric_type, value, created_at) VALUES ('x', 1, now() - interval '20 min')`,
        raised: [
          "SEV3 Team Monitoring Silent: The team's own monitoring wrote its newest metric 20 min ago; it should every 5 min",
        ],
        clear: `INSERT INTO core_systemhealthmetric (metric_type, value) VALUES ('x', 1)`,
        cleared: ['Team Monitoring Silent resolved'],
      },
    ],
    [
      'downloads by two of three users, each by himself',
      {
        raise: `${downloads(100, 1)}; ${downloads(50, 2)}; ${downloads(49, 3)}`,
        raised: [
          'SEV2 Anomalous Download Activity (1): user 1: 100 per hour, warning at 50, critical at 100',
          'SEV3 Elevated Download Activity (2): user 2: 50 per hour, warning at 50, critical at 100',
        ],
        clear: downloadsAnHourLater('user_id = 1'),
        cleared: ['Anomalous Download Activity (1) resolved'],
      },
    ],
    [
      'downloads whose hour has passed',
      {
        raise: downloads(60, 2),
        raised: ['SEV3 Elevated Download Activity (2): user 2: 60 per hour, warning at 50, critical at 100'],
        clear: downloadsAnHourLater('true'),
        cleared: ['Elevated Download Activity (2) resolved'],
      },
    ],
  ])('%s', async (_what, { raise, raised, clear, cleared }) => {
    const life = alertLife();
    await server.sql(raise);
    expect(await told(life)).toEqual(raised);
    await server.sql(clear);
    expect(await told(life)).toEqual(cleared);
  });

  it('four users at one address, which is not told, until one of them has left it', async () => {
    const life = alertLife();
    await server.sql(fromOneAddress([1, 2, 3, 4]));
    const raised = await told(life);
    expect(raised).toHaveLength(1);
    expect(raised[0]).toMatch(/^SEV3 Multiple Users Same IP \(([0-9a-f]{8})\): address \1: 4, limit at 4$/);
    await server.sql(downloadsAnHourLater('user_id = 4'));
    const cleared = await told(life);
    expect(cleared).toHaveLength(1);
    expect(cleared[0]).toMatch(/^Multiple Users Same IP \([0-9a-f]{8}\) resolved$/);
  });

  it('failures that become more and fewer: one alert, at two levels', async () => {
    const life = alertLife();
    const now = (count: number) => `${count} failures in the last hour, ${count} in 24 h, warning at 5, critical at 10`;
    await server.sql(failures(6, 'ocr'));
    expect(await told(life)).toEqual([`SEV3 Processing Failures High: ${now(6)}`]);
    await server.sql(failures(6, 'ocr'));
    expect(await told(life)).toEqual([`SEV2 Processing Failures High: ${now(12)}`]);
    await server.sql('DELETE FROM core_processingfailure WHERE id IN (SELECT id FROM core_processingfailure LIMIT 6)');
    expect(await told(life)).toEqual([`SEV3 Processing Failures High: ${now(6)}`]);
    await server.sql('DELETE FROM core_processingfailure');
    expect(await told(life)).toEqual(['Processing Failures High resolved']);
  });

  it('connections at 90 %, until they are given back', async () => {
    const life = alertLife();
    for (let i = 0; i < 15; i += 1) sessions.push(await server.session());
    // The look itself is the sixteenth; of the twenty, three are for administrators.
    expect(await told(life)).toEqual(['SEV3 Connections Near Limit: 16 of 17 connections used, limit at 90']);
    await Promise.all(sessions.splice(0).map((session) => session.end()));
    await expect.poll(() => server.sql("SELECT FROM pg_stat_activity WHERE application_name = 'test'")).toHaveLength(1);
    expect(await told(life)).toEqual(['Connections Near Limit resolved']);
  });
});

describe('the database itself', () => {
  it('is stopped as if it had crashed, and started again', async () => {
    const life = alertLife();
    await server.stop('immediate');
    try {
      expect(await told(life)).toEqual([
        'SEV1 Database connection failed: The database refuses connections: nothing listens there.',
      ]);
    } finally {
      await server.start();
    }
    expect(await told(life)).toEqual(['Database connection failed resolved']);
  });

  it('has no connection left (53300), until some are given back', async () => {
    const life = alertLife();
    for (let i = 0; i < 17; i += 1) sessions.push(await server.session());
    expect(await told(life)).toEqual([
      'SEV1 Database connection failed: The database takes no more connections: too many clients already.',
    ]);
    await Promise.all(sessions.splice(0).map((session) => session.end()));
    await expect.poll(async () => (await lookAt(server.url())).look.verdict).toBe('ok');
    expect(await told(life)).toEqual(['Database connection failed resolved']);
  });

  it('refuses a password that was changed, which raises nothing and ends nothing', async () => {
    const life = alertLife();
    await server.stop('immediate');
    expect(await told(life)).toHaveLength(1);
    await server.start();
    await server.sql("ALTER ROLE sevlight PASSWORD 'another'");
    try {
      expect(await told(life)).toEqual([]);
      expect(await told(alertLife())).toEqual([]);
    } finally {
      await server.sql(`ALTER ROLE sevlight PASSWORD '${PASSWORD}'`);
    }
    expect(await told(life)).toEqual(['Database connection failed resolved']);
  });
});

describe('what is no alert', () => {
  it.each<[string, string]>([
    ['nothing at all', 'SELECT'],
    ['9 of 10 documents completed', settled(9, 1)],
    ['0 of 1', settled(0, 1)],
    ['4 failures within the hour', failures(4, 'ocr')],
    ['three users at one address', fromOneAddress([1, 2, 3])],
  ])('%s', async (_what, sql) => {
    await server.sql(sql);
    expect(await told(alertLife())).toEqual([]);
  });

  it('between two limits: 90 % of 50 documents do not end what 84 % began, 92 % do', async () => {
    const life = alertLife();
    await server.sql(settled(42, 8));
    expect(await told(life)).toHaveLength(1);
    await server.sql(`UPDATE claims_document SET status = 'completed' WHERE id IN
      (SELECT id FROM claims_document WHERE status = 'failed' LIMIT 3)`);
    // 45 of 50 are 90 %: no longer bad, and not yet clear, which is 92 %.
    expect(await told(life)).toEqual([]);
    await server.sql(`UPDATE claims_document SET status = 'completed' WHERE id IN
      (SELECT id FROM claims_document WHERE status = 'failed' LIMIT 1)`);
    expect(await told(life)).toEqual(['Document Processing Degraded resolved']);
  });
});
