import type { AppSnapshot, ClockView, IncidentView, LadderRow } from '../../electron/core/snapshot.ts';
import { ALARM, alert, incident, LADDER, NOW_MS, snapshot, source, WORKED } from './fixtures.ts';

const MINUTE = 60_000;
const REASON_2 = 'because SEV1 is unresolved for 15 min';
const due = { dueWallMs: NOW_MS - 20_000, reason: REASON_2, state: 'due' } as const;
const overdue: ClockView = {
  kind: 'escalate',
  label: 'until L2, Engineering Lead',
  reason: REASON_2,
  dueWallMs: due.dueWallMs,
  state: 'due',
};

function story(change: Partial<IncidentView>): AppSnapshot {
  const worked = { ...WORKED, startedAtWallMs: NOW_MS - 15 * MINUTE - 45_000, ...change };
  return snapshot({
    light: { ...ALARM, severity: worked.severity, owned: worked.acknowledged !== null },
    sources: [source()],
    alerts: [alert({ severity: worked.severity })],
    incidents: [worked],
  });
}

/** The level that is called, and what came of it; all others as they are. */
function onLadder(...changes: readonly Partial<LadderRow>[]): AppSnapshot {
  const ladder = LADDER.map((row, index) => ({ ...row, ...changes[index] }));
  const isDue = ladder.some(({ state }) => state === 'due');
  return story({ ladder, clocks: isDue ? [...WORKED.clocks.filter(({ kind }) => kind !== 'escalate'), overdue] : [] });
}

/** The states of the ladder, by name. */
export const LADDER_STORIES = {
  /** Nobody has taken it, and the time to respond is over. */
  respond: story({
    ...incident(),
    startedAtWallMs: NOW_MS - 17 * MINUTE,
    clocks: [
      {
        kind: 'respond',
        label: 'left to respond',
        reason: 'SEV1 asks for a response within 15 min',
        dueWallMs: NOW_MS - 94_000,
        state: 'due',
      },
      { ...overdue, dueWallMs: NOW_MS - 94_000 },
    ],
    ladder: LADDER.map((row) => (row.level === 2 ? { ...row, ...due, dueWallMs: NOW_MS - 94_000 } : row)),
  }),
  due: onLadder({}, due),
  backup: onLadder(
    {},
    {
      ...due,
      person: 'Bo Lind',
      phone: '+1 202 555 0102',
      outcome: { what: 'no-answer', atWallMs: NOW_MS - MINUTE, person: 'Sam Ode', reason: null },
    },
  ),
  called: onLadder(
    {},
    { state: 'called', outcome: { what: 'called', atWallMs: NOW_MS - MINUTE, person: 'Sam Ode', reason: null } },
  ),
  /** Nobody answered on L2; L3 has no number. */
  silent: onLadder(
    {},
    {
      state: 'unanswered',
      outcome: { what: 'no-answer', atWallMs: NOW_MS - MINUTE, person: 'Sam Ode', reason: null },
    },
    { ...due, reason: 'because nobody answered on L2' },
  ),
  breach: story({
    severity: 3,
    flags: [{ flag: 'breach', atWallMs: NOW_MS - MINUTE, reason: 'user 4711 took 300 documents' }],
    clocks: [
      {
        ...overdue,
        label: 'until L4, Legal / Compliance Team',
        reason: 'because data may be in the wrong hands',
        dueWallMs: NOW_MS - MINUTE,
      },
    ],
    ladder: LADDER.map((row) =>
      row.level === 4
        ? { ...row, ...due, reason: 'because data may be in the wrong hands' }
        : row.level === 1
          ? row
          : { ...row, state: 'not-needed', dueWallMs: null, reason: null },
    ),
  }),
} satisfies Record<string, AppSnapshot>;

export type LadderState = keyof typeof LADDER_STORIES;
