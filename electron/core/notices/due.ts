import type { NoticeKind } from '../events.ts';
import { WARNING_MS } from '../incidents/acknowledgement.ts';
import type { Clock } from '../incidents/clocks.ts';
import type { Incident } from '../incidents/incident.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import type { Said } from './log.ts';

/** How long after the newest notice an incident that nobody owns is told again, in ms. SEV4 never. */
const REMIND_AFTER_MS = { 1: 5 * MINUTE_MS, 2: 15 * MINUTE_MS, 3: 60 * MINUTE_MS } as const;

export interface DueNotice {
  readonly kind: Extract<
    NoticeKind,
    'alarm' | 'worsened' | 'recovery' | 'deadline' | 'acknowledgement-expiring' | 'reminder'
  >;
  readonly about: string;
  /** The clocks it is about, for deadlines or an expiring acknowledgement. */
  readonly clocks: readonly Clock[];
}

export interface Circumstances {
  readonly now: Instant;
  /** Its source cannot be looked at, or looks well again, or another incident explains it: nothing is repeated. */
  readonly nothingNew: boolean;
  readonly workingTime: boolean;
  readonly clocks: readonly Clock[];
}

/**
 * What we would say about this incident now, if anything. It is asked at every tick and depends on state alone,
 * so that nothing is missed: what was held back by a mute or lost in a crash is still due afterwards.
 */
export function dueNotice(incident: Incident, told: Said | undefined, circumstances: Circumstances): DueNotice | null {
  const said = told ?? saidByOpening(incident);
  // It goes on as part of another, which speaks for it.
  if (incident.mergedInto !== null) return null;
  if (incident.resolvedAt !== null) {
    return said === undefined || said.recovered ? null : { kind: 'recovery', about: 'resolved', clocks: [] };
  }
  const worsenings = String(incident.worsenings);
  if (said === undefined || said.recovered) return { kind: 'alarm', about: worsenings, clocks: [] };
  if (incident.worsenings > said.worsenings) return { kind: 'worsened', about: worsenings, clocks: [] };
  if (circumstances.nothingNew) return null;
  return (
    dueClocks(said, circumstances.clocks) ??
    (reminderDue(incident, said, circumstances)
      ? { kind: 'reminder', about: `${said.reminders + 1}`, clocks: [] }
      : null)
  );
}

/** Who opens an incident by hand knows of it: only what falls due later is news. */
function saidByOpening({ cause, acknowledgement, openedAt, worsenings }: Incident): Said | undefined {
  if (cause !== null || acknowledgement === null) return undefined;
  return { noticeId: null, at: openedAt, worsenings, reminders: 0, once: [], recovered: false };
}

/** Everything that fell due and was not told: all in one, because much can fall due during one sleep. */
function dueClocks(said: Said, clocks: readonly Clock[]): DueNotice | null {
  const escalating = clocks.some(({ kind, state }) => kind === 'escalate' && state === 'due');
  const due = clocks.filter((clock) => {
    // The escalation says it with the number to call; an overdue response beside it would only be noise.
    if (clock.state === 'met' || (clock.kind === 'respond' && escalating)) return false;
    return (
      clock.leftMs <= (clock.kind === 'acknowledgement-expires' ? WARNING_MS : 0) && !said.once.includes(about(clock))
    );
  });
  if (due.length === 0) return null;
  const kind = due.every((clock) => clock.kind === 'acknowledgement-expires') ? 'acknowledgement-expiring' : 'deadline';
  return { kind, about: due.map(about).join(' '), clocks: due };
}

/** Names one running of a clock: an acknowledgement kept alive, or a severity that was raised, starts another. */
function about({ id, startedWallMs }: Clock): string {
  return `${id}@${startedWallMs}`;
}

function reminderDue(incident: Incident, said: Said, { now, workingTime }: Circumstances): boolean {
  if (incident.acknowledgement !== null || incident.severity === 4) return false;
  if (incident.severity === 3 && !workingTime) return false;
  // The clock, not the wall: of two moments of one boot, the one further from now is the earlier.
  const toldSince =
    incident.abandonedAt === null || elapsedBetween(said.at, now) <= elapsedBetween(incident.abandonedAt, now);
  if (!toldSince) return true;
  return elapsedBetween(said.at, now) >= REMIND_AFTER_MS[incident.severity];
}
