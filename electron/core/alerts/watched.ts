import type { Rule } from '../checks/rule.ts';
import type { Instant } from '../time.ts';
import { remember } from './flap.ts';

/** Watched time and looks of one level, in ms: how long it was bad (that level or worse) and how long it was not. */
export interface LevelSums {
  readonly badMs: number;
  readonly badLooks: number;
  readonly goodMs: number;
}

/** What the answered looks of one alert add up to. */
export interface Watched {
  /** The newest look that was ok or bad. */
  readonly at: Instant;
  /** Counts sleeps, restarts and network changes: looks of different epochs are not adjacent. Null after an unknown. */
  readonly epoch: number | null;
  /** What that look said: a level, or null for well. */
  readonly level: number | null;
  /** One per level of the rule. */
  readonly sums: readonly LevelSums[];
  /** Bad at any level since the alert began; goes on where the sums are counted anew for a cause that did not fire. */
  readonly totalMs: number;
  readonly totalLooks: number;
  readonly history: number;
}

const NOTHING: LevelSums = { badMs: 0, badLooks: 0, goodMs: 0 };

export function startWatching(rule: Rule, at: Instant): Watched {
  return { at, epoch: null, level: null, sums: rule.levels.map(() => NOTHING), totalMs: 0, totalLooks: 0, history: 0 };
}

/** Adds one answered look that said `level`. Only time between two adjacent looks counts, at most 2 intervals of it. */
export function watch(before: Watched, level: number | null, at: Instant, epoch: number, intervalMs: number): Watched {
  const passedMs = before.epoch === epoch ? Math.max(0, at.awakeMs - before.at.awakeMs) : 0;
  const gapMs = Math.min(passedMs, 2 * intervalMs);
  const sums = before.sums.map((sum, i) => {
    const was = before.level !== null && before.level <= i;
    const is = level !== null && level <= i;
    if (is) return { badMs: sum.badLooks > 0 ? sum.badMs + gapMs : 0, badLooks: sum.badLooks + 1, goodMs: 0 };
    return { badMs: 0, badLooks: 0, goodMs: was ? 0 : sum.goodMs + gapMs };
  });
  const stayedBad = level !== null && before.level !== null;
  return {
    at,
    epoch,
    level,
    sums,
    totalMs: stayedBad ? before.totalMs + gapMs : 0,
    totalLooks: level === null ? 0 : before.totalLooks + 1,
    history: remember(before.history, level !== null),
  };
}

/** An unknown look neither adds nor takes away: it only parts the looks on its two sides. */
export function blind(before: Watched): Watched {
  return before.epoch === null ? before : { ...before, epoch: null };
}

/**
 * The hold counts anew from `now` on: a look before it is forgotten, one at that very moment is the first.
 * `total` too where a cause had fired: until then nobody waited for nothing.
 */
export function holdAnew(before: Watched, now: Instant, total: boolean): Watched {
  const isFirst = before.at.elapsedMs === now.elapsedMs;
  const sums = before.sums.map((sum) => ({ ...sum, badMs: 0, badLooks: isFirst && sum.badLooks > 0 ? 1 : 0 }));
  return total ? { ...before, sums, totalMs: 0, totalLooks: 0 } : { ...before, sums };
}

/** The worst level that was bad for the rule's whole hold and in enough looks, or null. */
export function heldLevel(rule: Rule, watched: Watched): number | null {
  const found = watched.sums.findIndex((sum) => sum.badMs >= rule.holdMs && sum.badLooks >= rule.minimumLooks);
  return found < 0 ? null : found;
}

/** Where a firing `level` stands now: itself, a milder one that is not cleared yet, or null when all are. */
export function standingLevel(rule: Rule, watched: Watched, level: number): number | null {
  const found = watched.sums.findIndex((sum, i) => i >= level && sum.goodMs < rule.keepFiringMs);
  return found < 0 ? null : found;
}
