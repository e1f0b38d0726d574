import type { AlertKey } from '../alerts/alert.ts';
import type { Actor, IncidentStatus, NewEvent } from '../events.ts';
import type { LadderFlag } from '../playbook/model.ts';
import type { Severity } from '../severity.ts';
import type { Instant } from '../time.ts';

export interface Acknowledgement {
  readonly at: Instant;
  readonly untilWallMs: number | null;
  readonly reason: string | null;
}

export interface StepMark {
  readonly state: 'done' | 'skipped';
  readonly at: Instant;
  readonly actor: Actor;
  readonly reason: string | null;
}

/** The time that a person gave a step. */
export interface TimeBox {
  readonly text: string;
  readonly at: Instant;
  readonly forMs: number;
  /** It was said that the time is over. */
  readonly told: boolean;
}

/** What came of calling a level of the ladder. */
export interface LadderMark {
  readonly outcome: 'called' | 'no-answer' | 'not-needed';
  readonly at: Instant;
  readonly person: string | null;
  readonly reason: string | null;
  /** How many of the level's people, in line, did not answer. */
  readonly unanswered: number;
  /** Nobody is left on this level: the next one is due. */
  readonly exhausted: boolean;
}

export interface Flag {
  readonly flag: LadderFlag;
  readonly at: Instant;
  readonly reason: string;
}

/** One cause, from its first bad look to its end. A fold of its events: nothing here is stored by itself. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** When the severity got there: clocks count from here. */
  readonly severitySince: Instant;
  readonly status: IncidentStatus;
  readonly runbook: string;
  readonly openedAt: Instant;
  readonly firstBad: Instant;
  readonly resolvedAt: Instant | null;
  /** The alert it was opened for; null when a person opened it. */
  readonly cause: AlertKey | null;
  /** Alerts that the cause explains. */
  readonly joined: readonly AlertKey[];
  /** Causes of incidents that were merged into this one: it is not over before they are. */
  readonly absorbed: readonly AlertKey[];
  /** The incident that it goes on as; else null. */
  readonly mergedInto: string | null;
  /** What the cause last measured. */
  readonly summary: string;
  readonly acknowledgement: Acknowledgement | null;
  /** The first acknowledgement, also after it ended: the respond clock is met then. */
  readonly respondedAt: Instant | null;
  /** When an acknowledgement ran out with nobody taking over. */
  readonly abandonedAt: Instant | null;
  /** The newest act of a person: an acknowledgement expires without it. */
  readonly lastActivity: Instant;
  /** How often it got worse; a notice is due for each. */
  readonly worsenings: number;
  /** Keyed `LIST/STEP`. */
  readonly steps: Readonly<Record<string, StepMark>>;
  /** Of steps that are not settled, keyed `LIST/STEP`. */
  readonly timeBoxes: Readonly<Record<string, TimeBox>>;
  /** The newest update to those who wait for news. */
  readonly updatedAt: Instant | null;
  /** Keyed by level. */
  readonly ladder: Readonly<Record<number, LadderMark>>;
  readonly flags: readonly Flag[];
}

export type Incidents = Readonly<Record<string, Incident>>;

export function stepKey(list: string, stepId: string): string {
  return `${list}/${stepId}`;
}

/** The incidents after one more event. Events of no known incident change nothing. */
export function foldIncidents(incidents: Incidents, event: NewEvent): Incidents {
  if (event.incidentId === null) return incidents;
  const before = incidents[event.incidentId];
  const after = before === undefined ? opened(event.incidentId, event) : changed(before, event);
  if (after === undefined || after === before) return incidents;
  const active = event.actor === 'person' ? { ...after, lastActivity: event.at } : after;
  return { ...incidents, [event.incidentId]: active };
}

function opened(id: string, event: NewEvent): Incident | undefined {
  if (event.type !== 'incident-opened') return undefined;
  const { title, severity, runbook, alertKey, reason, firstBad } = event.payload;
  return {
    id,
    title,
    severity,
    severitySince: event.at,
    status: 'Investigating',
    runbook,
    openedAt: event.at,
    firstBad,
    resolvedAt: null,
    cause: alertKey,
    joined: [],
    absorbed: [],
    mergedInto: null,
    summary: reason,
    acknowledgement: null,
    respondedAt: null,
    abandonedAt: null,
    lastActivity: event.at,
    worsenings: 0,
    steps: {},
    timeBoxes: {},
    updatedAt: null,
    ladder: {},
    flags: [],
  };
}

