import type { Client } from 'pg';
import type { Part, PostgresAggregates } from '../../core/checks/postgres-answer.ts';
import { databaseFailure, Refusal, sqlState } from './failures.ts';
import { BEGIN, PING, type Row, type Statement, type Statements } from './statements.ts';

/**
 * SELECT 1 in a read-only transaction, in one message to and fro; `open` leaves the transaction open for more.
 * Answers whether the server is in recovery.
 */
export async function ping(client: Client, open: boolean): Promise<boolean> {
  const rows = await ask(client, `${BEGIN}; ${PING}${open ? '' : '; COMMIT'}`);
  return rows[0]?.in_recovery === true;
}

/**
 * All aggregates, one after the other, each behind a savepoint of its own. `hasTime` is asked before each of them.
 * Rejects when the session itself is lost.
 */
export async function askAggregates(
  client: Client,
  wanted: Statements,
  hasTime: () => boolean,
): Promise<PostgresAggregates> {
  async function part<Value>(statement: Statement<Value> | null): Promise<Part<Value>> {
    if (statement === null) return { outcome: 'off' };
    if (!hasTime()) return { outcome: 'failed', failure: { kind: 'timeout', message: TOO_SLOW } };
    try {
      const rows = await ask(client, `SAVEPOINT part; ${statement.sql}; RELEASE part`);
      return { outcome: 'answered', value: statement.read(rows) };
    } catch (error) {
      if (sqlState(error) === null && !(error instanceof Refusal)) throw error;
      // A server that ends the session says so with an SQLSTATE too; then this fails, and its own words count.
      if (sqlState(error) !== null) await ask(client, 'ROLLBACK TO part').catch(() => Promise.reject(error));
      return { outcome: 'failed', failure: databaseFailure(error) };
    }
  }
  const aggregates = {
    activity: await part(wanted.activity),
    grants: await part(wanted.grants),
    metric: await part(wanted.metric),
    failures: await part(wanted.failures),
    downloads: await part(wanted.downloads),
    sharedAddresses: await part(wanted.sharedAddresses),
    stuck: await part(wanted.stuck),
    settled: await part(wanted.settled),
  };
  await ask(client, 'COMMIT');
  return aggregates;
}

const TOO_SLOW = 'Not measured: the database is too slow to be asked for more than whether it answers.';

/** Sends statements as one message; answers the rows of the SELECT among them. */
async function ask(client: Client, sql: string): Promise<readonly Row[]> {
  const answered: unknown = await client.query(sql);
  const results: readonly unknown[] = Array.isArray(answered) ? answered : [answered];
  for (const result of results) {
    if (typeof result !== 'object' || result === null || !('command' in result) || !('rows' in result)) continue;
    if (result.command === 'SELECT' && Array.isArray(result.rows)) return result.rows;
  }
  return [];
}
