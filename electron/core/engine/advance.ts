import type { Alert, AlertKey } from '../alerts/alert.ts';
import { alertsOf, LOOKS_UNTIL_SETTLED, repeatableAlerts } from '../alerts/state.ts';
import { type AlertInput, stepAlerts } from '../alerts/step.ts';
import type { Check } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import type { Actor, AppMode, NewEvent } from '../events.ts';
import { expiresInMs, expiryReason } from '../incidents/acknowledgement.ts';
import type { ClockRules } from '../incidents/clocks.ts';
import { settledBy } from '../incidents/first-response.ts';
import { type Addressed, type FollowContext, followAlert } from '../incidents/follow.ts';
import { forgetResolved, type Incident, type Incidents, openIncidents } from '../incidents/incident.ts';
import { orphans } from '../incidents/orphans.ts';
import { planTimeBoxes } from '../incidents/time-boxes.ts';
import type { Look } from '../look.ts';
import { forgetSaid } from '../notices/log.ts';
import { planNotices } from '../notices/plan.ts';
import { planReminders } from '../notices/postmortem.ts';
import type { Step } from '../playbook/model.ts';
import { forgetFinished } from '../postmortem/open-work.ts';
import { inQuietHours, type QuietHours } from '../schedule/quiet-hours.ts';
import { isEssential, type SourceId } from '../source.ts';
import { DAY_MS, elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import { lookAround, notMonitoring, type WatchedSource } from './sight.ts';
import { type EngineState, foldEvent } from './state.ts';

const LONGEST_GRACE_MS = 2 * MINUTE_MS;

/** What happened outside: a look came back, time passed, this machine slept, somebody said something. */
export type EngineInput =
  | {
      readonly type: 'looked';
      readonly source: SourceId;
      readonly look: Look;
      readonly depth: 'cheap' | 'full';
      readonly checks: readonly Check[];
      readonly latencyMs: number;
      /** How often it is asked for this depth when nothing is wrong, in ms. */
      readonly intervalMs: number;
    }
  | { readonly type: 'tick' }
  | { readonly type: 'network-changed' }
  /** `awayMs`: since the app last ran, sleep included; null when it never did. */
  | { readonly type: 'restarted'; readonly awayMs: number | null }
  /** Which sources there are now; what no source and no rule stands for any more is closed. */
  | { readonly type: 'configured'; readonly sources: readonly SourceId[] }
  | { readonly type: 'woke'; readonly sleptMs: number }
  /** The wall clock was set, by that much; deadlines do not follow it. */
  | { readonly type: 'clock-changed'; readonly byMs: number }
  /** Events that a command or a delivery has made; `id` makes saying it twice harmless. */
  | { readonly type: 'said'; readonly id: string; readonly actor: Actor; readonly events: readonly Addressed[] };

/** What the configuration and the playbook say, as the engine needs it. */
export interface EngineSettings {
  readonly mode: AppMode;
  readonly sources: readonly WatchedSource[];
  readonly rules: readonly Rule[];
  readonly clocks: ClockRules;
  readonly quietHours: QuietHours | null;
  readonly firstStepOf: (runbook: string) => string | null;
  readonly personFor: (clockId: string, incident: Incident, nowWallMs: number) => string | null;
  /** The steps that every incident begins with; some settle by themselves. */
  readonly initialResponse?: readonly Step[];
}

export interface Advanced {
  readonly state: EngineState;
  /** To be committed together with `state.alerts`, in this order. */
  readonly events: readonly NewEvent[];
}

/**
 * The one step of the whole house: input and moment in; state and events out. What it answers is not true before
 * it is on disk. `newId` gives unique ids.
 */
export function advance(
  state: EngineState,
  input: EngineInput,
  now: Instant,
  settings: EngineSettings,
  newId: () => string,
): Advanced {
  const events: NewEvent[] = [];
  let current = noteSource(state, input, now);
  const record = (body: Addressed, id = newId(), actor: Actor = 'sevlight'): void => {
    const event: NewEvent = { ...body, id, at: now, actor };
    events.push(event);
    current = foldEvent(current, event);
    const incident = event.incidentId === null ? undefined : current.incidents[event.incidentId];
    if (incident === undefined) return;
    for (const step of settledBy(event, incident, settings.initialResponse ?? [])) record(step);
  };

  if (input.type === 'said') {
    for (const [index, body] of input.events.entries()) {
      record(body, index === 0 ? input.id : `${input.id}.${index}`, input.actor);
    }
  }
  for (const event of interruption(input, current)) record(event);
  if (input.type === 'woke' || input.type === 'restarted' || input.type === 'network-changed') {
    current = { ...current, graceSince: now };
  }

  const alertsInput = toAlerts(input, now);
  if (alertsInput !== null) {
    const stepped = stepAlerts(current.alerts, alertsInput, settings.rules);
    current = { ...current, alerts: stepped.state };
    const alerts = alertMap(current);
    const context: FollowContext = {
      newId,
      alertOf: (key) => alerts.get(key),
      runbookOf: (ruleId) => settings.rules.find(({ id }) => id === ruleId)?.runbook ?? '',
    };
    for (const transition of stepped.events) {
      for (const event of followAlert(current.incidents, transition, context)) record(event);
    }
  }

  current = { ...current, graceSince: grace(current, now, settings) };
  if (current.graceSince === null) {
    const runbookOf = (ruleId: string) => settings.rules.find(({ id }) => id === ruleId)?.runbook ?? '';
    for (const event of orphans(alertsOf(current.alerts), current.incidents, now, runbookOf, newId)) record(event);
    for (const event of overdueAcknowledgements(current, now, settings)) record(event);
    for (const event of lookAround(current.sight, settings.sources, current.sources, now)) record(event);
  }
  for (const mute of current.mutes) {
    if (mute.untilWallMs > now.wallMs) continue;
    record({ type: 'unmuted', payload: { target: mute.target, reason: 'its time is over' }, incidentId: null });
  }
  for (const event of notices(current, now, settings, newId)) record(event);
  for (const event of reminders(current, now, settings, newId)) record(event);
  for (const event of planTimeBoxes(current.incidents, now, settings.mode, newId)) record(event);
  return { state: forget(current, now), events };
}

/** Time in which nobody looked, for the record. */
function interruption(input: EngineInput, { incidents }: EngineState): readonly Addressed[] {
  if (input.type === 'woke') {
    const { sleptMs } = input;
    return concerned(incidents).map((incidentId) => ({ type: 'woke', payload: { sleptMs }, incidentId }));
  }
  if (input.type === 'clock-changed') {
    const { byMs } = input;
    return concerned(incidents).map((incidentId) => ({ type: 'clock-changed', payload: { byMs }, incidentId }));
  }
  if (input.type !== 'restarted' || input.awayMs === null || input.awayMs < MINUTE_MS) return [];
  const payload = {
    source: 'all',
    cause: 'not-running',
    reason: 'Sevlight was not running.',
    lastedMs: input.awayMs,
  } as const;
  return [{ type: 'blind-ended', payload, incidentId: null }];
}

/** Whose timelines it belongs to: every open incident's, else only the log's. */
function concerned(incidents: Incidents): readonly (string | null)[] {
  const open = openIncidents(incidents).map(({ id }) => id);
  return open.length === 0 ? [null] : open;
}

/** The grace ends when every essential source has given two answers that count, and after 2 min whatever they say. */
function grace(state: EngineState, now: Instant, settings: EngineSettings): Instant | null {
  if (state.graceSince === null || elapsedBetween(state.graceSince, now) >= LONGEST_GRACE_MS) return null;
  const sure = settings.sources
    .filter(isEssential)
    .every(({ id }) => (state.alerts.sources[id]?.completed ?? 0) >= LOOKS_UNTIL_SETTLED);
  return sure ? null : state.graceSince;
}

function noteSource(state: EngineState, input: EngineInput, now: Instant): EngineState {
  if (input.type !== 'looked') return state;
  const { source, look, depth, latencyMs } = input;
  const before = state.sources[source];
  const checks = depth === 'full' ? input.checks : merged(before?.checks ?? [], input.checks);
  const lookedAt = look.verdict === 'unknown' ? (before?.lookedAt ?? null) : now;
  return { ...state, sources: { ...state.sources, [source]: { look, checks, latencyMs, askedAt: now, lookedAt } } };
}

/** A cheap look renews what it asked and leaves the rest as it was. */
function merged(before: readonly Check[], newer: readonly Check[]): readonly Check[] {
  const renewed = new Set(newer.map(({ name }) => name));
  return [...newer, ...before.filter(({ name }) => !renewed.has(name))];
}

function toAlerts(input: EngineInput, now: Instant): AlertInput | null {
  switch (input.type) {
    case 'looked': {
      const { source, depth, checks, intervalMs } = input;
      return { kind: 'looked', now, source, depth, checks, intervalMs };
    }
    case 'configured':
      return { kind: 'configured', now, sources: input.sources };
    case 'tick':
    case 'woke':
    case 'restarted':
    case 'network-changed':
      return { kind: input.type, now };
    case 'clock-changed':
    case 'said':
      return null;
  }
}

function overdueAcknowledgements(state: EngineState, now: Instant, settings: EngineSettings): readonly Addressed[] {
  return openIncidents(state.incidents).flatMap((incident) => {
    const left = expiresInMs(incident, now, settings.clocks.hours);
    if (left === null || left > 0) return [];
    return {
      type: 'incident-unacknowledged',
      payload: { why: 'expired', reason: expiryReason(incident) },
      incidentId: incident.id,
    };
  });
}

function notices(
  state: EngineState,
  now: Instant,
  settings: EngineSettings,
  newId: () => string,
): readonly Addressed[] {
  const alerts = alertMap(state);
  const repeatable = repeatableAlerts(state.alerts);
  return planNotices(state.incidents, state.notices, {
    now,
    mode: settings.mode,
    rules: settings.clocks,
    mutes: state.mutes,
    quietHours: settings.quietHours !== null && inQuietHours(now.wallMs, settings.quietHours),
    alertOf: (key) => alerts.get(key),
    sourceOf: (key) => sourceOf(state, settings, alerts.get(key)),
    repeatable: (key) => state.graceSince === null && repeatable.has(key),
    blindness: notMonitoring(state.sight, now),
    firstStepOf: settings.firstStepOf,
    personFor: settings.personFor,
    newId,
  });
}

/** What is left to write, told by day and while nothing is muted: it can wait. */
function reminders(
  state: EngineState,
  now: Instant,
  { mode, clocks, quietHours }: EngineSettings,
  newId: () => string,
): readonly Addressed[] {
  const quiet = quietHours !== null && inQuietHours(now.wallMs, quietHours);
  if (quiet || state.mutes.some(({ target }) => target.kind === 'all')) return [];
  return planReminders(state.backlog, now, clocks.hours, mode, newId);
}

function alertMap(state: EngineState): ReadonlyMap<AlertKey, Alert> {
  return new Map(alertsOf(state.alerts).map((alert) => [alert.key, alert]));
}

/** The source whose newest look carries the alert's check. */
function sourceOf(state: EngineState, settings: EngineSettings, alert: Alert | undefined): SourceId | null {
  const check = settings.rules.find((rule) => rule.id === alert?.ruleId)?.check;
  if (check === undefined) return null;
  for (const facts of Object.values(state.sources)) {
    const found = facts?.checks.find(({ name }) => name === check);
    if (found !== undefined) return found.source;
  }
  return null;
}

/** Resolved incidents stay for a day; after that the log alone knows them. */
function forget(state: EngineState, now: Instant): EngineState {
  const incidents = forgetResolved(state.incidents, now, DAY_MS);
  const backlog = forgetFinished(state.backlog, now);
  if (incidents === state.incidents) return backlog === state.backlog ? state : { ...state, backlog };
  return { ...state, backlog, incidents, notices: forgetSaid(state.notices, (id) => incidents[id] !== undefined) };
}
