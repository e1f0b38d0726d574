import type { Rule, Threshold, ThresholdName } from '../checks/rule.ts';
import { defaultRules } from '../checks/rules.ts';
import { atOrAbove, atOrBelow, DEFAULT_THRESHOLDS, rateBelow } from '../checks/thresholds.ts';

export type Direction = Threshold['direction'];

/** The threshold of that direction at another value; its clear value follows. */
export function thresholdAt(direction: Direction, value: number): Threshold {
  switch (direction) {
    case 'at-or-above':
      return atOrAbove(value);
    case 'below':
      return rateBelow(value);
    case 'at-or-below':
      return atOrBelow(value);
  }
}

/** The rule with nothing but this level, at this value; null where the level has no threshold or there is no such level. */
export function ruleAt(rule: Rule, level: number, value: number): Rule | null {
  const found = rule.levels[level];
  if (found?.threshold === undefined) return null;
  return { ...rule, levels: [{ ...found, threshold: thresholdAt(found.threshold.direction, value) }] };
}

/** `value`, moved this many steps to where the alert fires less; null where no threshold can be there. */
export function lessSensitive(direction: Direction, value: number, steps: number): number | null {
  const step = stepOf(value);
  return rounded(direction, direction === 'at-or-above' ? value + steps * step : value - steps * step, step);
}

/** `value`, as people would write it; null where no threshold can be there. */
export function asSetting(direction: Direction, value: number): number | null {
  return rounded(direction, value, stepOf(value));
}

function rounded(direction: Direction, value: number, step: number): number | null {
  const near = Math.round(value / step) * step;
  // A rate is never below 0: such an alert would be none.
  return near < (direction === 'below' ? step : 0) ? null : near;
}

/** What people write thresholds in: 1 up to 100, 10 up to 1000, and so on. */
function stepOf(value: number): number {
  return 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
}

/** A number that nobody sets. */
const MARK = 987_654_321;

/** Under which name the configuration and the playbook set this level's threshold; null where neither can. */
export function thresholdNameOf(ruleId: string, level: number): ThresholdName | null {
  const names = Object.keys(DEFAULT_THRESHOLDS).filter((name): name is ThresholdName => {
    const marked = defaultRules({ [name]: MARK }).find(({ id }) => id === ruleId);
    return marked?.levels[level]?.threshold?.value === MARK;
  });
  return names[0] ?? null;
}
