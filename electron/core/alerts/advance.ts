import type { CheckInstance } from '../checks/check.ts';
import type { Rule, RuleLevel } from '../checks/rule.ts';
import type { EventBody } from '../events.ts';
import type { SourceId } from '../source.ts';
import type { Instant } from '../time.ts';
import type { Alert } from './alert.ts';
import { isFlapping } from './flap.ts';
import type { Sighting } from './instances.ts';
import { badnessAt, levelOf, type Measured } from './judge.ts';
import type { Entry } from './state.ts';
import { blind, startWatching, watch } from './watched.ts';

/** What the reducer says has happened; the engine adds time, id and incident. */
export type AlertEvent = Extract<EventBody, { type: `alert-${string}` }>;

export interface Looking {
  readonly now: Instant;
  readonly epoch: number;
  readonly source: SourceId;
  readonly intervalMs: number;
  readonly coveredBy: readonly string[] | null;
  readonly counts: (level: RuleLevel) => boolean;
  readonly tell: (event: AlertEvent) => void;
}

/** Adds one look to one alert, without deciding anything yet. Null: it is well and nothing needs to be remembered. */
export function advance(before: Entry | null, rule: Rule, sighting: Sighting, looking: Looking): Entry | null {
  const { look, value } = sighting;
  const lastLook = { at: looking.now, look, value };
  if (look.verdict === 'unknown') {
    if (before === null) return null;
    const alert = { ...before.alert, lastLook };
    if (alert.phase === 'firing' && alert.unknownSince === null) {
      return { ...before, alert: { ...alert, unknownSince: looking.now }, watched: blind(before.watched) };
    }
    return { ...before, alert, watched: blind(before.watched) };
  }

  const measured = { look, value };
  const firing = before?.alert.phase === 'firing' ? before.alert.badness.level : null;
  const level = levelOf(rule, measured, { firing, counts: looking.counts });
  if (before === null && level === null) return null;

  const begun = before?.watched ?? startWatching(rule, looking.now);
  const watched = watch(begun, level, looking.now, looking.epoch, looking.intervalMs);
  const flapping = isFlapping(watched.history, before?.alert.flapping ?? false);
  const alert = before?.alert ?? quiet(rule, sighting.key, sighting.instance, lastLook);
  if (flapping !== alert.flapping) {
    looking.tell({ type: 'alert-flapping', payload: { alertKey: alert.key, flapping } });
  }
  if (before?.unknownTold) {
    looking.tell({ type: 'alert-known', payload: { alertKey: alert.key, reason: look.reason } });
  }
  return {
    alert: refreshed(alert, { lastLook, flapping }, rule, level, measured),
    source: looking.source,
    watched,
    coveredBy: level === null ? (before?.coveredBy ?? null) : looking.coveredBy,
    cause: before?.cause ?? null,
    unknownTold: false,
  };
}

function quiet(
  rule: Rule,
  key: string,
  instance: Pick<CheckInstance, 'id' | 'label'> | null,
  lastLook: Alert['lastLook'],
): Alert {
  return { key, ruleId: rule.id, instance, lastLook, explainedBy: null, flapping: false, phase: 'inactive' };
}

/** The newest numbers; a firing alert keeps its level, which only a decision changes. */
function refreshed(
  alert: Alert,
  newest: Pick<Alert, 'lastLook' | 'flapping'>,
  rule: Rule,
  level: number | null,
  measured: Measured,
): Alert {
  if (alert.phase === 'firing') {
    const badness = level === null ? alert.badness : badnessAt(rule, alert.badness.level, measured);
    return { ...alert, ...newest, unknownSince: null, badness };
  }
  if (alert.phase === 'pending' && level !== null) {
    return { ...alert, ...newest, badness: badnessAt(rule, level, measured) };
  }
  return { ...alert, ...newest };
}
