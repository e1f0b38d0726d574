import { nextWorkdayEnd, type WorkingHours } from '../schedule/working-hours.ts';
import type { Severity } from '../severity.ts';
import { DAY_MS } from '../time.ts';

const SEV1_DAYS = 3;
const SEV2_WORKDAYS = 5;

/** When the post-mortem of an incident that ended then is due, as Unix ms; null where the severity asks for none. */
export function dueAt(severity: Severity, endedAtWallMs: number, hours: WorkingHours): number | null {
  if (severity === 1) return endedAtWallMs + SEV1_DAYS * DAY_MS;
  if (severity !== 2) return null;
  let dueWallMs = endedAtWallMs;
  for (let day = 0; day < SEV2_WORKDAYS; day += 1) dueWallMs = nextWorkdayEnd(dueWallMs, hours);
  return dueWallMs;
}
