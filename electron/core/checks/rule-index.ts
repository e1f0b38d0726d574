import type { Rule } from './rule.ts';

export interface RuleIndex {
  readonly byId: ReadonlyMap<string, Rule>;
  /** By check: the thresholds of its rules, in the check's unit. */
  readonly limits: ReadonlyMap<string, readonly number[]>;
}

const indexes = new WeakMap<readonly Rule[], RuleIndex>();

/** What is looked up in the rules. Made once for the same list: every look and every snapshot asks, and lists are long. */
export function indexOf(rules: readonly Rule[]): RuleIndex {
  const known = indexes.get(rules);
  if (known !== undefined) return known;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const limits = new Map<string, readonly number[]>();
  for (const { check, levels } of rules) {
    const more = levels.flatMap(({ threshold }) => threshold?.value ?? []);
    limits.set(check, [...(limits.get(check) ?? []), ...more]);
  }
  indexes.set(rules, { byId, limits });
  return { byId, limits };
}
