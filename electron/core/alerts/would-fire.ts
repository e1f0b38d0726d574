import type { Check } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import type { Severity } from '../severity.ts';
import type { AlertKey } from './alert.ts';
import { type Cause, causeOf, coveringCause } from './explain.ts';
import { sightings } from './instances.ts';
import { badnessAt, levelOf } from './judge.ts';
import { mergeChecks } from './merge.ts';

/** An alert as it would fire if what one look saw were to last. */
export interface WouldFire {
  readonly key: AlertKey;
  readonly ruleId: string;
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: string;
  readonly reason: string;
  readonly explainedBy: { readonly key: AlertKey; readonly name: string } | null;
}

/** What one look at every source would raise. A level that counts only after better times is left out: one look saw none. */
export function wouldFire(checks: readonly Check[], rules: readonly Rule[]): readonly WouldFire[] {
  const byName = new Map(mergeChecks(checks).map((check) => [check.name, check]));
  const active = new Map<string, Cause>();
  return rules.flatMap((rule) => {
    const check = byName.get(rule.check);
    if (check === undefined) return [];
    const cause = coveringCause(rule, check.coveredBy ?? null, rules, active, causeOf(rule, active));
    const raised = sightings(rule, check).flatMap(({ key, look, value }): readonly WouldFire[] => {
      if (look.verdict === 'unknown') return [];
      const measured = { look, value };
      const counts = ({ seenGoodWithinMs }: { seenGoodWithinMs?: number }) => seenGoodWithinMs === undefined;
      const level = levelOf(rule, measured, { firing: null, counts });
      if (level === null) return [];
      const { name, severity, reason } = badnessAt(rule, level, measured);
      const explainedBy = cause && { key: cause.key, name: cause.name };
      return [{ key, ruleId: rule.id, name, severity, runbook: rule.runbook, reason, explainedBy }];
    });
    const [first] = raised;
    if (first !== undefined) active.set(rule.id, { key: first.key, name: first.name, strength: 'firing' });
    return raised;
  });
}
