import type { Alert } from '../alerts/alert.ts';
import type { Check } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import { isStale, type WatchedSource } from '../engine/sight.ts';
import type { SourceFacts } from '../engine/state.ts';
import { type Severity, worse } from '../severity.ts';
import type { CheckView, SourceView } from '../snapshot.ts';
import type { Instant } from '../time.ts';

export type History = readonly { readonly atWallMs: number; readonly value: number | null }[];

export function sourceView(
  source: WatchedSource,
  facts: SourceFacts | undefined,
  alerts: readonly Alert[],
  rules: readonly Rule[],
  history: History,
  now: Instant,
): SourceView {
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
    checks: (facts?.checks ?? []).map(checkView),
    history,
  };
}

function worstFiring(checks: readonly Check[], alerts: readonly Alert[], rules: readonly Rule[]): Severity | null {
  const names = new Set(checks.map(({ name }) => name));
  const fed = new Set(rules.filter(({ check }) => names.has(check)).map(({ id }) => id));
  return alerts.reduce<Severity | null>(
    (worst, alert) =>
      alert.phase === 'firing' && alert.explainedBy === null && fed.has(alert.ruleId)
        ? worse(worst, alert.badness.severity)
        : worst,
    null,
  );
}

function checkView(check: Check): CheckView {
  const { name, value, unit, look, facts } = check;
  return { name, label: words(name), value, unit, look, facts: facts ?? [] };
}

/** `queue_length` reads `Queue length`. */
function words(name: string): string {
  const spaced = name.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
