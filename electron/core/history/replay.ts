import { type AlertsState, LOOKS_UNTIL_SETTLED, NO_ALERTS } from '../alerts/state.ts';
import { type AlertInput, stepAlerts } from '../alerts/step.ts';
import type { Check } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import { beyond } from '../checks/thresholds.ts';
import { ok, unknown } from '../look.ts';
import type { Instant } from '../time.ts';
import { type KeptLook, missedMs } from './kept-looks.ts';

/** Once that an alert would have fired. */
export interface ReplayedFiring {
  /** Its first bad look. */
  readonly fromWallMs: number;
  /** Null while it would go on. */
  readonly toWallMs: number | null;
}

/** Of what a thinned sample may have been: the side on which the rule calls it bad, or the other one. */
export type Side = 'worst' | 'best';

/** How often one rule, by itself, would have fired over these looks: the alert engine's own answer. */
export function replay(rule: Rule, looks: readonly KeptLook[], side: Side): readonly ReplayedFiring[] {
  const firings: { fromWallMs: number; toWallMs: number | null }[] = [];
  const mayBeSkipped = isDull(rule, looks);
  let state: AlertsState = NO_ALERTS;
  let before: KeptLook | null = null;

  function feed(input: AlertInput): void {
    const step = stepAlerts(state, input, [rule]);
    state = step.state;
    for (const { type, payload } of step.events) {
      if (type === 'alert-fired') firings.push({ fromWallMs: payload.firstBad.wallMs, toWallMs: null });
      const last = firings.at(-1);
      if (type === 'alert-resolved' && last !== undefined) last.toWallMs = input.now.wallMs;
    }
  }

  for (const look of looks) {
    const now = instant(look.atWallMs);
    if (before !== null && look.atWallMs - before.atWallMs > missedMs(before)) {
      feed({ kind: 'tick', now });
      feed({ kind: 'woke', now });
    }
    before = look;
    const value = valueOn(rule, look, side);
    if (mayBeSkipped(state, look, value)) continue;
    const { source, stepMs: intervalMs } = look;
    feed({ kind: 'looked', now, source, depth: 'full', intervalMs, checks: [checkOf(rule, look, value)] });
  }
  return firings;
}

/** What the look may have measured, from the rule's side. */
function valueOn({ levels }: Rule, { low, high }: KeptLook, side: Side): number | null {
  const isBadAbove = levels[0]?.threshold?.direction === 'at-or-above';
  return isBadAbove === (side === 'worst') ? high : low;
}

function checkOf({ check: name }: Rule, { source }: KeptLook, value: number | null): Check {
  const look = value === null ? unknown('network', 'It was not measured') : ok('Measured');
  return { name, source, value, unit: '', look };
}

/** A good look changes nothing where nothing is bad: weeks of them need not be taken in one by one. */
function isDull(rule: Rule, looks: readonly KeptLook[]) {
  const [first] = looks;
  const isAlone = looks.every(({ source }) => source === first?.source);
  const isPlain = rule.levels.every(({ seenGoodWithinMs }) => seenGoodWithinMs === undefined);
  return (state: AlertsState, { source }: KeptLook, value: number | null): boolean => {
    if (!isAlone || !isPlain || state.entries[rule.id] !== undefined) return false;
    if ((state.sources[source]?.completed ?? 0) < LOOKS_UNTIL_SETTLED) return false;
    return (
      value === null ||
      rule.levels.every(
        ({ threshold }) => threshold === undefined || !beyond(threshold.direction, value, threshold.value),
      )
    );
  };
}

function instant(wallMs: number): Instant {
  return { wallMs, elapsedMs: wallMs, awakeMs: wallMs, bootId: 'replay' };
}
