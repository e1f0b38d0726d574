import type { Alert } from '../alerts/alert.ts';
import type { Rule } from '../checks/rule.ts';
import { indexOf } from '../checks/rule-index.ts';
import { incidentOf } from '../incidents/follow.ts';
import type { Incidents } from '../incidents/incident.ts';
import type { Mute } from '../notices/decide.ts';
import type { AlertView } from '../snapshot.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';

/** A resolved alert is shown for this long, in ms. */
const SHOWN_RESOLVED_MS = 30 * MINUTE_MS;

/** Alerts that are worth a row: firing before pending, the worst first; inactive ones have none. */
export function alertViews(
  alerts: readonly Alert[],
  rules: readonly Rule[],
  incidents: Incidents,
  mutes: readonly Mute[],
  now: Instant,
): readonly AlertView[] {
  const { byId } = indexOf(rules);
  const names = new Map(
    alerts.flatMap((alert) => (alert.phase === 'inactive' ? [] : [[alert.key, alert.badness.name]])),
  );
  const muted = new Map(
    mutes.flatMap(({ target, untilWallMs }) => (target.kind === 'alert' ? [[target.alertKey, untilWallMs]] : [])),
  );
  const rank = { firing: 0, unknown: 0, pending: 1, resolved: 2 } as const;
  return alerts
    .flatMap((alert): AlertView[] => {
      if (alert.phase === 'inactive') return [];
      if (alert.phase === 'resolved' && elapsedBetween(alert.resolvedAt, now) > SHOWN_RESOLVED_MS) return [];
      const cause = alert.explainedBy;
      return [
        {
          key: alert.key,
          name: nameOf(alert),
          severity: alert.badness.severity,
          phase: alert.phase === 'firing' && alert.unknownSince !== null ? 'unknown' : alert.phase,
          reason: alert.badness.reason,
          firstBadWallMs: alert.firstBad.wallMs,
          firedAtWallMs: alert.phase === 'pending' ? null : alert.firedAt.wallMs,
          resolvedAtWallMs: alert.phase === 'resolved' ? alert.resolvedAt.wallMs : null,
          held: alert.phase === 'pending' ? { watchedMs: alert.watchedMs, holdMs: alert.holdMs } : null,
          explainedBy: cause === null ? null : { key: cause, name: names.get(cause) ?? cause },
          unknownSinceWallMs: alert.phase === 'firing' ? (alert.unknownSince?.wallMs ?? null) : null,
          flapping: alert.flapping,
          mutedUntilWallMs: muted.get(alert.key) ?? null,
          runbook: byId.get(alert.ruleId)?.runbook ?? '',
          incidentId: incidentOf(incidents, alert.key)?.id ?? null,
        },
      ];
    })
    .sort(
      (a, b) =>
        rank[a.phase] - rank[b.phase] || a.severity - b.severity || (a.firstBadWallMs ?? 0) - (b.firstBadWallMs ?? 0),
    );
}

function nameOf(alert: Exclude<Alert, { phase: 'inactive' }>): string {
  return alert.instance === null ? alert.badness.name : `${alert.badness.name}: ${alert.instance.label}`;
}
