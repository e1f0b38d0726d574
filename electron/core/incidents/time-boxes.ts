import type { AppMode } from '../events.ts';
import { duration } from '../notices/compose.ts';
import { severityLabel } from '../severity.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import type { Addressed } from './follow.ts';
import { type Incident, type Incidents, openIncidents, type TimeBox } from './incident.ts';

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
  return openIncidents(incidents).flatMap((incident) =>
    Object.entries(incident.timeBoxes)
      .filter(([, box]) => !box.told && leftMs(box, now) <= 0)
      .map(
        ([about, { text, forMs }]): Addressed => ({
          type: 'notice-intended',
          incidentId: incident.id,
          payload: {
            noticeId: newId(),
            kind: 'time-box',
            severity: null,
            title: `${mark}[${severityLabel(incident.severity)}] ${incident.title}: time is over`,
            body: `${text}\nIts ${duration(forMs)} are over. Go on, or try something else?`,
            replaces: null,
            about,
            covers: [],
          },
        }),
      ),
  );
}

function leftMs({ at, forMs }: TimeBox, now: Instant): number {
  return forMs - elapsedBetween(at, now);
}
