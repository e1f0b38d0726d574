import type { Rule } from '../checks/rule.ts';
import type { AlertKey } from './alert.ts';
import type { Entry } from './state.ts';

/** What explains an alert. Pending: it may yet turn out to be nothing. Firing: it stands. */
export interface Cause {
  readonly key: AlertKey;
  readonly name: string;
  readonly strength: 'pending' | 'firing';
}

/** The alert by which a rule explains others: its firing one, or else its pending one. */
export function strongest(entries: Iterable<Entry>): Cause | null {
  let pending: Cause | null = null;
  for (const { alert } of entries) {
    if (alert.phase === 'firing') return { key: alert.key, name: alert.badness.name, strength: 'firing' };
    if (alert.phase === 'pending') pending ??= { key: alert.key, name: alert.badness.name, strength: 'pending' };
  }
  return pending;
}

/** What explains the alerts of `rule` now: a firing cause before a pending one. */
export function causeOf(rule: Rule, active: ReadonlyMap<string, Cause>): Cause | null {
  const causes = rule.explainedBy.flatMap((id) => active.get(id) ?? []);
  return causes.find((cause) => cause.strength === 'firing') ?? causes[0] ?? null;
}

/**
 * The cause of a check that says itself which others cover it (`coveredBy`): as good as firing, whatever those others
 * measure, because their own numbers decide. Without that word, or where one of them has no rule here, `otherwise`.
 */
export function coveringCause(
  rule: Rule,
  coveredBy: readonly string[] | null,
  rules: readonly Rule[],
  active: ReadonlyMap<string, Cause>,
  otherwise: Cause | null,
): Cause | null {
  if (coveredBy === null) return otherwise;
  const covering = rules.filter(({ id, check }) => rule.explainedBy.includes(id) && coveredBy.includes(check));
  const [first] = covering;
  if (first === undefined) return coveredBy.length === 0 ? null : otherwise;
  if (!coveredBy.every((check) => covering.some((other) => other.check === check))) return otherwise;
  const cause = causeOf({ ...rule, explainedBy: covering.map(({ id }) => id) }, active);
  return { key: cause?.key ?? first.id, name: cause?.name ?? first.levels[0]?.name ?? first.id, strength: 'firing' };
}
