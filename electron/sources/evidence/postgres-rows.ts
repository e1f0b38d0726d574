import type { Client } from 'pg';
import type { Reading } from '../../core/source.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { PostgresAddress } from '../postgres/address.ts';
import { Refusal } from '../postgres/failures.ts';
import { BEGIN, type Row } from '../postgres/statements.ts';
import { askPostgres, type PostgresLimits } from '../postgres.ts';

/** Somebody is waiting for the answer. */
export const LIMITS: PostgresLimits = { deadlineMs: 4 * SECOND_MS, connectMs: 3 * SECOND_MS, queryMs: 3 * SECOND_MS };

/** One SELECT in a transaction that can only read; `values` are bound, never written into the text. */
export interface Select {
  readonly text: string;
  readonly values: readonly string[];
}

/** Asks one after the other on one connection; the answers' rows in the same order. */
export function askRows<Answer>(
  address: PostgresAddress,
  ca: string | null,
  selects: readonly Select[],
  read: (rows: readonly (readonly Row[])[]) => Answer,
  signal: AbortSignal,
): Promise<Reading<Answer>> {
  const converse = async (client: Client): Promise<Answer> => {
    await client.query(BEGIN);
    const rows: (readonly Row[])[] = [];
    for (const { text, values } of selects) rows.push((await client.query<Row>(text, [...values])).rows);
    await client.query('COMMIT');
    return read(rows);
  };
  return askPostgres({ address, ca, limits: LIMITS, converse }, signal);
}

export function number(row: Row | undefined, name: string): number {
  const value = row?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : garbled();
}

export function text(row: Row | undefined, name: string): string {
  const value = row?.[name];
  return typeof value === 'string' ? value : garbled();
}

export function garbled(): never {
  throw new Refusal({ kind: 'malformed', message: 'The database answered something else than what was asked for.' });
}
