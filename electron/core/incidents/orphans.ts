import type { Alert } from '../alerts/alert.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import { type Addressed, incidentOf } from './follow.ts';
import { causesOf, type Incidents } from './incident.ts';

/** An alert that outlives the incident which a person resolved opens another one after this long, in ms. */
export const REOPENS_AFTER_MS = 15 * MINUTE_MS;

/**
 * Alerts that fire and belong to no open incident, because somebody resolved it against the data: each opens a new one
 * after 15 min, at once where it got worse than it was, so that nothing is missed in silence.
 */
export function orphans(
  alerts: Iterable<Alert>,
  incidents: Incidents,
  now: Instant,
  runbookOf: (ruleId: string) => string,
  newId: () => string,
): readonly Addressed[] {
  const opened: Addressed[] = [];
  for (const alert of alerts) {
    if (alert.phase !== 'firing' || alert.explainedBy !== null || alert.unknownSince !== null) continue;
    if (incidentOf(incidents, alert.key) !== undefined) continue;
    const { badness, firstBad, key, ruleId } = alert;
    const last = Object.values(incidents).findLast((one) => causesOf(one).includes(key));
    const at = last?.resolvedAt ?? null;
    const isWorse = last !== undefined && badness.severity < last.severity;
    if (at !== null && !isWorse && elapsedBetween(at, now) < REOPENS_AFTER_MS) continue;
    const why = isWorse ? 'it got worse' : 'it fires still';
    const reason = last === undefined ? badness.reason : `${badness.reason} (resolved by hand before, and ${why})`;
    opened.push({
      type: 'incident-opened',
      payload: {
        title: badness.name,
        severity: badness.severity,
        runbook: runbookOf(ruleId),
        alertKey: key,
        reason,
        firstBad,
      },
      incidentId: newId(),
    });
  }
  return opened;
}
