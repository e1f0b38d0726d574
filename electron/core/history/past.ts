import type { AlertKey } from '../alerts/alert.ts';
import type { StoredEvent } from '../events.ts';
import { foldIncidents, type Incident } from '../incidents/incident.ts';
import { isAround } from '../postmortem/compose.ts';
import { type Measures, measuresOf } from '../postmortem/measures.ts';
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
  readonly week: string;
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
    const week = weekOf(incident.firstBad.wallMs, zone);
    kept.set(id, { incident, week, events: [], alerts: new Map(), measures: measuresOf(incident, [], [], event.at) });
    open.add(id);
  }

  function go(one: Kept, event: StoredEvent): void {
    const { id } = one.incident;
    one.incident = foldIncidents({ [id]: one.incident }, event)[id] ?? one.incident;
    note(one, event);
    if (event.type === 'alert-unknown' || event.type === 'alert-known') one.events.push(event);
    if (one.incident.resolvedAt === null) open.add(id);
    else if (open.delete(id)) one.measures = measuresOf(one.incident, one.events, around, event.at);
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
    incidents: () => [...kept.values()].map((one) => view(one)).sort((a, b) => b.startedAtWallMs - a.startedAtWallMs),
  };
}

function note({ alerts }: Kept, event: StoredEvent): void {
  if (event.type === 'alert-fired') {
    const { alertKey, badness, instance } = event.payload;
    const name = instance === null ? badness.name : `${badness.name}: ${instance.label}`;
    alerts.set(alertKey, { alertKey, name, judged: alerts.get(alertKey)?.judged ?? null });
  }
  if (event.type !== 'alert-judged') return;
  const { alertKey, name, verdict } = event.payload;
  alerts.set(alertKey, { alertKey, name: alerts.get(alertKey)?.name ?? name, judged: verdict });
}

function view({ incident, week, alerts, measures }: Kept): PastIncident {
  return {
    id: incident.id,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    startedAtWallMs: incident.firstBad.wallMs,
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
