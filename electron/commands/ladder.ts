import type { Addressed } from '../core/incidents/follow.ts';
import type { Incidents } from '../core/incidents/incident.ts';
import type { IncidentView, LadderRow } from '../core/snapshot.ts';
import type { InputOf } from '../ipc/contract.ts';
import { Refusal } from '../ipc/refusal.ts';
import { known } from './incidents.ts';

export function ladderCalled(shown: readonly IncidentView[], input: InputOf<'ladderCalled'>): readonly Addressed[] {
  const { level, who, person } = rowOf(shown, input);
  return [{ type: 'ladder-called', payload: { level, who, person: person ?? who }, incidentId: input.incidentId }];
}

export function ladderNoAnswer(shown: readonly IncidentView[], input: InputOf<'ladderCalled'>): readonly Addressed[] {
  const { level, who, person, next } = rowOf(shown, input);
  return [
    { type: 'ladder-no-answer', payload: { level, who, person: person ?? who, next }, incidentId: input.incidentId },
  ];
}

export function ladderNotNeeded(
  shown: readonly IncidentView[],
  input: InputOf<'ladderNotNeeded'>,
): readonly Addressed[] {
  const { level, who } = rowOf(shown, input);
  return [{ type: 'ladder-not-needed', payload: { level, who, reason: input.reason }, incidentId: input.incidentId }];
}

export function raiseFlag(incidents: Incidents, input: InputOf<'raiseFlag'>): readonly Addressed[] {
  const { flag, reason } = input;
  const incident = known(incidents, input.incidentId);
  if (incident.resolvedAt !== null) throw new Refusal('refused', 'It is resolved. Reopen it first.');
  if (incident.flags.some((one) => one.flag === flag)) throw new Refusal('refused', 'This flag is up already.');
  return [{ type: 'flag-raised', payload: { flag, reason }, incidentId: incident.id }];
}

export function lowerFlag(incidents: Incidents, input: InputOf<'raiseFlag'>): readonly Addressed[] {
  const { flag, reason } = input;
  const incident = known(incidents, input.incidentId);
  if (!incident.flags.some((one) => one.flag === flag)) throw new Refusal('refused', 'This flag is not up.');
  return [{ type: 'flag-lowered', payload: { flag, reason }, incidentId: incident.id }];
}

/** The level as the person saw it: who is next in line there follows from it. */
function rowOf(shown: readonly IncidentView[], input: InputOf<'ladderCalled'>): LadderRow {
  const incident = shown.find(({ id }) => id === input.incidentId);
  if (incident === undefined) throw new Refusal('unknown', 'This incident is not open any more. History keeps it.');
  if (incident.resolvedAtWallMs !== null) throw new Refusal('refused', 'It is resolved: nobody has to be called.');
  const row = incident.ladder.find(({ level }) => level === input.level);
  if (row === undefined || row.level === 1) throw new Refusal('unknown', 'The ladder has no such level to call.');
  return row;
}
