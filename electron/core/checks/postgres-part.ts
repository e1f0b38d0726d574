import { type Look, unknown } from '../look.ts';
import type { Failure } from '../source.ts';
import type { Check, Fact } from './check.ts';
import { type Part, quoted, quotedTable } from './postgres-answer.ts';

/** What a check says of the value it measured. */
export type Measured = Pick<Check, 'value' | 'look'> & Partial<Pick<Check, 'facts' | 'instances'>>;

/** The table that is asked, and which columns of it must be readable. */
export interface Asked {
  readonly table: string | null;
  readonly columns: string;
}

/** One check out of one part of the answer; none where it is switched off. */
export function partCheck<Value>(
  base: Pick<Check, 'name' | 'unit'>,
  part: Part<Value>,
  asked: Asked,
  measure: (value: Value) => Measured,
): readonly Check[] {
  const check = { ...base, source: 'postgres' } as const;
  switch (part.outcome) {
    case 'off':
      return [];
    case 'failed': {
      const { look, facts } = whyNot(part.failure, asked);
      return [{ ...check, value: null, look, facts }];
    }
    case 'answered':
      return [{ ...check, ...measure(part.value) }];
  }
}

function whyNot(failure: Failure, { table, columns }: Asked): { look: Look; facts: readonly Fact[] } {
  const named = table ?? 'pg_stat_activity';
  switch (failure.kind) {
    case 'grant': {
      const fix = table === null ? 'GRANT pg_monitor TO sevlight;' : grantSql(table);
      const reason = `Our account may not read ${named}. As an administrator: ${fix}`;
      return { look: unknown('grant', reason), facts: [{ label: 'SQL', value: fix }] };
    }
    case 'missing': {
      if (failure.code === '42703') {
        const reason = `${named} lacks a column: ${columns} are read. ${findSql(named)} lists what it has`;
        return { look: unknown('configuration', reason), facts: [{ label: 'SQL', value: findSql(named) }] };
      }
      const fix = grantSql(named);
      const reason = `There is no table ${named} here, or its schema is closed to our account: name the right one in the configuration (sources.postgres.tables), or as an administrator: ${fix}`;
      return { look: unknown('configuration', reason), facts: [{ label: 'SQL', value: fix }] };
    }
    case 'timeout':
      return { look: unknown('busy', failure.message), facts: [] };
    default:
      return { look: unknown('malformed', failure.message), facts: [] };
  }
}

/** For an administrator to run; `sevlight` stands for our account, as in docs/sql/readonly-role.sql. */
function grantSql(table: string): string {
  const schema = table.includes('.') ? (table.split('.')[0] ?? 'public') : 'public';
  return `GRANT USAGE ON SCHEMA ${quoted(schema)} TO sevlight; GRANT SELECT ON ${quotedTable(table)} TO sevlight;`;
}

function findSql(table: string): string {
  return `SELECT * FROM ${quotedTable(table)} LIMIT 0;`;
}
