import type { LadderLevel, ResponseTime } from '../playbook/model.ts';
import { nextWorkdayEnd, type WorkingHours } from '../schedule/working-hours.ts';
import { type Severity, severityLabel } from '../severity.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import { expiresInMs, expiryReason } from './acknowledgement.ts';
import type { Incident } from './incident.ts';

export interface Clock {
  /** `respond`, `escalate-2`, `next-update`, `acknowledgement`: unique within the incident. */
  readonly id: string;
  readonly kind: 'respond' | 'escalate' | 'next-update' | 'acknowledgement-expires';
  readonly label: string;
  readonly reason: string;
  /** What it counts from, Unix ms: another start is another running of the clock. */
  readonly startedWallMs: number;
  /** Time left in ms, sleep included; negative when overdue. */
  readonly leftMs: number;
  readonly state: 'running' | 'met' | 'due';
}

export type KnownResponseTime = Exclude<ResponseTime, { readonly kind: 'unknown' }>;

export interface ClockRules {
  readonly responseTimes: Readonly<Record<Severity, KnownResponseTime>>;
  readonly ladder: readonly LadderLevel[];
  readonly hours: WorkingHours;
}

/** Our defaults for the next update, in ms: 5 min after acknowledgement, then by severity. */
const FIRST_UPDATE_MS = 5 * MINUTE_MS;
/** Between updates, ms. */
export const UPDATE_EVERY_MS = { 1: 30 * MINUTE_MS, 2: 60 * MINUTE_MS } as const;

/** Every clock of an open incident, the most urgent first. A resolved one has none. */
export function clocksOf(incident: Incident, now: Instant, rules: ClockRules): readonly Clock[] {
  if (incident.resolvedAt !== null) return [];
  const clocks = [respond(incident, now, rules), ...escalations(incident, now, rules)];
  const update = nextUpdate(incident, now);
  if (update !== null) clocks.push(update);
  const expiry = acknowledgementExpiry(incident, now, rules.hours);
  if (expiry !== null) clocks.push(expiry);
  return clocks.sort((a, b) => Number(a.state === 'met') - Number(b.state === 'met') || a.leftMs - b.leftMs);
}

function respond(incident: Incident, now: Instant, rules: ClockRules): Clock {
  const time = rules.responseTimes[incident.severity];
  const severity = severityLabel(incident.severity);
  const left =
    time.kind === 'within'
      ? time.ms - elapsedBetween(incident.severitySince, now)
      : nextWorkdayEnd(incident.severitySince.wallMs, rules.hours) - now.wallMs;
  const met = incident.respondedAt !== null;
  return {
    id: 'respond',
    kind: 'respond',
    label: met ? 'responded' : 'left to respond',
    reason:
      time.kind === 'within'
        ? `${severity} asks for a response within ${span(time.ms)}`
        : `${severity} asks for a response by the next business day`,
    startedWallMs: incident.severitySince.wallMs,
    leftMs: left,
    state: met ? 'met' : state(left),
  };
}

function escalations(incident: Incident, now: Instant, rules: ClockRules): Clock[] {
  return rules.ladder.flatMap((level) => {
    if (level.level === 1) return [];
    const due = dueOn(incident, level, now, rules.ladder);
    if (due === null) return [];
    const mark = incident.ladder[level.level];
    const isAnswered = mark?.outcome === 'called' || mark?.outcome === 'not-needed';
    const isPassedOn = mark?.exhausted === true && nextLevel(rules.ladder, level) !== undefined;
    return {
      id: `escalate-${level.level}`,
      kind: 'escalate',
      label: `until L${level.level}, ${level.who}`,
      ...due,
      state: isAnswered || isPassedOn ? 'met' : state(due.leftMs),
    };
  });
}

/** When a level is to be called, and why: at once on its flag or after silence below it, else when its time is over. */
function dueOn(
  incident: Incident,
  level: LadderLevel,
  now: Instant,
  ladder: readonly LadderLevel[],
): Pick<Clock, 'reason' | 'startedWallMs' | 'leftMs'> | null {
  const flag = incident.flags.find((one) => level.flags.includes(one.flag));
  if (flag !== undefined) {
    return { reason: FLAG_REASONS[flag.flag], startedWallMs: flag.at.wallMs, leftMs: -elapsedBetween(flag.at, now) };
  }
  if (level.afterMs === null) return null;
  const startedWallMs = incident.severitySince.wallMs;
  const applies = level.severities.includes(incident.severity);
  const leftMs = level.afterMs - elapsedBetween(incident.severitySince, now);
  const below = ladder.findLast((one) => one.level < level.level && one.afterMs !== null);
  const silent = below === undefined ? undefined : incident.ladder[below.level];
  if (below !== undefined && silent?.exhausted === true) {
    const sinceSilentMs = -elapsedBetween(silent.at, now);
    if (!applies || sinceSilentMs < leftMs) {
      return { reason: `because nobody answered on L${below.level}`, startedWallMs, leftMs: sinceSilentMs };
    }
  }
  if (!applies) return null;
  const reason = `because ${severityLabel(incident.severity)} is unresolved for ${span(level.afterMs)}`;
  return { reason, startedWallMs, leftMs };
}

const FLAG_REASONS = {
  breach: 'because data may be in the wrong hands',
  legal: 'because it may have legal consequences',
} as const;

/** The level that is called when nobody answers on this one. */
export function nextLevel(ladder: readonly LadderLevel[], level: LadderLevel): LadderLevel | undefined {
  return ladder.find((one) => one.level > level.level && one.afterMs !== null);
}

function nextUpdate(incident: Incident, now: Instant): Clock | null {
  const { acknowledgement, severity, updatedAt } = incident;
  const since = updatedAt ?? acknowledgement?.at;
  if (since === undefined || severity > 2) return null;
  const everyMs = updatedAt === null ? FIRST_UPDATE_MS : UPDATE_EVERY_MS[severity === 1 ? 1 : 2];
  const left = everyMs - elapsedBetween(since, now);
  return {
    id: 'next-update',
    kind: 'next-update',
    label: updatedAt === null ? 'until the first update' : 'until the next update',
    reason:
      updatedAt === null
        ? `stakeholders hear from you within ${span(everyMs)} of your acknowledgement`
        : `stakeholders of a ${severityLabel(severity)} hear from you every ${span(everyMs)}`,
    startedWallMs: since.wallMs,
    leftMs: left,
    state: state(left),
  };
}

function acknowledgementExpiry(incident: Incident, now: Instant, hours: WorkingHours): Clock | null {
  const left = expiresInMs(incident, now, hours);
  if (left === null) return null;
  return {
    id: 'acknowledgement',
    kind: 'acknowledgement-expires',
    label: 'until your acknowledgement ends',
    reason: expiryReason(incident),
    startedWallMs: incident.lastActivity.wallMs,
    leftMs: left,
    state: state(left),
  };
}

function state(leftMs: number): 'running' | 'due' {
  return leftMs > 0 ? 'running' : 'due';
}

/** `15 min`, `4 h`: a span of whole minutes or hours in words. */
function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  return minutes < 120 && minutes % 60 !== 0 ? `${minutes} min` : `${minutes / 60} h`;
}
