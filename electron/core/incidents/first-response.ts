import type { NewEvent } from '../events.ts';
import type { Step } from '../playbook/model.ts';
import type { Addressed } from './follow.ts';
import { type Incident, stepKey } from './incident.ts';

const LIST = 'initial-response';

/** Which word of a step an event answers to, at the start of the step's words; null where it settles none. */
function verbOf(event: NewEvent): RegExp | null {
  switch (event.type) {
    case 'incident-acknowledged':
      return /^\W*acknowledg/i;
    case 'update-given':
      return /^\W*(communicat|inform|notify)/i;
    case 'incident-severity-changed':
      return event.actor === 'person' ? /^\W*assess/i : null;
    case 'incident-status-changed':
      if (event.payload.to === 'Resolved') return /^\W*resolv/i;
      return event.payload.to === 'Mitigating' ? /^\W*mitigat/i : null;
    case 'postmortem-edited':
      return /^\W*document/i;
    default:
      return null;
  }
}

/** The steps of the initial response that an act settles by itself. A person may take each back. */
export function settledBy(event: NewEvent, incident: Incident, steps: readonly Step[]): readonly Addressed[] {
  const verb = verbOf(event);
  if (verb === null) return [];
  return steps
    .filter(({ id, text }) => verb.test(text) && incident.steps[stepKey(LIST, id)] === undefined)
    .map(({ id, text }) => ({
      type: 'step-done',
      payload: { list: LIST, stepId: id, text },
      incidentId: incident.id,
    }));
}
