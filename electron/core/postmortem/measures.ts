import type { StoredEvent } from '../events.ts';
import { causesOf, type Incident } from '../incidents/incident.ts';
import { elapsedBetween, type Instant } from '../time.ts';

/** In ms, sleep included, time in which nobody could look left out. Null while it has not happened. */
export interface Measures {
  /** From the first bad look to the end; null too where it goes on as part of another. */
  readonly durationMs: number | null;
  /** From the alarm to the first acknowledgement. */
  readonly toAcknowledgeMs: number | null;
  /** From the first bad look to the end. */
  readonly toResolveMs: number | null;
  /** How much of that nobody could look. */
  readonly blindMs: number;
}

interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * How long it took. `events` are the incident's and its parts', `around` those of no incident during it: sleep, and looks that could
 * not be made at all.
 */
export function measuresOf(
  incident: Incident,
  events: readonly StoredEvent[],
  around: readonly StoredEvent[],
  now: Instant,
): Measures {
  const { firstBad, mergedInto, openedAt, respondedAt, resolvedAt } = incident;
  const at = (moment: Instant): number => elapsedBetween(firstBad, moment);
  const endMs = at(resolvedAt ?? now);
  const blind = merged([...unseen(incident, events, at, endMs), ...notWatching(around, at, endMs)]);
  const seen = (fromMs: number, toMs: number): number => Math.max(0, toMs - fromMs - overlap(blind, fromMs, toMs));
  // What goes on as part of another is not over.
  const isOver = resolvedAt !== null && mergedInto === null;
  return {
    durationMs: isOver ? endMs : null,
    toAcknowledgeMs: respondedAt === null ? null : seen(at(openedAt), at(respondedAt)),
    toResolveMs: isOver ? seen(0, endMs) : null,
    blindMs: overlap(blind, 0, endMs),
  };
}

/** While one of its causes could not be looked at: until then nobody can tell that it is over. */
function unseen(
  incident: Incident,
  events: readonly StoredEvent[],
  at: (moment: Instant) => number,
  endMs: number,
): readonly Interval[] {
  return causesOf(incident).flatMap((cause) => {
    const intervals: Interval[] = [];
    let sinceMs: number | null = null;
    for (const event of events) {
      if (event.type === 'alert-unknown' && event.payload.alertKey === cause) sinceMs ??= at(event.at);
      if (event.type === 'alert-known' && event.payload.alertKey === cause && sinceMs !== null) {
        intervals.push({ fromMs: sinceMs, toMs: at(event.at) });
        sinceMs = null;
      }
    }
    return sinceMs === null ? intervals : [...intervals, { fromMs: sinceMs, toMs: endMs }];
  });
}

/** While nothing at all was seen, this computer slept, or Sevlight did not run. */
function notWatching(
  around: readonly StoredEvent[],
  at: (moment: Instant) => number,
  endMs: number,
): readonly Interval[] {
  const intervals: Interval[] = [];
  let sinceMs: number | null = null;
  for (const event of around) {
    const toMs = at(event.at);
    if (event.type === 'woke') intervals.push({ fromMs: toMs - event.payload.sleptMs, toMs });
    if (event.type === 'blind-started' && event.payload.source === 'all') sinceMs ??= toMs;
    if (event.type === 'blind-ended' && event.payload.source === 'all') {
      intervals.push({ fromMs: toMs - event.payload.lastedMs, toMs });
      sinceMs = null;
    }
  }
  return sinceMs === null ? intervals : [...intervals, { fromMs: sinceMs, toMs: endMs }];
}

/** In order and without overlaps, so that nothing is taken off twice. */
function merged(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (last === undefined || next.fromMs > last.toMs) result.push(next);
    else result.splice(-1, 1, { fromMs: last.fromMs, toMs: Math.max(last.toMs, next.toMs) });
  }
  return result;
}

function overlap(intervals: readonly Interval[], fromMs: number, toMs: number): number {
  return intervals.reduce((sum, one) => sum + Math.max(0, Math.min(one.toMs, toMs) - Math.max(one.fromMs, fromMs)), 0);
}
