import type { Alert } from '../core/alerts/alert.ts';
import type { Addressed } from '../core/incidents/follow.ts';
import { causesOf, type Incident, type Incidents, openIncidents, stepKey } from '../core/incidents/incident.ts';
import type { Step } from '../core/playbook/model.ts';
import { severityLabel } from '../core/severity.ts';
import type { Instant } from '../core/time.ts';
import type { InputOf } from '../ipc/contract.ts';
import { Refusal } from '../ipc/refusal.ts';

/** A list's steps by its id (`initial-response` or a runbook's), nested ones included; undefined where there is none. */
export type StepsOf = (list: string) => readonly Step[] | undefined;

export function acknowledge(
  incidents: Incidents,
  input: InputOf<'acknowledge'>,
  nowWallMs: number,
): readonly Addressed[] {
  const incident = known(incidents, input.incidentId);
  if (incident.resolvedAt !== null)
    throw new Refusal('refused', 'It is resolved already: there is nothing to acknowledge.');
  if (input.untilWallMs !== undefined && input.untilWallMs <= nowWallMs) {
    throw new Refusal('refused', 'That time has passed. Choose a later one.');
  }
  return [
    {
      type: 'incident-acknowledged',
      payload: { reason: input.reason ?? null, untilWallMs: input.untilWallMs ?? null },
      incidentId: incident.id,
    },
  ];
}

export function unacknowledge(incidents: Incidents, input: InputOf<'unacknowledge'>): readonly Addressed[] {
  const incident = known(incidents, input.incidentId);
  if (incident.acknowledgement === null) throw new Refusal('refused', 'Nobody has acknowledged it.');
  return [
    {
      type: 'incident-unacknowledged',
      payload: { why: 'undone', reason: 'Taken back.' },
      incidentId: incident.id,
    },
  ];
}

export function doStep(incidents: Incidents, input: InputOf<'doStep'>, stepsOf: StepsOf): readonly Addressed[] {
  const { incident, ref } = stepRef(incidents, input, stepsOf);
  return [{ type: 'step-done', payload: ref, incidentId: incident.id }];
}

export function skipStep(incidents: Incidents, input: InputOf<'skipStep'>, stepsOf: StepsOf): readonly Addressed[] {
  const { incident, ref } = stepRef(incidents, input, stepsOf);
  return [{ type: 'step-skipped', payload: { ...ref, reason: input.reason }, incidentId: incident.id }];
}

export function timeStep(incidents: Incidents, input: InputOf<'timeStep'>, stepsOf: StepsOf): readonly Addressed[] {
  const { incident, ref } = stepRef(incidents, input, stepsOf);
  return [{ type: 'step-timed', payload: { ...ref, forMs: input.forMs }, incidentId: incident.id }];
}

export function undoStep(incidents: Incidents, input: InputOf<'undoStep'>, stepsOf: StepsOf): readonly Addressed[] {
  const { incident, ref } = stepRef(incidents, input, stepsOf);
  if (incident.steps[stepKey(ref.list, ref.stepId)] === undefined) {
    throw new Refusal('refused', 'This step is neither done nor skipped.');
  }
  return [{ type: 'step-undone', payload: ref, incidentId: incident.id }];
}

/** `firing`: the alerts that have to be over first. */
export function resolveIncident(
  incidents: Incidents,
  input: InputOf<'resolveIncident'>,
  firing: readonly Alert[],
): readonly Addressed[] {
  const incident = known(incidents, input.incidentId);
  if (incident.resolvedAt !== null) throw new Refusal('refused', 'It is resolved already.');
  const causes = causesOf(incident);
  const still = firing.find(({ key, phase }) => phase === 'firing' && causes.includes(key));
  if (still !== undefined && input.despite === undefined) {
    throw new Refusal(
      'refused',
      `The data says otherwise: ${nameOf(still)} fires still. Say so to resolve it all the same.`,
    );
  }
  const payload = { to: 'Resolved' as const, reason: input.reason };
  return [
    {
      type: 'incident-status-changed',
      payload: still === undefined ? payload : { ...payload, againstData: true },
      incidentId: incident.id,
    },
  ];
}

/** `runbook` is the title of the runbook that the person chose; empty without. */
export function openIncident(
  input: InputOf<'openIncident'>,
  runbook: string | undefined,
  now: Instant,
): readonly Addressed[] {
  const { commandId: incidentId, title, severity, runbookId } = input;
  if (runbookId !== undefined && runbook === undefined) {
    throw new Refusal('unknown', 'The playbook has no such runbook now. Choose another.');
  }
  return [
    {
      type: 'incident-opened',
      payload: { title, severity, runbook: runbook ?? '', alertKey: null, reason: 'Opened by hand.', firstBad: now },
      incidentId,
    },
    { type: 'incident-acknowledged', payload: { reason: 'opened by hand', untilWallMs: null }, incidentId },
  ];
}

export function setSeverity(incidents: Incidents, { incidentId, to, reason }: InputOf<'setSeverity'>) {
  const incident = known(incidents, incidentId);
  if (incident.resolvedAt !== null) throw new Refusal('refused', 'It is resolved. Reopen it first.');
  if (incident.severity === to) throw new Refusal('refused', `It is a ${severityLabel(to)} already.`);
  return [
    { type: 'incident-severity-changed', payload: { from: incident.severity, to, reason }, incidentId },
  ] satisfies readonly Addressed[];
}

