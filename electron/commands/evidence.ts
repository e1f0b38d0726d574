import type { Revealed } from '../core/evidence/question.ts';
import { whyNotAsked } from '../core/evidence/refusal.ts';
import type { Incident, Incidents } from '../core/incidents/incident.ts';
import type { InputOf } from '../ipc/contract.ts';
import { Refusal } from '../ipc/refusal.ts';
import type { Evidence } from '../runtime/evidence.ts';
import { known, type StepsOf, stepIn } from './incidents.ts';

/** Asks a step's own question again and tells the answer. Anything else is refused with the reason: a document can make nothing run. */
export async function askEvidence(
  incidents: Incidents,
  evidence: Evidence,
  input: InputOf<'askEvidence'>,
  stepsOf: StepsOf,
): Promise<string> {
  const incident = known(incidents, input.incidentId);
  const step = stepIn(input, stepsOf);
  if (step.evidence === undefined) throw new Refusal('refused', whyNotAsked(step));
  const at = { list: input.list, step };
  const reason = evidence.whyNot(incident, at);
  if (reason !== null) throw new Refusal('refused', reason);
  const answer = await evidence.askAgain(input.commandId, incident, at);
  return answer === null ? 'Sevlight is being closed.' : `${answer.value}: ${answer.sentence}`;
}

/** E-mail and addresses behind the ids of an incident's alerts. Shown, and written down nowhere. */
export async function reveal(incidents: Incidents, evidence: Evidence, input: InputOf<'reveal'>): Promise<Revealed> {
  const incident: Incident = known(incidents, input.incidentId);
  const asked = evidence.reveal(incident);
  if (asked === null)
    throw new Refusal('refused', 'No alert of this incident is about a person, or no database is configured.');
  const reading = await asked;
  if (reading.outcome === 'failed') throw new Refusal('refused', reading.failure.message);
  return reading.answer;
}
