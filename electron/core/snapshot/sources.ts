import type { Alert } from '../alerts/alert.ts';
import type { Check } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import { indexOf } from '../checks/rule-index.ts';
import { isStale, type WatchedSource } from '../engine/sight.ts';
import type { SourceFacts } from '../engine/state.ts';
import { bad } from '../look.ts';
import { type Severity, worse } from '../severity.ts';
import type { CheckView, SourceView } from '../snapshot.ts';
import type { SourceId } from '../source.ts';
import type { Instant } from '../time.ts';

export type History = readonly { readonly atWallMs: number; readonly value: number | null }[];

export function sourceView(
  source: WatchedSource,
  facts: SourceFacts | undefined,
  alerts: readonly Alert[],
  rules: readonly Rule[],
  historyOf: (source: SourceId, check?: string) => History,
  now: Instant,
): SourceView {
  const raised = raisedChecks(alerts, rules);
  const { limits } = indexOf(rules);
  return {
    id: source.id,
    name: source.name,
    address: source.address,
    look: facts?.look ?? null,
    lookedAtWallMs: facts?.lookedAt?.wallMs ?? null,
    askedAtWallMs: facts?.askedAt.wallMs ?? null,
    latencyMs: facts?.latencyMs ?? null,
    intervalMs: source.intervalMs,
    stale: isStale(facts, source.intervalMs, now),
    severity: worstFiring(facts?.checks ?? [], alerts, rules),
    checks: (facts?.checks ?? []).map((check) =>
      checkView(check, raised, limits.get(check.name) ?? [], historyOf(source.id, check.name)),
    ),
    history: historyOf(source.id),
  };
}

function worstFiring(checks: readonly Check[], alerts: readonly Alert[], rules: readonly Rule[]): Severity | null {
  const { byId } = indexOf(rules);
  const worst = new Map<string, Severity | null>();
  for (const alert of alerts) {
    const check = byId.get(alert.ruleId)?.check;
    if (alert.phase !== 'firing' || alert.explainedBy !== null || check === undefined) continue;
    worst.set(check, worse(worst.get(check) ?? null, alert.badness.severity));
  }
  return checks.reduce<Severity | null>((found, { name }) => worse(found, worst.get(name) ?? null), null);
}

/** What was measured alone says only that it was measured: a check whose rule finds it bad carries that verdict. */
function checkView(
  check: Check,
  raised: ReadonlyMap<string, string>,
  limits: readonly number[],
  history: History,
): CheckView {
  const { name, value, unit, facts } = check;
  const reason = check.look.verdict === 'ok' ? raised.get(name) : undefined;
  const look = reason === undefined ? check.look : bad(reason);
  return { name, label: words(name), value, unit, look, facts: facts ?? [], limits, history };
}

/** The checks with a pending or firing alert, and what its rule says of them. */
function raisedChecks(alerts: readonly Alert[], rules: readonly Rule[]): ReadonlyMap<string, string> {
  const { byId } = indexOf(rules);
  return new Map(
    alerts.flatMap((alert) => {
      const check = byId.get(alert.ruleId)?.check;
      const isRaised = alert.phase === 'pending' || alert.phase === 'firing';
      return isRaised && check !== undefined ? [[check, alert.badness.reason]] : [];
    }),
  );
}

/** `queue_length` reads `Queue length`. */
function words(name: string): string {
  const spaced = name.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
