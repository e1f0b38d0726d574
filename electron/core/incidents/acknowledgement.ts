import { nextStartOfWork, type WorkingHours } from '../schedule/working-hours.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import type { Incident } from './incident.ts';

/** Without activity for this long an acknowledgement ends, in ms: "acknowledged and forgotten" is a known failure. */
const EXPIRES_AFTER_MS = { 1: 30 * MINUTE_MS, 2: 60 * MINUTE_MS } as const;

/** It is said this long before it happens, in ms. */
export const WARNING_MS = 5 * MINUTE_MS;

/** In how many ms (sleep included) the acknowledgement ends; negative when overdue; null when it never does. */
export function expiresInMs(incident: Incident, now: Instant, hours: WorkingHours): number | null {
  const { acknowledgement, severity } = incident;
  if (acknowledgement === null) return null;
  if (acknowledgement.untilWallMs !== null) return acknowledgement.untilWallMs - now.wallMs;
  switch (severity) {
    case 1:
    case 2:
      return EXPIRES_AFTER_MS[severity] - elapsedBetween(incident.lastActivity, now);
    case 3:
      return nextStartOfWork(incident.lastActivity.wallMs, hours) - now.wallMs;
    case 4:
      return null;
  }
}

export function expiryReason(incident: Incident): string {
  if (incident.acknowledgement?.untilWallMs != null) return 'The time given with the acknowledgement is over.';
  if (incident.severity === 3) return 'A new working day has begun.';
  const minutes = (incident.severity === 1 ? EXPIRES_AFTER_MS[1] : EXPIRES_AFTER_MS[2]) / MINUTE_MS;
  return `Nobody has touched it for ${minutes} minutes.`;
}