function changed(incident: Incident, event: NewEvent): Incident {
  switch (event.type) {
    case 'incident-joined':
      return incident.joined.includes(event.payload.alertKey)
        ? incident
        : { ...incident, joined: [...incident.joined, event.payload.alertKey] };
    case 'incident-severity-changed':
      return regraded(incident, event.payload.to, event.at);
    case 'alert-level-changed': {
      // What the cause explains may change as it likes: it is neither the incident's name nor news.
      if (event.payload.alertKey !== incident.cause) return incident;
      const worse = event.payload.to.level < event.payload.from.level;
      return {
        ...incident,
        title: worse ? event.payload.to.name : incident.title,
        summary: event.payload.to.reason,
        worsenings: incident.worsenings + (worse ? 1 : 0),
      };
    }
    case 'incident-status-changed':
      return event.payload.to === 'Resolved'
        ? { ...incident, status: 'Resolved', resolvedAt: event.at, timeBoxes: {} }
        : { ...incident, status: event.payload.to, resolvedAt: null };
    case 'incident-acknowledged': {
      const { reason, untilWallMs } = event.payload;
      return {
        ...incident,
        acknowledgement: { at: event.at, untilWallMs, reason },
        respondedAt: incident.respondedAt ?? event.at,
        abandonedAt: null,
      };
    }
    case 'incident-unacknowledged':
      return {
        ...incident,
        acknowledgement: null,
        abandonedAt: event.payload.why === 'expired' ? event.at : null,
      };
    case 'step-done':
      return marked(incident, event, { state: 'done', at: event.at, actor: event.actor, reason: null });
    case 'step-skipped':
      return marked(incident, event, {
        state: 'skipped',
        at: event.at,
        actor: event.actor,
        reason: event.payload.reason,
      });
    case 'step-undone':
      return marked(incident, event, null);
    case 'note-added':
    case 'evidence-answered':
      return { ...incident };
    case 'step-timed': {
      const { list, stepId, text, forMs } = event.payload;
      return boxed(incident, stepKey(list, stepId), { text, at: event.at, forMs, told: false });
    }
    case 'notice-intended': {
      const { kind, about } = event.payload;
      const box = kind === 'time-box' ? incident.timeBoxes[about] : undefined;
      return box === undefined ? incident : boxed(incident, about, { ...box, told: true });
    }
    case 'update-given':
      return { ...incident, updatedAt: event.at };
    case 'incident-absorbed': {
      const { causes, joined } = event.payload;
      const known = alertKeysOf(incident);
      const absorbed = causes.filter((key) => !known.includes(key));
      const explained = joined.filter((key) => !known.includes(key) && !absorbed.includes(key));
      return {
        ...incident,
        absorbed: [...incident.absorbed, ...absorbed],
        joined: [...incident.joined, ...explained],
      };
    }
    case 'incident-merged':
      return { ...incident, status: 'Resolved', resolvedAt: event.at, mergedInto: event.payload.into, timeBoxes: {} };
    case 'incident-split': {
      const stays = (key: AlertKey): boolean => key !== event.payload.alertKey;
      return { ...incident, joined: incident.joined.filter(stays), absorbed: incident.absorbed.filter(stays) };
    }
    case 'ladder-called':
    case 'ladder-no-answer':
    case 'ladder-not-needed':
      return { ...incident, ladder: { ...incident.ladder, [event.payload.level]: laddered(incident, event) } };
    case 'flag-raised': {
      const { flag, reason } = event.payload;
      if (incident.flags.some((one) => one.flag === flag)) return incident;
      return { ...incident, flags: [...incident.flags, { flag, at: event.at, reason }] };
    }
    case 'flag-lowered':
      return { ...incident, flags: incident.flags.filter(({ flag }) => flag !== event.payload.flag) };
    default:
      return incident;
  }
}

/**
 * A raise starts the clocks anew and asks again for levels that were not needed before; a lower severity keeps counting
 * from where it was.
 */
function regraded(incident: Incident, to: Severity, at: Instant): Incident {
  if (to >= incident.severity) return { ...incident, severity: to };
  const asked = Object.entries(incident.ladder).filter(([, { outcome }]) => outcome !== 'not-needed');
  return { ...incident, severity: to, severitySince: at, ladder: Object.fromEntries(asked) };
}

function laddered(
  incident: Incident,
  event: Extract<NewEvent, { type: 'ladder-called' | 'ladder-no-answer' | 'ladder-not-needed' }>,
): LadderMark {
  const unanswered = incident.ladder[event.payload.level]?.unanswered ?? 0;
  const base = { at: event.at, person: null, reason: null, unanswered, exhausted: false };
  if (event.type === 'ladder-called') return { ...base, outcome: 'called', person: event.payload.person };
  if (event.type === 'ladder-not-needed') return { ...base, outcome: 'not-needed', reason: event.payload.reason };
  const { next, person } = event.payload;
  return { ...base, outcome: 'no-answer', person, unanswered: unanswered + 1, exhausted: next === null };
}

function marked(
  incident: Incident,
  event: Extract<NewEvent, { type: 'step-done' | 'step-undone' | 'step-skipped' }>,
  mark: StepMark | null,
): Incident {
  const key = stepKey(event.payload.list, event.payload.stepId);
  const { [key]: _replaced, ...others } = incident.steps;
  const settled = mark === null ? incident : boxed(incident, key, null);
  return { ...settled, steps: mark === null ? others : { ...others, [key]: mark } };
}

function boxed(incident: Incident, key: string, box: TimeBox | null): Incident {
  const { [key]: _before, ...others } = incident.timeBoxes;
  return { ...incident, timeBoxes: box === null ? others : { ...others, [key]: box } };
}

/** What has to be over before it is: its own cause, and those of incidents merged into it. */
export function causesOf({ cause, absorbed }: Pick<Incident, 'cause' | 'absorbed'>): readonly AlertKey[] {
  return cause === null ? absorbed : [cause, ...absorbed];
}

/** The alerts it is about: its causes, and what they explain. */
export function alertKeysOf(incident: Pick<Incident, 'cause' | 'absorbed' | 'joined'>): readonly AlertKey[] {
  return [...causesOf(incident), ...incident.joined];
}

export function isOpen(incident: Incident): boolean {
  return incident.resolvedAt === null;
}

export function openIncidents(incidents: Incidents): readonly Incident[] {
  return Object.values(incidents)
    .filter(isOpen)
    .sort((a, b) => a.severity - b.severity || a.openedAt.wallMs - b.openedAt.wallMs);
}

/** Drops incidents resolved more than `keepMs` before `now`: history is read from the log. */
export function forgetResolved(incidents: Incidents, now: Instant, keepMs: number): Incidents {
  const kept = Object.entries(incidents).filter(
    ([, incident]) => incident.resolvedAt === null || now.wallMs - incident.resolvedAt.wallMs <= keepMs,
  );
  return kept.length === Object.keys(incidents).length ? incidents : Object.fromEntries(kept);
}
