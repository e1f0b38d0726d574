import type { Addressed } from '../core/incidents/follow.ts';
import { type Incident, type Incidents, stepKey } from '../core/incidents/incident.ts';
import type { Step } from '../core/playbook/model.ts';
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

export function resolveIncident(incidents: Incidents, input: InputOf<'resolveIncident'>): readonly Addressed[] {
  const incident = known(incidents, input.incidentId);
  if (incident.resolvedAt !== null) throw new Refusal('refused', 'It is resolved already.');
  return [
    {
      type: 'incident-status-changed',
      payload: { to: 'Resolved', reason: input.reason },
      incidentId: incident.id,
    },
  ];
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
  return { incident, ref: { list: input.list, stepId: step.id, text: step.text } };
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
