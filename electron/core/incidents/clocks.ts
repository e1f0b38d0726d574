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
    leftMs: left,
    state: met ? 'met' : state(left),
  };
}

function escalations(incident: Incident, now: Instant, rules: ClockRules): Clock[] {
  return rules.ladder.flatMap((level) => {
    if (level.afterMs === null || level.level === 1 || !level.severities.includes(incident.severity)) return [];
    const left = level.afterMs - elapsedBetween(incident.severitySince, now);
    return {
      id: `escalate-${level.level}`,
      kind: 'escalate',
      label: `until ${level.who}`,
      reason: `because ${severityLabel(incident.severity)} is unresolved for ${span(level.afterMs)}`,
      leftMs: left,
      state: state(left),
    };
  });
}

function nextUpdate(incident: Incident, now: Instant): Clock | null {
  const { acknowledgement, severity } = incident;
  if (acknowledgement === null || severity > 2) return null;
  const left = FIRST_UPDATE_MS - elapsedBetween(acknowledgement.at, now);
  return {
    id: 'next-update',
    kind: 'next-update',
    label: 'until the first update',
    reason: `stakeholders hear from you within ${span(FIRST_UPDATE_MS)} of your acknowledgement`,
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
