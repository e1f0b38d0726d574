import type { AlertKey } from '../../electron/core/alerts/alert.ts';
import type { AlertView, AppSnapshot, ClockView, IncidentView, SourceView } from '../../electron/core/snapshot.ts';
import type { StateShape } from '../ui/glyph.tsx';

/** Open incidents, the worst first. */
export function openIncidents(snapshot: AppSnapshot): readonly IncidentView[] {
  return snapshot.incidents.filter(({ status }) => status !== 'Resolved');
}

/** The incident that a person should see first: the worst that nobody owns, else the worst. */
export function firstIncident(snapshot: AppSnapshot): IncidentView | null {
  const open = openIncidents(snapshot);
  return open.find(({ acknowledged }) => acknowledged === null) ?? open[0] ?? null;
}

/**
 * The clock that matters most: an unmet response that is overdue, else what is due next, else what fell due last.
 * A level of the ladder that has been due for long must not hide the next deadline.
 */
export function urgentClock(incident: IncidentView): ClockView | null {
  const open = incident.clocks.filter(({ state }) => state !== 'met');
  const byDue = [...open].sort((a, b) => a.dueWallMs - b.dueWallMs);
  return (
    open.find(({ kind, state }) => kind === 'respond' && state === 'due') ??
    byDue.find(({ state }) => state === 'running') ??
    byDue.at(-1) ??
    null
  );
}

/** An alert with those that it explains, flattened: an explained one stands under the root of its causes. */
export interface AlertRowView {
  readonly alert: AlertView;
  readonly nested: boolean;
}

export function alertRows(alerts: readonly AlertView[]): readonly AlertRowView[] {
  const byKey = new Map(alerts.map((alert) => [alert.key, alert]));
  const explained = new Map<AlertKey, AlertView[]>();
  const roots: AlertView[] = [];
  for (const alert of alerts) {
    const root = rootOf(alert, byKey);
    if (root === alert) roots.push(alert);
    else explained.set(root.key, [...(explained.get(root.key) ?? []), alert]);
  }
  return roots.flatMap((alert) => [
    { alert, nested: false },
    ...(explained.get(alert.key) ?? []).map((child) => ({ alert: child, nested: true })),
  ]);
}

function rootOf(alert: AlertView, byKey: ReadonlyMap<AlertKey, AlertView>): AlertView {
  const seen = new Set<AlertView>();
  let root = alert;
  while (root.explainedBy !== null && !seen.has(root)) {
    seen.add(root);
    const cause = byKey.get(root.explainedBy.key);
    if (cause === undefined) break;
    root = cause;
  }
  return root;
}

/** The shape of a source that no firing alert speaks for. */
export function sourceShape(source: SourceView): StateShape {
  if (source.look === null) return 'unknown';
  if (source.look.verdict === 'unknown') {
    if (source.look.cause === 'offline') return 'offline';
    return source.look.cause === 'credentials' || source.look.cause === 'grant' ? 'key' : 'unknown';
  }
  if (source.stale) return 'unknown';
  return source.look.verdict === 'ok' ? 'well' : 'watching';
}
