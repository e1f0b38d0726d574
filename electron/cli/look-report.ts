import type { WouldFire } from '../core/alerts/would-fire.ts';
import type { Asked } from '../core/ask-source.ts';
import type { Check } from '../core/checks/check.ts';
import type { Rule } from '../core/checks/rule.ts';
import type { ConfiguredSource } from '../core/configured-source.ts';
import { bad, type Look } from '../core/look.ts';
import { type Severity, severityLabel, worse } from '../core/severity.ts';
import { isEssential } from '../core/source.ts';

export interface LookedAt {
  readonly source: Pick<ConfiguredSource, 'id' | 'name' | 'address'>;
  readonly asked: Pick<Asked<unknown>, 'look' | 'checks' | 'latencyMs'>;
}

/** Checks that a rule finds bad carry that verdict: what was measured alone says only that it was measured. */
export function withVerdicts(
  looked: readonly LookedAt[],
  alerts: readonly WouldFire[],
  rules: readonly Rule[],
): readonly LookedAt[] {
  const raised = new Set(alerts.map(({ ruleId }) => ruleId));
  const judgedBad = new Set(rules.filter(({ id }) => raised.has(id)).map(({ check }) => check));
  return looked.map(({ source, asked }) => ({
    source,
    asked: {
      ...asked,
      checks: asked.checks.map((check) =>
        check.look.verdict === 'ok' && judgedBad.has(check.name) ? { ...check, look: bad(check.look.reason) } : check,
      ),
    },
  }));
}

/** What `look --json` prints. */
export interface LookReport {
  /** The worst first: an unexplained SEV1 or SEV2, something that could not be looked at, SEV3 or SEV4, ok. */
  readonly state: 'SEV1' | 'SEV2' | 'unknown' | 'SEV3' | 'SEV4' | 'ok';
  readonly sources: readonly {
    readonly name: string;
    readonly look: Look['verdict'];
    readonly reason: string;
    readonly latencyMs: number;
  }[];
  readonly checks: readonly (Pick<Check, 'name' | 'source' | 'value' | 'unit'> & {
    readonly look: Look['verdict'];
    readonly reason: string;
  })[];
  /** As they would fire were it to last. */
  readonly alerts: readonly {
    readonly name: string;
    readonly severity: `SEV${Severity}`;
    readonly runbook: string;
    readonly reason: string;
    /** Name of the alert that is the cause; it is never announced then. */
    readonly explainedBy?: string;
  }[];
}

export function lookReport(looked: readonly LookedAt[], alerts: readonly WouldFire[]): LookReport {
  return {
    state: stateOf(looked, alerts),
    sources: looked.map(({ source, asked: { look, latencyMs } }) => ({
      name: source.id,
      look: look.verdict,
      reason: look.reason,
      latencyMs: Math.round(latencyMs),
    })),
    checks: looked.flatMap(({ asked }) =>
      asked.checks.map(({ name, source, value, unit, look }) => ({
        name,
        source,
        value,
        unit,
        look: look.verdict,
        reason: look.reason,
      })),
    ),
    alerts: alerts.map(({ name, severity, runbook, reason, explainedBy }) => ({
      name,
      severity: severityLabel(severity),
      runbook,
      reason,
      ...(explainedBy === null ? {} : { explainedBy: explainedBy.name }),
    })),
  };
}

function stateOf(looked: readonly LookedAt[], alerts: readonly WouldFire[]): LookReport['state'] {
  const worst = alerts
    .filter(({ explainedBy }) => explainedBy === null)
    .reduce<Severity | null>((soFar, { severity }) => worse(soFar, severity), null);
  if (worst === 1 || worst === 2) return severityLabel(worst);
  const watched = looked.filter(({ source }) => isEssential(source));
  if (watched.length === 0 || watched.some(({ asked }) => asked.look.verdict === 'unknown')) return 'unknown';
  return worst === null ? 'ok' : severityLabel(worst);
}

const STATUS: Readonly<Record<LookReport['state'], number>> = { ok: 0, SEV3: 1, SEV4: 1, SEV1: 2, SEV2: 2, unknown: 3 };

/** 2: an unexplained SEV1 or SEV2; 3: a source is unknown, or there is none; 1: SEV3 or SEV4; 0. */
export function exitStatus({ state }: LookReport): number {
  return STATUS[state];
}
