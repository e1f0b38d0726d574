import { defaultRules, type RuleOverride } from '../core/checks/rules.ts';
import type { FileConfig } from './schema.ts';
import { suggestion } from './suggestion.ts';

type Written = NonNullable<FileConfig['rules']>[string];

const SYSTEM_HEALTH = 'system-health-critical';

/** What the file changes about rules, by rule id. A rule may be named by its id or by an alert's name. */
export function ruleOverrides(
  { rules = {}, systemHealthStandsAlone = false }: FileConfig,
  tell: (keys: readonly string[], message: string) => void,
): Readonly<Record<string, RuleOverride>> {
  const ids = idsByName();
  const overrides: Record<string, RuleOverride> = {};
  if (systemHealthStandsAlone) overrides[SYSTEM_HEALTH] = { explainedBy: [] };
  for (const [name, written] of Object.entries(rules)) {
    const id = ids.get(name.toLowerCase());
    if (id === undefined) {
      tell([name], `There is no such rule. ${suggestion(name, [...new Set(ids.values())])}`);
      continue;
    }
    const unknown = written.explainedBy?.find((cause) => !ids.has(cause.toLowerCase()));
    if (unknown !== undefined) {
      tell([name, 'explainedBy'], `There is no rule "${unknown}".`);
      continue;
    }
    overrides[id] = { ...overrides[id], ...override(written, ids) };
  }
  return overrides;
}

function override(written: Written, ids: ReadonlyMap<string, string>): RuleOverride {
  const { enabled, hold, keepFiring, looks, severity, runbook, explainedBy } = written;
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(hold === undefined ? {} : { holdMs: hold }),
    ...(keepFiring === undefined ? {} : { keepFiringMs: keepFiring }),
    ...(looks === undefined ? {} : { minimumLooks: looks }),
    ...(severity === undefined ? {} : { severities: severity }),
    ...(runbook === undefined ? {} : { runbook }),
    ...(explainedBy === undefined
      ? {}
      : { explainedBy: explainedBy.flatMap((cause) => ids.get(cause.toLowerCase()) ?? []) }),
  };
}

/** Rule ids by their own and their alerts' names, in small letters. */
function idsByName(): ReadonlyMap<string, string> {
  const pairs = defaultRules().flatMap(({ id, levels }) => [
    [id, id] as const,
    ...levels.flatMap(({ name, aliases }) => [name, ...aliases].map((each) => [each.toLowerCase(), id] as const)),
  ]);
  return new Map(pairs);
}
