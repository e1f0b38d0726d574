import type { Alert } from '../alerts/alert.ts';
import type { IncidentStatus, StoredEvent } from '../events.ts';
import { UPDATE_EVERY_MS } from '../incidents/clocks.ts';
import { type Incident, stepKey } from '../incidents/incident.ts';
import type { Playbook, Step } from '../playbook/model.ts';
import { redact } from '../redact.ts';
import { sentence } from '../sentence.ts';
import type { Severity } from '../severity.ts';
import { withoutPeople } from './people.ts';

/** What is known of an incident, as far as a message may tell it. */
export interface MessageFacts {
  readonly title: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
  /** What is watched, in the team's word. */
  readonly environment: string;
  readonly nowWallMs: number;
  readonly startedAtWallMs: number;
  readonly resolvedAtWallMs: number | null;
  /** What was measured, one sentence each: the cause first. */
  readonly measured: readonly string[];
  /** What people did, the oldest first. */
  readonly actions: readonly { readonly atWallMs: number; readonly text: string }[];
  /** The first step of the runbook that is neither done nor skipped. */
  readonly nextStep: string | null;
  /** When the next update is due if this one goes out now; null where the severity asks for none. */
  readonly nextUpdateWallMs: number | null;
  /** What a person said ended it. */
  readonly ending: string | null;
  /** Names of its alerts that fire still. */
  readonly firing: readonly string[];
  /** Names of those that cannot be looked at now. */
  readonly unseen: readonly string[];
  readonly zone: string;
}

export interface FactsParts {
  readonly incident: Incident;
  /** The incident's, in order. */
  readonly events: readonly StoredEvent[];
  readonly alerts: readonly Alert[];
  readonly playbook: Playbook;
  /** The runbook's id in the playbook; null where there is none. */
  readonly runbookId: string | null;
  readonly environment: string;
  readonly nowWallMs: number;
  readonly zone: string;
  /** What the person wants in it beyond the default. */
  readonly include: { readonly notes: boolean; readonly people: boolean };
}

/** Gathers the facts. Without `include.people` nothing in them names a person beyond a user's id. */
export function messageFacts(parts: FactsParts): MessageFacts {
  const { incident, events, include, nowWallMs } = parts;
  const say = (text: string) => oneLine(redact(include.people ? text : withoutPeople(text)));
  const keys = incident.cause === null ? incident.joined : [incident.cause, ...incident.joined];
  const alerts = keys.flatMap((key) => parts.alerts.find((alert) => alert.key === key) ?? []);
  const firing = alerts.filter((alert) => alert.phase === 'firing');
  const { severity } = incident;
  const everyMs = severity === 1 || severity === 2 ? UPDATE_EVERY_MS[severity] : null;
  const runbook = parts.playbook.runbooks.find(({ id }) => id === parts.runbookId);
  const nextStep = runbook === undefined ? null : firstOpen(incident, runbook.id, runbook.steps);
  const ending = events.findLast(
    (event) => event.type === 'incident-status-changed' && event.payload.to === 'Resolved',
  );
  return {
    title: say(incident.title),
    severity,
    status: incident.status,
    environment: parts.environment,
    nowWallMs,
    startedAtWallMs: incident.firstBad.wallMs,
    resolvedAtWallMs: incident.resolvedAt?.wallMs ?? null,
    measured: measured(incident, alerts).map(say),
    actions: actions(incident, events, include.notes).map(({ atWallMs, text }) => ({ atWallMs, text: say(text) })),
    nextStep: nextStep === null ? null : say(nextStep),
    nextUpdateWallMs: everyMs === null || incident.resolvedAt !== null ? null : nowWallMs + everyMs,
    ending:
      ending?.type === 'incident-status-changed' && ending.actor === 'person' && incident.resolvedAt !== null
        ? say(ending.payload.reason)
        : null,
    firing: firing.map(({ badness }) => badness.name),
    unseen: firing.filter(({ unknownSince }) => unknownSince !== null).map(({ badness }) => badness.name),
    zone: parts.zone,
  };
}

/** The cause in a sentence, then the names of what else is bad because of it. */
function measured(incident: Incident, alerts: readonly Alert[]): readonly string[] {
  const others = alerts.flatMap((alert) =>
    alert.key !== incident.cause && alert.phase === 'firing' ? [alert.badness.name] : [],
  );
  const also = others.length === 0 ? [] : [`Also affected: ${others.join(', ')}.`];
  return [...(incident.summary === '' ? [] : [sentence(incident.summary)]), ...also];
}

function actions(
  incident: Incident,
  events: readonly StoredEvent[],
  notes: boolean,
): readonly { readonly atWallMs: number; readonly text: string }[] {
  return events.flatMap((event) => {
    const at = { atWallMs: event.at.wallMs };
    switch (event.type) {
      case 'step-done': {
        // The newest tick of a step counts, and only while it stands.
        const mark = incident.steps[stepKey(event.payload.list, event.payload.stepId)];
        const stands = mark?.state === 'done' && mark.at.wallMs === event.at.wallMs;
        return stands && event.actor === 'person' ? [{ ...at, text: event.payload.text }] : [];
      }
      case 'incident-status-changed':
        return event.payload.to === 'Mitigating' && event.actor === 'person'
          ? [{ ...at, text: event.payload.reason === '' ? 'Mitigated' : `Mitigated: ${event.payload.reason}` }]
          : [];
      case 'note-added':
        return notes ? [{ ...at, text: event.payload.text }] : [];
      default:
        return [];
    }
  });
}

function firstOpen(incident: Incident, list: string, steps: readonly Step[]): string | null {
  return steps.find(({ id }) => incident.steps[stepKey(list, id)] === undefined)?.text ?? null;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
