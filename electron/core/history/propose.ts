import type { Rule } from '../checks/rule.ts';
import { MINUTE_MS } from '../time.ts';
import type { PastFiring } from './firings.ts';
import type { KeptLook } from './kept-looks.ts';
import { type ReplayedFiring, replay, type Side } from './replay.ts';
import { type Direction, lessSensitive, ruleAt } from './threshold.ts';

/** A threshold worth a thought, and why, or why there is none. */
export interface Proposal {
  /** Null where there is nothing to propose. */
  readonly threshold: number | null;
  readonly reason: string;
}

export interface ProposalParts {
  readonly rule: Rule;
  readonly level: number;
  readonly direction: Direction;
  /** The present one. */
  readonly threshold: number;
  readonly looks: readonly KeptLook[];
  /** Those of this level that began within the looks. */
  readonly firings: readonly PastFiring[];
}

/** Looks this long before and after a firing are replayed with it. */
const AROUND_MS = 15 * MINUTE_MS;
/** Doubled so often, a change of the threshold is no change any more. */
const DOUBLINGS = 24;

/**
 * The least change of the threshold that keeps every firing that was acted on and drops those called noise or wrong.
 * What thinned samples leave open is judged to the safe side both times: a firing is kept only where it surely would
 * have fired, dropped only where it surely would not.
 */
export function propose(parts: ProposalParts): Proposal {
  const { threshold, firings } = parts;
  const noise = firings.filter(({ judged }) => judged === 'noise' || judged === 'wrong-threshold');
  const actedOn = firings.filter(({ judged }) => judged === 'acted-on');
  const none = (reason: string): Proposal => ({ threshold: null, reason });
  if (noise.length === 0) return none('Nobody called a firing noise or its threshold wrong, so nothing is proposed.');

  const standing = noise.filter((firing) => fires(parts, firing, threshold, 'worst'));
  if (standing.length === 0) return none('What was called noise would not fire at this threshold any more.');
  const found = leastDropping(parts, standing);
  if (found === null) return none('No threshold would have dropped what was called noise.');

  const lost = actedOn.filter((firing) => isLost(parts, firing, found));
  if (lost.length > 0) {
    const which = `${lost.length} of ${times(actedOn.length, 'firing')} that somebody acted on`;
    return none(
      `No threshold tells them apart: ${found} would have dropped the noise, and ${which} with it. A longer hold may.`,
    );
  }
  const kept = actedOn.length === 1 ? 'the one acted on is kept' : `the ${actedOn.length} acted on are kept`;
  const keeps = actedOn.length === 0 ? 'none was acted on that it could lose' : kept;
  return {
    threshold: found,
    reason: `The least change that drops ${times(standing.length, 'firing')} called noise or wrong; ${keeps}.`,
  };
}

/** The least change after which none of them fires, found by doubling and halving. */
function leastDropping(parts: ProposalParts, firings: readonly PastFiring[]): number | null {
  const at = (steps: number): number | null => lessSensitive(parts.direction, parts.threshold, steps);
  const drops = (value: number): boolean => firings.every((firing) => !fires(parts, firing, value, 'worst'));
  let most = 1;
  for (let doubling = 0; doubling < DOUBLINGS; doubling += 1) {
    const value = at(most);
    // Nothing lies beyond 0: the last value before it may do.
    if (value === null) return lastAbove(at, most, drops);
    if (drops(value)) return halved(at, most, drops);
    most *= 2;
  }
  return null;
}

function lastAbove(
  at: (steps: number) => number | null,
  beyondIt: number,
  drops: (value: number) => boolean,
): number | null {
  let steps = beyondIt - 1;
  while (steps > 0 && at(steps) === null) steps -= 1;
  const value = at(steps);
  return steps > 0 && value !== null && drops(value) ? halved(at, steps, drops) : null;
}

/** `most` steps drop them; fewer may. */
function halved(at: (steps: number) => number | null, most: number, drops: (value: number) => boolean): number | null {
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const value = at(middle);
    if (value !== null && drops(value)) high = middle;
    else low = middle;
  }
  return at(high);
}

/** Kept is what surely would have fired; of what even now is only perhaps seen, what perhaps would have. */
function isLost(parts: ProposalParts, firing: PastFiring, value: number): boolean {
  const side = fires(parts, firing, parts.threshold, 'best') ? 'best' : 'worst';
  return !fires(parts, firing, value, side);
}

/** Whether the alert would have fired, too, while this firing lasted. */
function fires({ rule, level, looks }: ProposalParts, firing: PastFiring, value: number, side: Side): boolean {
  const asked = ruleAt(rule, level, value);
  if (asked === null) return false;
  const toWallMs = firing.toWallMs ?? Number.POSITIVE_INFINITY;
  const those = looks.filter(
    ({ atWallMs }) => atWallMs >= firing.fromWallMs - AROUND_MS && atWallMs <= toWallMs + AROUND_MS,
  );
  const overlaps = (one: ReplayedFiring): boolean =>
    one.fromWallMs <= toWallMs && (one.toWallMs ?? Number.POSITIVE_INFINITY) >= firing.fromWallMs;
  return replay(asked, those, side).some(overlaps);
}

function times(count: number, of: string): string {
  return `${count} ${of}${count === 1 ? '' : 's'}`;
}
