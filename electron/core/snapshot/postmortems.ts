import { dueAt } from '../postmortem/due.ts';
import { type Backlog, overdueItems } from '../postmortem/open-work.ts';
import type { WorkingHours } from '../schedule/working-hours.ts';
import type { OverdueView, PostmortemView } from '../snapshot.ts';
import type { Instant } from '../time.ts';

export function postmortemViews(backlog: Backlog, hours: WorkingHours): readonly PostmortemView[] {
  const whenDue = ({ dueWallMs }: PostmortemView): number => dueWallMs ?? Number.MAX_SAFE_INTEGER;
  return Object.values(backlog)
    .flatMap(({ incidentId, title, severity, state, begun, endedAt, merged }): PostmortemView[] => {
      if (endedAt === null || merged || state === 'Closed') return [];
      const dueWallMs = dueAt(severity, endedAt.wallMs, hours);
      return dueWallMs === null && !begun ? [] : [{ incidentId, title, severity, state, dueWallMs }];
    })
    .sort((a, b) => whenDue(a) - whenDue(b));
}

export function overdueViews(backlog: Backlog, now: Instant, hours: WorkingHours): readonly OverdueView[] {
  return overdueItems(backlog, now.wallMs, hours).map(({ incidentId, title, item }) => ({
    incidentId,
    title,
    action: item.action,
    owner: item.owner,
    due: item.due ?? '',
  }));
}
