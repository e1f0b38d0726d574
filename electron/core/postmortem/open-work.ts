import type { NewEvent } from '../events.ts';
import { localDate, type WorkingHours } from '../schedule/working-hours.ts';
import type { Severity } from '../severity.ts';
import { DAY_MS, elapsedBetween, type Instant } from '../time.ts';
import { dueAt } from './due.ts';
import { type ActionItem, type PostmortemState, withItem } from './record.ts';

/** What is still to be done about an incident once it is over. A fold of the log. */
export interface OpenWork {
  readonly incidentId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly endedAt: Instant | null;
  /** It goes on as part of another, whose post-mortem tells of both. */
  readonly merged: boolean;
  readonly state: PostmortemState;
  /** Whether a person has begun it: below SEV2 that alone asks for its end. */
  readonly begun: boolean;
  readonly items: readonly ActionItem[];
  /** The reminders that were given: `soon`, `due`. */
  readonly reminded: readonly string[];
}

export type Backlog = Readonly<Record<string, OpenWork>>;

/** What is finished is forgotten after this long, in ms: the log keeps it. */
const KEPT_MS = 30 * DAY_MS;

export function foldBacklog(backlog: Backlog, event: NewEvent): Backlog {
  if (event.incidentId === null) return backlog;
  const before = backlog[event.incidentId];
  const after = before === undefined ? opened(event.incidentId, event) : changed(before, event);
  return after === undefined || after === before ? backlog : { ...backlog, [event.incidentId]: after };
}

function opened(incidentId: string, event: NewEvent): OpenWork | undefined {
  if (event.type !== 'incident-opened') return undefined;
  const { title, severity } = event.payload;
  return {
    incidentId,
    title,
    severity,
    endedAt: null,
    merged: false,
    state: 'Draft',
    begun: false,
    items: [],
    reminded: [],
  };
}

function changed(work: OpenWork, event: NewEvent): OpenWork {
  switch (event.type) {
    case 'incident-severity-changed':
      return { ...work, severity: event.payload.to };
    case 'incident-status-changed':
      return { ...work, endedAt: event.payload.to === 'Resolved' ? event.at : null };
    case 'incident-merged':
      return { ...work, endedAt: event.at, merged: true };
    case 'postmortem-edited':
      return { ...work, begun: true };
    case 'postmortem-state':
      return { ...work, begun: true, state: event.payload.to };
    case 'action-item-set':
      return { ...work, begun: true, items: withItem(work.items, event.payload) };
    case 'notice-intended':
      if (event.payload.kind !== 'postmortem') return work;
      return { ...work, reminded: [...work.reminded, event.payload.about] };
    default:
      return work;
  }
}

/** Drops what is finished and older than a month. */
export function forgetFinished(backlog: Backlog, now: Instant): Backlog {
  const kept = Object.entries(backlog).filter(
    ([, work]) => work.endedAt === null || !isFinished(work) || elapsedBetween(work.endedAt, now) < KEPT_MS,
  );
  return kept.length === Object.keys(backlog).length ? backlog : Object.fromEntries(kept);
}

function isFinished({ merged, state, severity, begun, items }: OpenWork): boolean {
  const written = merged || state === 'Closed' || (severity > 2 && !begun);
  return written && items.every(({ status }) => status === 'Done' || status === 'Dropped');
}

export interface Reminder {
  readonly work: OpenWork;
  readonly about: 'soon' | 'due';
  readonly dueWallMs: number;
}

/** Post-mortems that are due within a day, or overdue, and of which that was not said yet. */
export function remindersDue(backlog: Backlog, now: Instant, hours: WorkingHours): readonly Reminder[] {
  return Object.values(backlog).flatMap((work): readonly Reminder[] => {
    const dueWallMs = work.endedAt === null ? null : dueAt(work.severity, work.endedAt.wallMs, hours);
    if (dueWallMs === null || work.merged || work.state === 'Reviewed' || work.state === 'Closed') return [];
    const about = now.wallMs >= dueWallMs ? 'due' : 'soon';
    if (dueWallMs - now.wallMs > DAY_MS || work.reminded.includes(about)) return [];
    return [{ work, about, dueWallMs }];
  });
}

export interface OverdueItem {
  readonly incidentId: string;
  readonly title: string;
  readonly item: ActionItem;
}

/** Action items whose day is over in the team's zone, the oldest first. */
export function overdueItems(backlog: Backlog, nowWallMs: number, { zone }: WorkingHours): readonly OverdueItem[] {
  const today = localDate(nowWallMs, zone);
  return Object.values(backlog)
    .flatMap(({ incidentId, title, items }) =>
      items.flatMap((item) => {
        const isOpen = item.status === 'Open' || item.status === 'In Progress';
        return isOpen && item.due !== null && item.due < today ? [{ incidentId, title, item }] : [];
      }),
    )
    .sort((a, b) => (a.item.due ?? '').localeCompare(b.item.due ?? ''));
}
