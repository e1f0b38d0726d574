import type { StoredEvent } from '../events.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import { stepKey } from './incident.ts';

/** What a step is given by one key, in ms: long enough to try something, short enough to notice that it does not help. */
export const TIME_BOX_MS = 5 * MINUTE_MS;

/** When each step's time is over, as Unix ms by `LIST/STEP`; sleep counts. A step that is settled has no time box. */
export function timeBoxes(events: readonly StoredEvent[], now: Instant): Readonly<Record<string, number>> {
  const due = new Map<string, number>();
  for (const event of events) {
    switch (event.type) {
      case 'step-timed': {
        const { list, stepId, forMs } = event.payload;
        due.set(stepKey(list, stepId), now.wallMs + forMs - elapsedBetween(event.at, now));
        break;
      }
      case 'step-done':
      case 'step-skipped':
        due.delete(stepKey(event.payload.list, event.payload.stepId));
        break;
      default:
    }
  }
  return Object.fromEntries(due);
}
