import type { Actor, EventBody, NewEvent } from '../../../electron/core/events.ts';
import { foldIncidents, type Incident, type Incidents } from '../../../electron/core/incidents/incident.ts';
import type { Step } from '../../../electron/core/playbook/model.ts';
import type { Instant } from '../../../electron/core/time.ts';

/** A Tuesday, 09:00 UTC. */
export const START = Date.UTC(2026, 10, 24, 9, 0);

export function at(seconds: number): Instant {
  return { wallMs: START + seconds * 1000, elapsedMs: seconds * 1000, awakeMs: seconds * 1000, bootId: 'boot' };
}

/** Seconds after the start, what happened, and who did it if it was no person. */
export type Told = readonly [seconds: number, body: EventBody, by?: Actor, incidentId?: string];

export const OPENED: Told = [
  30,
  {
    type: 'incident-opened',
    payload: {
      title: 'Database connection failed',
      severity: 1,
      runbook: 'Database Connection Failed',
      alertKey: 'database',
      reason: 'PostgreSQL refuses new connections',
      firstBad: at(0),
    },
  },
  'sevlight',
];

export function events(...told: readonly Told[]): readonly NewEvent[] {
  return told.map(([seconds, body, actor = 'person', incidentId = 'inc-1'], index) => ({
    ...body,
    id: `e-${index}`,
    at: at(seconds),
    actor,
    incidentId,
  }));
}

export function folded(...told: readonly Told[]): Incidents {
  return events(...told).reduce<Incidents>(foldIncidents, {});
}

/** The incident of `OPENED`, after what happened since. */
export function incident(...told: readonly Told[]): Incident {
  const found = folded(OPENED, ...told)['inc-1'];
  if (found === undefined) throw new Error('It was never opened.');
  return found;
}

export function step(id: string, text: string, children: readonly Step[] = []): Step {
  return { id, text, inline: [], details: [], code: [], links: [], children, line: 1 };
}
