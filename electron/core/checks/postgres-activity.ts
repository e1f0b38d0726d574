import { ok } from '../look.ts';
import type { Check, Fact } from './check.ts';
import { inWords } from './duration-words.ts';
import type { Activity, Part } from './postgres-answer.ts';
import { partCheck } from './postgres-part.ts';

const ASKED = { table: null, columns: 'state, xact_start and wait_event_type' };

/** Connections against their limit, the oldest transaction, and who waits for whose lock. */
export function activityChecks(part: Part<Activity>): readonly Check[] {
  return [
    ...partCheck({ name: 'postgres_connections', unit: '%' }, part, ASKED, (activity) => {
      const used = activity.states.reduce((sum, { sessions }) => sum + sessions, 0);
      // The application is refused before the last places, which are kept for administrators.
      const open = Math.max(1, activity.maximum - activity.reserved);
      const value = Math.round((1000 * used) / open) / 10;
      return {
        value,
        look: ok(`${used} of ${open} connections used`),
        facts: [...byState(activity), places(activity)],
      };
    }),
    ...partCheck({ name: 'postgres_oldest_transaction', unit: 's' }, part, ASKED, (activity) => {
      const seconds = Math.round(activity.oldestTransactionSeconds);
      const reason =
        seconds === 0 ? 'No transaction is open' : `The oldest transaction is open for ${inWords(seconds)}`;
      return { value: seconds, look: ok(reason) };
    }),
    ...partCheck({ name: 'postgres_blocked', unit: '' }, part, ASKED, ({ blocked }) => {
      const reason =
        blocked === 0 ? 'Nobody waits for a lock' : `${sessions(blocked)} waiting for somebody else's lock`;
      return { value: blocked, look: ok(reason) };
    }),
  ];
}

function byState({ states }: Activity): readonly Fact[] {
  return states.map(({ state, sessions: count }) =>
    state === 'hidden'
      ? { label: 'Hidden from our account', value: `${count} (GRANT pg_monitor TO sevlight; shows their states)` }
      : { label: state.charAt(0).toUpperCase() + state.slice(1), value: String(count) },
  );
}

function places({ maximum, reserved }: Activity): Fact {
  return { label: 'max_connections', value: `${maximum}, ${reserved} of them for administrators alone` };
}

function sessions(count: number): string {
  return count === 1 ? '1 session is' : `${count} sessions are`;
}
