import type { BlindCause, NewEvent } from '../events.ts';
import type { Addressed } from '../incidents/follow.ts';
import { isEssential, type SourceId } from '../source.ts';
import { elapsedBetween, HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';
import type { SourceFacts } from './state.ts';

/** What is asked, whether or not it has answered yet. */
export interface WatchedSource {
  readonly id: SourceId;
  readonly name: string;
  readonly address: string;
  readonly intervalMs: number;
}

/** Since when a source, or all of them, could not be seen, and why. */
export interface Blindness {
  readonly since: Instant;
  readonly cause: BlindCause;
  readonly reason: string;
}

export interface Sight {
  readonly blind: Readonly<Partial<Record<SourceId | 'all', Blindness>>>;
  /** When NOT MONITORING was last announced. */
  readonly toldAt: Instant | null;
}

export const SEEING: Sight = { blind: {}, toldAt: null };

/** Older than 3 missed looks and at least 60 s: stale. Before its first look a source is stale. */
const STALE_LOOKS = 3;
const STALE_AT_LEAST_MS = MINUTE_MS;
const TELL_AFTER_MS = 5 * MINUTE_MS;
const TELL_AGAIN_AFTER_MS = HOUR_MS;

export function isStale(facts: SourceFacts | undefined, intervalMs: number, now: Instant): boolean {
  if (facts?.lookedAt == null) return true;
  return elapsedBetween(facts.lookedAt, now) > Math.max(STALE_LOOKS * intervalMs, STALE_AT_LEAST_MS);
}

/** Whether any source without which we are blind has given an answer that is not stale. */
export function seesAnything(
  sources: readonly WatchedSource[],
  facts: Readonly<Partial<Record<SourceId, SourceFacts>>>,
  now: Instant,
): boolean {
  return sources.filter(isEssential).some(({ id, intervalMs }) => !isStale(facts[id], intervalMs, now));
}

/** What changed in what can be seen: a source without which we are blind, or all of them, went blind or is seen again. */
export function lookAround(
  sight: Sight,
  watched: readonly WatchedSource[],
  facts: Readonly<Partial<Record<SourceId, SourceFacts>>>,
  now: Instant,
): readonly Addressed[] {
  const sources = watched.filter(isEssential);
  const stale = sources.filter(({ id, intervalMs }) => isStale(facts[id], intervalMs, now));
  const events = sources.flatMap(({ id, name }) => {
    const look = facts[id]?.look;
    const why: Omit<Blindness, 'since'> =
      look?.verdict === 'unknown'
        ? { cause: look.cause, reason: `${name}: ${look.reason}` }
        : { cause: 'starting', reason: `${name} has not answered.` };
    return turned(
      sight,
      id,
      stale.some((one) => one.id === id),
      why,
      now,
    );
  });
  const [first] = stale;
  const all = first !== undefined && stale.length === sources.length;
  const look = first && facts[first.id]?.look;
  const why: Omit<Blindness, 'since'> =
    look?.verdict === 'unknown'
      ? { cause: look.cause, reason: look.reason }
      : { cause: 'starting', reason: 'No source has answered.' };
  return [...events, ...turned(sight, 'all', all, why, now)];
}

function turned(
  sight: Sight,
  source: SourceId | 'all',
  blind: boolean,
  why: Omit<Blindness, 'since'>,
  now: Instant,
): readonly Addressed[] {
  const before = sight.blind[source];
  if (blind === (before !== undefined)) return [];
  if (before === undefined) return [{ type: 'blind-started', payload: { source, ...why }, incidentId: null }];
  const { cause, reason, since } = before;
  const lastedMs = elapsedBetween(since, now);
  return [{ type: 'blind-ended', payload: { source, cause, reason, lastedMs }, incidentId: null }];
}

/** Whether it is time to announce that nothing is watched: after 5 min, and at most once an hour. */
export function notMonitoring(sight: Sight, now: Instant): Blindness | null {
  const { all } = sight.blind;
  if (all === undefined || elapsedBetween(all.since, now) < TELL_AFTER_MS) return null;
  if (sight.toldAt !== null && elapsedBetween(sight.toldAt, now) < TELL_AGAIN_AFTER_MS) return null;
  return all;
}

/** The sight after one more event. */
export function foldSight(sight: Sight, event: NewEvent): Sight {
  switch (event.type) {
    case 'blind-started': {
      const { source, cause, reason } = event.payload;
      return { ...sight, blind: { ...sight.blind, [source]: { since: event.at, cause, reason } } };
    }
    case 'blind-ended': {
      const { [event.payload.source]: _over, ...blind } = sight.blind;
      return { ...sight, blind };
    }
    case 'notice-intended':
      return event.payload.kind === 'not-monitoring' ? { ...sight, toldAt: event.at } : sight;
    default:
      return sight;
  }
}
