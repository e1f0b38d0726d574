import type { AlertKey } from '../alerts/alert.ts';
import type { StoredEvent } from '../events.ts';
import { alertKeysOf, type Incident } from '../incidents/incident.ts';
import { withoutPeople } from '../messages/people.ts';
import { clockTime, lasting } from '../messages/times.ts';
import type { Playbook, Runbook, Step } from '../playbook/model.ts';
import { sentence } from '../sentence.ts';
import { type Severity, severityLabel } from '../severity.ts';
import type { Instant } from '../time.ts';
import { type Measures, measuresOf } from './measures.ts';
import { stillOfIt, type Whole, wholeIncident, wholeTimeline } from './whole.ts';

export type Milestone = 'fired' | 'acknowledged' | 'mitigated' | 'resolved';

export interface FactRow {
  readonly atWallMs: number;
  readonly text: string;
  readonly actor: 'person' | 'sevlight';
  /** A person's own words: a note, a reason. */
  readonly isWords: boolean;
  /** Of a turning point: which one, and what was said of it. */
  readonly milestone: { readonly what: Milestone; readonly detail: string } | null;
}

/** What the log and the playbook know of one incident. */
export interface PostmortemFacts {
  readonly incident: Incident;
  readonly title: string;
  readonly severity: Severity;
  readonly startedAtWallMs: number;
  readonly endedAtWallMs: number | null;
  readonly measures: Measures;
  readonly author: string | null;
  /** Names of what failed, the cause first. */
  readonly affected: readonly string[];
  readonly summary: string;
  /** The incident that it goes on as; else null. */
  readonly mergedInto: { readonly id: string; readonly title: string } | null;
  /** Null while it is not over, and where nobody said or ticked what ended it. */
  readonly resolution: string | null;
  readonly rows: readonly FactRow[];
  readonly references: readonly string[];
}

export interface FactsParts {
  readonly incidentId: string;
  /** The incident's and those of others that were merged into it, in order. */
  readonly events: readonly StoredEvent[];
  /** Those of no incident, from its first event to its last. */
  readonly around: readonly StoredEvent[];
  readonly playbook: Playbook;
  /** The incident's first, then those of others that were merged into it. */
  readonly runbooks: readonly Runbook[];
  readonly author: string | null;
  readonly now: Instant;
  /** Whether e-mail addresses, network addresses and phone numbers stay in. */
  readonly people: boolean;
}

/** Gathers the facts; null where the events tell of no incident. */
export function postmortemFacts(parts: FactsParts): PostmortemFacts | null {
  const { incidentId, events, around, playbook, runbooks, author, now, people } = parts;
  const whole = wholeIncident(events, incidentId);
  if (whole === null) return null;
  const { incident } = whole;
  const mergedInto = goesOnAs(events, incident.id);
  const say = (text: string): string => oneLine(people ? text : withoutPeople(text));
  const measures = measuresOf(incident, events, around, now);
  const affected = names(events, incident).map(say);
  return {
    incident,
    title: say(incident.title),
    severity: incident.severity,
    startedAtWallMs: incident.firstBad.wallMs,
    endedAtWallMs: incident.resolvedAt?.wallMs ?? null,
    measures,
    author,
    affected,
    summary: say(summary(incident, measures, affected, mergedInto?.title ?? null)),
    mergedInto: mergedInto && { ...mergedInto, title: say(mergedInto.title) },
    resolution: incident.resolvedAt === null ? null : say(resolution(whole, stillOfIt(events, whole))) || null,
    rows: factRows(events, whole).map((row) => ({
      ...row,
      text: say(row.text),
      milestone: row.milestone && { ...row.milestone, detail: say(row.milestone.detail) },
    })),
    references: references(playbook, runbooks),
  };
}

function goesOnAs(events: readonly StoredEvent[], id: string): PostmortemFacts['mergedInto'] {
  const merged = events.findLast(({ type, incidentId }) => type === 'incident-merged' && incidentId === id);
  return merged?.type === 'incident-merged' ? { id: merged.payload.into, title: merged.payload.title } : null;
}

function names(events: readonly StoredEvent[], incident: Incident): readonly string[] {
  // What was taken out of it affected something else.
  const isOfIt = (key: AlertKey): boolean => alertKeysOf(incident).includes(key);
  const worse = new Map(
    events.flatMap((event) => {
      if (event.type !== 'alert-level-changed') return [];
      const { from, to } = event.payload;
      return to.level < from.level ? [[from.name, to.name] as const] : [];
    }),
  );
  const atWorst = (name: string): string => worse.get(name) ?? name;
  const found = events.flatMap((event) => {
    if (event.type === 'incident-joined') return isOfIt(event.payload.alertKey) ? atWorst(event.payload.name) : [];
    if (event.type !== 'alert-fired' || !isOfIt(event.payload.alertKey)) return [];
    const { badness, instance } = event.payload;
    return instance === null ? atWorst(badness.name) : `${atWorst(badness.name)}: ${instance.label}`;
  });
  return [...new Set(found.length === 0 ? [incident.title] : found)];
}

