import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wouldFire } from '../../electron/core/alerts/would-fire.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { lookAt } from './postgres-look.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());
afterEach(() => server.sql('TRUNCATE claims_document, core_processingfailure, core_auditlog, core_systemhealthmetric'));

/** What one look would raise: `SEV2 Document Processing Critical`, with what it says. */
async function alerts(): Promise<readonly string[]> {
  const { checks } = await lookAt(server.url());
  return wouldFire(checks, defaultRules()).map(
    ({ severity, name, reason, explainedBy }) =>
      `SEV${severity} ${name}: ${reason}${explainedBy === null ? '' : ` (explained by ${explainedBy.name})`}`,
  );
}

const settled = (completed: number, failed: number) =>
  `INSERT INTO claims_document (status) SELECT 'completed' FROM generate_series(1, ${completed});
   INSERT INTO claims_document (status) SELECT 'failed' FROM generate_series(1, ${failed})`;
const failures = (count: number, type: string) =>
  `INSERT INTO core_processingfailure (failure_type) SELECT '${type}' FROM generate_series(1, ${count})`;
const downloads = (count: number, user: number, ip = 'NULL') =>
  `INSERT INTO core_auditlog (user_id, action, ip_address) SELECT ${user}, 'document_download', ${ip}
   FROM generate_series(1, ${count})`;

describe("the customer's alerts, raised by real rows", () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing at all', 'SELECT', []],
    ['9 of 10 documents completed', settled(9, 1), []],
    [
      '8 of 10',
      settled(8, 2),
      [
        'SEV3 Document Processing Degraded: 8 of the last 10 settled documents completed, warning below 90, critical below 80',
      ],
    ],
    [
      '7 of 10',
      settled(7, 3),
      [
        'SEV2 Document Processing Critical: 7 of the last 10 settled documents completed, warning below 90, critical below 80',
      ],
    ],
    ['0 of 1', settled(0, 1), []],
    ['4 failures within the hour', failures(4, 'ocr'), []],
    [
      '5',
      failures(5, 'ocr'),
      ['SEV3 Processing Failures High: 5 failures in the last hour, 5 in 24 h, warning at 5, critical at 10'],
    ],
    [
      '10',
      failures(10, 'ocr'),
      ['SEV2 Processing Failures High: 10 failures in the last hour, 10 in 24 h, warning at 5, critical at 10'],
    ],
    ['one timeout', failures(1, 'timeout'), ['SEV4 Task Timeout: 1 timed out in the last hour, limit at 1']],
    [
      'five timeouts',
      failures(5, 'timeout'),
      [
        'SEV3 Processing Failures High: 5 failures in the last hour, 5 in 24 h, warning at 5, critical at 10',
        'SEV4 Task Timeout: 5 timed out in the last hour, limit at 1 (explained by Processing Failures High)',
      ],
    ],
    [
      'a document in processing for two hours',
      `INSERT INTO claims_document (status, updated_at) VALUES ('processing', now() - interval '2 hours')`,
      ['SEV3 Documents Stuck: 1 document is in processing for more than an hour, limit at 1'],
    ],
    [
      'metrics that are 20 min old',
      `INSERT INTO core_systemhealthmetric (metric_type, value, created_at) VALUES ('x', 1, now() - interval '20 min')`,
      [
        "SEV3 Team Monitoring Silent: The team's own monitoring wrote its newest metric 20 min ago; it should every 5 min",
      ],
    ],
    [
      'downloads by several users',
      `${downloads(100, 1)}; ${downloads(50, 2)}; ${downloads(49, 3)}`,
      [
        'SEV2 Anomalous Download Activity: user 1: 100 per hour, warning at 50, critical at 100',
        'SEV3 Elevated Download Activity: user 2: 50 per hour, warning at 50, critical at 100',
      ],
    ],
    ['three users at one address', [1, 2, 3].map((user) => downloads(1, user, "'203.0.113.7'")).join(';'), []],
  ])('%s', async (_what, sql, expected) => {
    await server.sql(sql);
    expect(await alerts()).toEqual(expected);
  });

  it('four users at one address, which is not told', async () => {
    await server.sql([1, 2, 3, 4].map((user) => downloads(1, user, "'203.0.113.7'")).join(';'));
    const told = await alerts();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^SEV3 Multiple Users Same IP: address [0-9a-f]{8}: 4, limit at 4$/);
  });

  it('connections at 90 %, and none any more when they are gone', async () => {
    const sessions = await Promise.all(Array.from({ length: 15 }, () => server.session()));
    try {
      // The look itself is the sixteenth; of the twenty, three are for administrators.
      expect(await alerts()).toEqual(['SEV3 Connections Near Limit: 16 of 17 connections used, limit at 90']);
    } finally {
      await Promise.all(sessions.map((session) => session.end()));
    }
    await expect.poll(alerts).toEqual([]);
  });

  it('a database that refuses, which explains what is counted by asking it', async () => {
    await server.stop('immediate');
    try {
      expect(await alerts()).toEqual([
        'SEV1 Database connection failed: The database refuses connections: nothing listens there.',
      ]);
    } finally {
      await server.start();
    }
    expect(await alerts()).toEqual([]);
  });
});
