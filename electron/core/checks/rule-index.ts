import type { Rule } from './rule.ts';

export interface RuleIndex {
  readonly byId: ReadonlyMap<string, Rule>;
  readonly byCheck: ReadonlyMap<string, readonly Rule[]>;
}

const indexes = new WeakMap<readonly Rule[], RuleIndex>();

/** The rules by id and by check. Made once for the same list: every look and every snapshot asks, and lists are long. */
export function indexOf(rules: readonly Rule[]): RuleIndex {
  const known = indexes.get(rules);
  if (known !== undefined) return known;
  const made = {
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    byCheck: Map.groupBy(rules, ({ check }) => check),
  };
  indexes.set(rules, made);
  return made;
}
