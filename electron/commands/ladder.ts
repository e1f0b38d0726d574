import type { Addressed } from '../core/incidents/follow.ts';
import type { Incidents } from '../core/incidents/incident.ts';
import type { IncidentView, LadderRow } from '../core/snapshot.ts';
import type { InputOf } from '../ipc/contract.ts';
import type { LevelAsk } from '../ipc/ladder-commands.ts';
import { Refusal } from '../ipc/refusal.ts';
import { known } from './incidents.ts';

export function ladderCalled(shown: readonly IncidentView[], input: InputOf<'ladderCalled'>): readonly Addressed[] {
  const { level, who, person } = calledRow(shown, input);
  return [{ type: 'ladder-called', payload: { level, who, person }, incidentId: input.incidentId }];
}

export function ladderNoAnswer(shown: readonly IncidentView[], input: InputOf<'ladderCalled'>): readonly Addressed[] {
  const { level, who, person, next } = calledRow(shown, input);
  return [{ type: 'ladder-no-answer', payload: { level, who, person, next }, incidentId: input.incidentId }];
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

/** The level, if whoever the person saw on it is still to be called: a second press must not count for the next in line. */
function calledRow(
  shown: readonly IncidentView[],
  input: InputOf<'ladderCalled'>,
): LadderRow & { readonly person: string } {
  const row = rowOf(shown, input);
  const person = row.person ?? row.who;
  if (person !== input.person) throw new Refusal('refused', `The ladder has moved on to ${person}: look again.`);
  if (row.state === 'called' || row.state === 'unanswered') {
    throw new Refusal('refused', `What came of calling ${person} is noted already: look again.`);
  }
  return { ...row, person };
}

function rowOf(shown: readonly IncidentView[], input: LevelAsk): LadderRow {
  const incident = shown.find(({ id }) => id === input.incidentId);
  if (incident === undefined) throw new Refusal('unknown', 'This incident is not open any more. History keeps it.');
  if (incident.resolvedAtWallMs !== null) throw new Refusal('refused', 'It is resolved: nobody has to be called.');
  const row = incident.ladder.find(({ level }) => level === input.level);
  if (row === undefined || row.level === 1) throw new Refusal('unknown', 'The ladder has no such level to call.');
  return row;
}