function summary(incident: Incident, measures: Measures, affected: readonly string[], goesOn: string | null): string {
  const { firstBad, severity, title, summary: reason } = incident;
  const from = clockTime(firstBad.wallMs, firstBad.wallMs, 'UTC');
  const day = new Date(firstBad.wallMs).toISOString().slice(0, 10);
  const others = affected.filter((name) => name !== title);
  return [
    `${severityLabel(severity)}: ${title}, on ${day} from ${from} ${goesOn === null ? until(incident, measures) : `and goes on as part of ${goesOn}`}.`,
    sentence(reason),
    others.length === 0 ? '' : `Also affected: ${others.join(', ')}.`,
    measures.toAcknowledgeMs === null ? '' : `Somebody took it ${lasting(measures.toAcknowledgeMs)} after the alarm.`,
    measures.blindMs < 1000 ? '' : `For ${lasting(measures.blindMs)} of it nobody could look.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function until({ firstBad, resolvedAt }: Incident, { durationMs }: Measures): string {
  if (resolvedAt === null || durationMs === null) return 'and is not over';
  return `to ${clockTime(resolvedAt.wallMs, firstBad.wallMs, 'UTC')} (${lasting(durationMs)})`;
}

function resolution({ incident, each }: Whole, events: readonly StoredEvent[]): string {
  const changes = events.flatMap((event) => (event.type === 'incident-status-changed' ? [event] : []));
  const mitigated = changes.findLast(({ payload }) => payload.to === 'Mitigating');
  const ended = changes.findLast(({ incidentId, payload }) => incidentId === incident.id && payload.to === 'Resolved');
  const done = events.flatMap((event) => {
    if (event.type !== 'step-done' || event.actor !== 'person') return [];
    // The newest tick counts, and only while it stands.
    const mark = each[event.incidentId ?? '']?.steps[`${event.payload.list}/${event.payload.stepId}`];
    return mark?.state === 'done' && mark.at.wallMs === event.at.wallMs ? [event.payload.text] : [];
  });
  return [
    mitigated === undefined || mitigated.payload.reason === ''
      ? ''
      : sentence(`Mitigated: ${mitigated.payload.reason}`),
    ended === undefined ? '' : sentence(ended.payload.reason),
    done.length === 0 ? '' : `Steps done: ${done.join('; ')}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Everything for people but the notices and what was written afterwards, the oldest first. */
function factRows(events: readonly StoredEvent[], whole: Whole): readonly FactRow[] {
  const told = events.filter(
    ({ type }) => !['postmortem-edited', 'postmortem-state', 'action-item-set', 'alert-judged'].includes(type),
  );
  const milestones = milestonesOf(stillOfIt(told, whole), whole.incident.id);
  return [...wholeTimeline(told, whole)].reverse().flatMap((row): FactRow[] => {
    if (row.kind === 'notice' || row.kind === 'app') return [];
    const milestone = row.isFirstBad ? null : (milestones.get(row.seq) ?? null);
    const isWords = row.actor === 'person' && row.kind === 'person';
    return [{ atWallMs: row.atWallMs, text: row.text, actor: row.actor, isWords, milestone }];
  });
}

function milestonesOf(events: readonly StoredEvent[], id: string): ReadonlyMap<number, FactRow['milestone']> {
  const found = new Map<number, FactRow['milestone']>();
  const seen = new Set<Milestone>();
  const note = (seq: number, what: Milestone, detail: string): void => {
    if (!seen.has(what)) found.set(seq, { what, detail });
    seen.add(what);
  };
  for (const event of events) {
    if (event.type === 'incident-opened') note(event.seq, 'fired', event.payload.title);
    if (event.type === 'incident-acknowledged') note(event.seq, 'acknowledged', event.payload.reason ?? '');
    if (event.type !== 'incident-status-changed') continue;
    if (event.payload.to === 'Mitigating') note(event.seq, 'mitigated', event.payload.reason);
  }
  const ended = events.findLast((event) => event.type === 'incident-status-changed' && event.incidentId === id);
  if (ended?.type === 'incident-status-changed' && ended.payload.to === 'Resolved')
    note(ended.seq, 'resolved', ended.payload.reason);
  return found;
}

/** The runbooks, where their steps lead, and the status pages of the vendors they name. */
function references(playbook: Playbook, runbooks: readonly Runbook[]): readonly string[] {
  const steps = runbooks.flatMap((runbook) => allSteps(runbook.steps));
  const words = steps.map(({ text }) => text.toLowerCase()).join('\n');
  const vendors = playbook.contacts.vendors.flatMap(({ service, statusUrl }) =>
    statusUrl !== null && words.includes(service.toLowerCase()) ? [{ name: `${service} status`, href: statusUrl }] : [],
  );
  const links = steps.flatMap((step) => step.links.map(({ text, href }) => ({ name: text, href })));
  const unique = new Map([...links, ...vendors].map(({ name, href }) => [href, name]));
  return [
    ...runbooks.map(({ title }) => `Runbook: ${title} (${playbook.title})`),
    ...[...unique].map(([href, name]) => (name === href || name === '' ? href : `${name}: ${href}`)),
  ];
}

function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...allSteps(step.children)]);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
