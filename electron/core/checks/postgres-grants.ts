import { bad, ok } from '../look.ts';
import type { Check } from './check.ts';
import { plain } from './plain.ts';
import type { Grants, Part } from './postgres-answer.ts';
import { type Measured, partCheck } from './postgres-part.ts';

/** A watcher that could write is one stolen laptop away from doing so: shown until its account is a smaller one. */
export function grantsCheck(part: Part<Grants>): readonly Check[] {
  return partCheck({ name: 'postgres_grants', unit: '' }, part, { table: null, columns: 'pg_roles' }, judged);
}

function judged({ superuser, seesSessions, writable }: Grants): Measured {
  const advice = 'give Sevlight the account of docs/sql/readonly-role.sql';
  const facts = seesSessions
    ? []
    : [{ label: 'States of sessions are hidden', value: 'GRANT pg_monitor TO sevlight; shows them' }];
  if (superuser) return { value: null, look: bad(`Our account is a superuser: ${advice}`), facts };
  if (writable.length === 0) return { value: null, look: ok('Our account can only read'), facts };
  const tables = writable.map(plain).join(', ');
  return { value: null, look: bad(`Our account can write, to ${tables} for one: ${advice}`), facts };
}