export function setStatus(incidents: Incidents, { incidentId, to, reason = '' }: InputOf<'setStatus'>) {
  const incident = known(incidents, incidentId);
  if (incident.status === to) throw new Refusal('refused', `It is ${to.toLowerCase()} already.`);
  if (incident.mergedInto !== null) throw new Refusal('refused', 'It goes on as part of another incident.');
  if (incident.resolvedAt !== null) {
    if (reason === '') throw new Refusal('refused', 'Say why it is opened again.');
    const causes = causesOf(incident);
    const other = openIncidents(incidents).find((one) => causesOf(one).some((key) => causes.includes(key)));
    if (other !== undefined) throw new Refusal('refused', `It has come back already, as “${other.title}”.`);
  }
  return [{ type: 'incident-status-changed', payload: { to, reason }, incidentId }] satisfies readonly Addressed[];
}

export function mergeIncident(incidents: Incidents, input: InputOf<'mergeIncident'>): readonly Addressed[] {
  const { reason } = input;
  const incident = known(incidents, input.incidentId);
  const into = known(incidents, input.into);
  if (incident.id === into.id) throw new Refusal('refused', 'An incident cannot become part of itself.');
  if (incident.resolvedAt !== null || into.resolvedAt !== null) {
    throw new Refusal('refused', 'Only open incidents can be merged.');
  }
  const absorbed: Addressed = {
    type: 'incident-absorbed',
    payload: {
      source: incident.id,
      title: incident.title,
      causes: causesOf(incident),
      joined: incident.joined,
      reason,
    },
    incidentId: into.id,
  };
  const raised: readonly Addressed[] =
    incident.severity < into.severity
      ? [
          {
            type: 'incident-severity-changed',
            payload: { from: into.severity, to: incident.severity, reason: `${incident.title} was merged into it` },
            incidentId: into.id,
          },
        ]
      : [];
  const merged: Addressed = {
    type: 'incident-merged',
    payload: { into: into.id, title: into.title, reason },
    incidentId: incident.id,
  };
  return [absorbed, ...raised, merged];
}

export function splitAlert(
  incidents: Incidents,
  input: InputOf<'splitAlert'>,
  alerts: readonly Alert[],
  runbookOf: (alertKey: string) => string,
): readonly Addressed[] {
  const { alertKey, reason, commandId: into } = input;
  const incident = known(incidents, input.incidentId);
  const alert = alerts.find(({ key }) => key === alertKey);
  if (![...incident.joined, ...incident.absorbed].includes(alertKey)) {
    throw new Refusal('refused', 'Only an alert that joined this incident can be taken out of it.');
  }
  if (alert === undefined || alert.phase !== 'firing') throw new Refusal('refused', 'This alert is over.');
  const { badness, firstBad } = alert;
  return [
    {
      type: 'incident-split',
      payload: { alertKey, name: badness.name, into, reason },
      incidentId: incident.id,
    },
    {
      type: 'incident-opened',
      payload: {
        title: badness.name,
        severity: badness.severity,
        runbook: runbookOf(alertKey),
        alertKey,
        reason: badness.reason,
        firstBad,
      },
      incidentId: into,
    },
  ];
}

export function giveUpdate(incidents: Incidents, input: InputOf<'giveUpdate'>): readonly Addressed[] {
  const incident = known(incidents, input.incidentId);
  if (incident.resolvedAt !== null) throw new Refusal('refused', 'It is resolved: no update is due.');
  return [
    {
      type: 'update-given',
      payload: { template: 'update', how: 'told', channel: null },
      incidentId: incident.id,
    },
  ];
}

function nameOf(alert: Alert): string {
  return alert.phase === 'inactive' ? alert.key : alert.badness.name;
}

export function addNote(incidents: Incidents, input: InputOf<'addNote'>): readonly Addressed[] {
  const incident = known(incidents, input.incidentId);
  return [{ type: 'note-added', payload: { text: input.text }, incidentId: incident.id }];
}

/** Throws a Refusal where there is no such incident. */
export function known(incidents: Incidents, id: string): Incident {
  const incident = incidents[id];
  if (incident === undefined) throw new Refusal('unknown', 'This incident is not open any more. History keeps it.');
  return incident;
}

function stepRef(incidents: Incidents, input: InputOf<'doStep'>, stepsOf: StepsOf) {
  const incident = known(incidents, input.incidentId);
  const step = stepIn(input, stepsOf);
  // Among other words, what introduces a command ends without its colon.
  return { incident, ref: { list: input.list, stepId: step.id, text: step.text.replace(/\s*:$/u, '') } };
}

/** Throws a Refusal where the playbook has no such step. */
export function stepIn(input: Pick<InputOf<'doStep'>, 'list' | 'stepId'>, stepsOf: StepsOf): Step {
  const step = find(stepsOf(input.list) ?? [], input.stepId);
  if (step !== undefined) return step;
  throw new Refusal('unknown', 'The playbook has no such step now. Open the incident again to see its steps.');
}

function find(steps: readonly Step[], id: string): Step | undefined {
  for (const step of steps) {
    const found = step.id === id ? step : find(step.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
