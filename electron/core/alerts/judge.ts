import type { Rule, RuleLevel, Threshold } from '../checks/rule.ts';
import { beyond } from '../checks/thresholds.ts';
import type { Look } from '../look.ts';
import type { Badness } from './alert.ts';

export type Verdict = Exclude<Look, { verdict: 'unknown' }>;

/** One answered look of one alert: the verdict, and what was measured. */
export interface Measured {
  readonly look: Verdict;
  readonly value: number | null;
}

export interface JudgeContext {
  /** The level that is firing, or null: from there on the clear values hold (hysteresis). */
  readonly firing: number | null;
  /** Whether a level that counts only after better times does count. */
  readonly counts: (level: RuleLevel) => boolean;
}

/** The level (0 the worst) of what was measured, or null when it is well. A bad look without a level is the worst. */
export function levelOf(rule: Rule, measured: Measured, context: JudgeContext): number | null {
  const { look, value } = measured;
  if (look.verdict === 'bad' && look.level !== undefined) return Math.min(look.level, rule.levels.length - 1);
  if (value !== null) {
    const found = rule.levels.findIndex((level, i) => {
      if (level.threshold === undefined || !context.counts(level)) return false;
      const { direction, value: threshold, clear } = level.threshold;
      const held = context.firing !== null && i >= context.firing;
      return beyond(direction, value, held ? clear : threshold);
    });
    if (found >= 0) return found;
  }
  return look.verdict === 'bad' ? 0 : null;
}

/** What is wrong at `level`, with one sentence that names the thresholds. */
export function badnessAt(rule: Rule, level: number, measured: Measured): Badness {
  const found = rule.levels[level];
  if (found === undefined) throw new RangeError(`Rule ${rule.id} has no level ${level}`);
  return {
    level,
    name: found.name,
    severity: found.severity,
    reason: measured.value === null ? measured.look.reason : withThresholds(rule, measured.look.reason),
    value: measured.value,
  };
}

/** `63 waiting, warning at 50, critical at 100`. */
function withThresholds({ levels }: Rule, reason: string): string {
  const words = levels.length > 1 ? ['critical', 'warning'] : ['limit'];
  return levels.reduceRight((text, { threshold }, i) => {
    return threshold === undefined ? text : `${text}, ${words[i] ?? `level ${i + 1}`} ${limitText(threshold)}`;
  }, reason);
}

function limitText({ direction, value }: Threshold): string {
  switch (direction) {
    case 'at-or-above':
      return `at ${value}`;
    case 'below':
      return `below ${value}`;
    case 'at-or-below':
      return value === 0 ? 'at 0' : `at ${value} or fewer`;
  }
}
