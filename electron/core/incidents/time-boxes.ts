import type { AppMode } from '../events.ts';
import { duration } from '../notices/compose.ts';
import { severityLabel } from '../severity.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import type { Addressed } from './follow.ts';
import { type Incident, type Incidents, isOpen, type TimeBox } from './incident.ts';

/** What a step is given by one key, in ms: long enough to try something, short enough to notice that it does not help. */
export const TIME_BOX_MS = 5 * MINUTE_MS;

/** When each step's time is over, as Unix ms by `LIST/STEP`; sleep counts. */
export function timeBoxes({ timeBoxes: boxes }: Incident, now: Instant): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(boxes).map(([key, box]) => [key, now.wallMs + leftMs(box, now)]));
}

/** Each time box that ran out is said once. No mute holds it back: whoever set it is at work and waits for it. */
export function planTimeBoxes(
  incidents: Incidents,
  now: Instant,
  mode: AppMode,
  newId: () => string,
): readonly Addressed[] {
  const mark = mode === 'live' ? '' : `${mode.toUpperCase()} `;
  const over: Addressed[] = [];
  // Asked at every step of the engine, of thousands of incidents at times.
  for (const incident of Object.values(incidents)) {
    for (const [about, box] of Object.entries(incident.timeBoxes)) {
      if (box.told || !isOpen(incident) || leftMs(box, now) > 0) continue;
      const payload = {
        noticeId: newId(),
        kind: 'time-box' as const,
        severity: null,
        title: `${mark}[${severityLabel(incident.severity)}] ${incident.title}: time is over`,
        body: `${box.text}\nIts ${duration(box.forMs)} are over. Go on, or try something else?`,
        replaces: null,
        about,
        covers: [],
      };
      over.push({ type: 'notice-intended', payload, incidentId: incident.id });
    }
  }
  return over;
}

function leftMs({ at, forMs }: TimeBox, now: Instant): number {
  return forMs - elapsedBetween(at, now);
}
