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
  /** The clock it is about, for a deadline or an expiring acknowledgement. */
  readonly clock: Clock | null;
}

export interface Circumstances {
  readonly now: Instant;
  /** Its source cannot be looked at, or another incident explains it: nothing is repeated. */
  readonly nothingNew: boolean;
  readonly workingTime: boolean;
  readonly clocks: readonly Clock[];
}

/**
 * What we would say about this incident now, if anything. It is asked at every tick and depends on state alone,
 * so that nothing is missed: what was held back by a mute or lost in a crash is still due afterwards.
 */
export function dueNotice(incident: Incident, said: Said | undefined, circumstances: Circumstances): DueNotice | null {
  if (incident.resolvedAt !== null) {
    return said === undefined || said.recovered ? null : { kind: 'recovery', about: 'resolved', clock: null };
  }
  const worsenings = String(incident.worsenings);
  if (said === undefined || said.recovered) return { kind: 'alarm', about: worsenings, clock: null };
  if (incident.worsenings > said.worsenings) return { kind: 'worsened', about: worsenings, clock: null };
  if (circumstances.nothingNew) return null;
  return (
    dueClock(incident, said, circumstances.clocks) ??
    (reminderDue(incident, said, circumstances)
      ? { kind: 'reminder', about: `${said.reminders + 1}`, clock: null }
      : null)
  );
}

function dueClock(incident: Incident, said: Said, clocks: readonly Clock[]): DueNotice | null {
  const escalating = clocks.some(({ kind, state }) => kind === 'escalate' && state === 'due');
  for (const clock of clocks) {
    // The escalation says it with the number to call; an overdue response beside it would only be noise.
    if (clock.kind === 'respond' && escalating) continue;
    const expiring = clock.kind === 'acknowledgement-expires';
    if (clock.state === 'met' || clock.leftMs > (expiring ? WARNING_MS : 0)) continue;
    const about = `${clock.id}@${expiring ? incident.lastActivity.wallMs : incident.severitySince.wallMs}`;
    if (!said.once.includes(about)) return { kind: expiring ? 'acknowledgement-expiring' : 'deadline', about, clock };
  }
  return null;
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
