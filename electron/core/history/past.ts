import type { AlertKey } from '../alerts/alert.ts';
import type { StoredEvent } from '../events.ts';
import { foldIncidents, type Incident } from '../incidents/incident.ts';
import { isAround } from '../postmortem/compose.ts';
import { type Measures, measuresOf } from '../postmortem/measures.ts';
import { together } from '../postmortem/whole.ts';
import { localDate } from '../schedule/working-hours.ts';
import type { Severity } from '../severity.ts';
import type { Judgement } from './judgement.ts';

export interface PastAlert {
  readonly alertKey: AlertKey;
  readonly name: string;
  /** What a person said of it afterwards; null while nobody was asked. */
  readonly judged: Judgement | null;
}

export interface PastIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: Incident['status'];
  /** The incident that it goes on as: counted there, not here. */
  readonly mergedInto: { readonly id: string; readonly title: string } | null;
  readonly startedAtWallMs: number;
  readonly endedAtWallMs: number | null;
  /** The Monday of its first bad look in the team's zone, `YYYY-MM-DD`. */
  readonly week: string;
  readonly measures: Measures;
  readonly alerts: readonly PastAlert[];
}

export interface Past {
  /** Takes the next event of the log. */
  add(event: StoredEvent): void;
  /** The newest first. */
  incidents(): readonly PastIncident[];
}

interface Kept {
  incident: Incident;
  startedAtWallMs: number;
  /** Kept, because formatting it is slow. */
  week: string;
  /** Those that were ever merged into it. */
  readonly parts: Kept[];
  readonly events: StoredEvent[];
  readonly alerts: Map<AlertKey, PastAlert>;
  measures: Measures;
}

/** Every incident there ever was, from the log's events given in order. `zone` is the team's. */
export function createPast(zone: string): Past {
  const kept = new Map<string, Kept>();
  const open = new Set<string>();
  let around: StoredEvent[] = [];

  function begin(id: string, event: StoredEvent): void {
    const incident = foldIncidents({}, event)[id];
    if (incident === undefined) return;
    const one: Kept = {
      incident,
      startedAtWallMs: incident.firstBad.wallMs,
      week: weekOf(incident.firstBad.wallMs, zone),
      parts: [],
      events: [],
      alerts: new Map(),
      measures: measuresOf(incident, [], [], event.at),
    };
    note(one, event);
    kept.set(id, one);
    open.add(id);
  }

  function go(one: Kept, event: StoredEvent): void {
    const { id } = one.incident;
    one.incident = foldIncidents({ [id]: one.incident }, event)[id] ?? one.incident;
    note(one, event);
    if (event.type === 'incident-absorbed') absorb(one, kept.get(event.payload.source));
    if (event.type === 'incident-absorbed' || event.type === 'incident-split') {
      one.startedAtWallMs = wholeOf(one).firstBad.wallMs;
      one.week = weekOf(one.startedAtWallMs, zone);
    }
    if (event.type === 'alert-unknown' || event.type === 'alert-known') one.events.push(event);
    if (one.incident.resolvedAt === null) open.add(id);
    else if (open.delete(id)) one.measures = measuresOf(wholeOf(one), eventsOf(one), around, event.at);
  }

  return {
    add(event) {
      if (open.size === 0) around = [];
      if (isAround(event)) around.push(event);
      const id = event.incidentId;
      if (id === null) return;
      const one = kept.get(id);
      if (one === undefined) begin(id, event);
      else go(one, event);
    },
    incidents: () =>
      [...kept.values()]
        .map((one) => view(one, (id) => kept.get(id)?.incident.title ?? id))
        .sort((a, b) => b.startedAtWallMs - a.startedAtWallMs),
  };
}

/** Its alerts are judged where the whole ends. */
function absorb(one: Kept, part: Kept | undefined): void {
  if (part === undefined) return;
  one.parts.push(part);
  for (const [key, alert] of part.alerts) if (!one.alerts.has(key)) one.alerts.set(key, alert);
}

function partsOf({ parts }: Kept): readonly Kept[] {
  return parts.flatMap((part) => [part, ...partsOf(part)]);
}

function wholeOf(one: Kept): Incident {
  return together(
    one.incident,
    partsOf(one).map(({ incident }) => incident),
  );
}

function eventsOf(one: Kept): readonly StoredEvent[] {
  return [one, ...partsOf(one)].flatMap(({ events }) => events).sort((a, b) => a.seq - b.seq);
}

function note({ alerts }: Kept, event: StoredEvent): void {
  // What was taken out of another, or is left of it, has fired there.
  if (event.type === 'incident-opened' && event.payload.alertKey !== null) {
    const { alertKey, title } = event.payload;
    alerts.set(alertKey, { alertKey, name: title, judged: null });
  }
  if (event.type === 'incident-split') alerts.delete(event.payload.alertKey);
  if (event.type === 'alert-fired') {
    const { alertKey, badness, instance } = event.payload;
    const name = instance === null ? badness.name : `${badness.name}: ${instance.label}`;
    alerts.set(alertKey, { alertKey, name, judged: alerts.get(alertKey)?.judged ?? null });
  }
  if (event.type !== 'alert-judged') return;
  const { alertKey, name, verdict } = event.payload;
  alerts.set(alertKey, { alertKey, name: alerts.get(alertKey)?.name ?? name, judged: verdict });
}

function view(one: Kept, titleOf: (id: string) => string): PastIncident {
  const { incident, startedAtWallMs, week, alerts, measures } = one;
  const { mergedInto } = incident;
  return {
    id: incident.id,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    mergedInto: mergedInto === null ? null : { id: mergedInto, title: titleOf(mergedInto) },
    startedAtWallMs,
    endedAtWallMs: incident.resolvedAt?.wallMs ?? null,
    week,
    measures,
    alerts: [...alerts.values()],
  };
}

/** The Monday of that moment's week, `YYYY-MM-DD`. */
export function weekOf(wallMs: number, zone: string): string {
  const noon = new Date(`${localDate(wallMs, zone)}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
  return noon.toISOString().slice(0, 10);
}
