import type { Rule } from '../checks/rule.ts';
import { elapsedBetween, HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';
import type { AlertEvent } from './advance.ts';
import type { Alert } from './alert.ts';
import type { Cause } from './explain.ts';
import { badnessAt, type Measured } from './judge.ts';
import type { Entry } from './state.ts';
import { heldLevel, holdAnew, standingLevel, startWatching, type Watched } from './watched.ts';

/** A pending alert that nobody could look at for longer is forgotten; the hold begins anew. */
const FORGOTTEN_AFTER_MS = 5 * MINUTE_MS;
/** Watched time beyond its own hold that an alert waits for a cause that is only pending. */
const WAIT_FOR_CAUSE_MS = 120_000;
/** A firing alert's lost looks are told once they last as long as it takes a source to be stale. */
const UNKNOWN_TOLD_AFTER_MS = MINUTE_MS;
/** How long a resolved alert is still listed. */
const RESOLVED_LISTED_MS = HOUR_MS;

export interface Surroundings {
  readonly now: Instant;
  /** Whether the looks since the last wake, restart or network change suffice to raise or resolve. */
  readonly settled: boolean;
  readonly cause: Cause | null;
  readonly tell: (event: AlertEvent) => void;
}

type Of<Phase extends Alert['phase']> = Extract<Alert, { phase: Phase }>;

/**
 * What an alert becomes, given its sums and its cause. Null: nothing is left to remember.
 *
 * Which events an explained alert causes, in one place:
 * - `alert-fired` with `explainedBy`: its hold has passed while its cause fires. It is part of the cause's incident and
 *   is never announced itself.
 * - `alert-fired` without: nothing explains it, or it has waited 120 s of watched time beyond its hold for causes that
 *   never were more than pending. It is announced.
 * - `alert-explained`: it was announced, and a cause fired after it. A pending cause never takes a firing alert back.
 * - `alert-unexplained`: its cause has cleared, it has been bad for its whole hold since, counted anew. It is announced.
 *   One that becomes well before resolves without ever having been announced.
 */
export function decide(entry: Entry, rule: Rule, around: Surroundings): Entry | null {
  const { alert } = entry;
  switch (alert.phase) {
    case 'inactive':
    case 'resolved':
      return decideQuiet(entry, alert, rule, around);
    case 'pending':
      return decidePending(entry, alert, rule, around);
    case 'firing':
      return decideFiring(entry, alert, rule, around);
  }
}

function decideQuiet(entry: Entry, alert: Of<'inactive'> | Of<'resolved'>, rule: Rule, around: Surroundings) {
  const { level } = entry.watched;
  if (level !== null) {
    const badness = badnessAt(rule, level, measuredBy(alert));
    if (!alert.flapping) around.tell({ type: 'alert-pending', payload: { alertKey: alert.key, badness } });
    const pending: Of<'pending'> = {
      ...base(alert),
      explainedBy: null,
      phase: 'pending',
      badness,
      firstBad: alert.lastLook.at,
      watchedMs: 0,
      holdMs: rule.holdMs,
    };
    return decidePending({ ...entry, alert: pending }, pending, rule, around);
  }
  if (alert.phase === 'resolved') {
    if (elapsedBetween(alert.resolvedAt, around.now) <= RESOLVED_LISTED_MS) return entry;
    const inactive: Alert = { ...base(alert), explainedBy: null, phase: 'inactive' };
    return decideQuiet({ ...entry, alert: inactive }, inactive, rule, around);
  }
  return entry.watched.history === 0 ? null : entry;
}

function decidePending(entry: Entry, alert: Of<'pending'>, rule: Rule, around: Surroundings): Entry {
  if (entry.watched.level === null) return calmed(entry, alert, rule, alert.lastLook.look.reason, around);
  if (elapsedBetween(entry.watched.at, around.now) > FORGOTTEN_AFTER_MS) {
    return calmed(entry, alert, rule, 'Nobody could look for 5 min', around);
  }
  const { cause } = around;
  let { watched } = entry;
  if (cause === null && entry.cause !== null) watched = holdAnew(watched, around.now, entry.cause.fired);
  const explained = cause && { by: cause.key, fired: cause.strength === 'firing', cleared: false };

  const held = heldLevel(rule, watched);
  const firesExplained = cause?.strength === 'firing' && held !== null;
  if (!around.settled || !(firesExplained || mayBeAnnounced(rule, watched, cause))) {
    const watchedMs = watched.sums.at(-1)?.badMs ?? 0;
    const explainedBy = cause?.key ?? null;
    if (watched === entry.watched && watchedMs === alert.watchedMs && explainedBy === alert.explainedBy) {
      if (entry.cause?.fired === explained?.fired) return entry;
    }
    return { ...entry, watched, cause: explained, alert: { ...alert, watchedMs, explainedBy } };
  }

  const explainedBy = firesExplained ? cause.key : null;
  const badness = badnessAt(rule, held ?? entry.watched.level, measuredBy(alert));
  const { key: alertKey, ruleId, instance, firstBad } = alert;
  const { runbook } = rule;
  around.tell({
    type: 'alert-fired',
    payload: { alertKey, ruleId, instance, runbook, badness, firstBad, explainedBy },
  });
  return {
    ...entry,
    watched,
    cause: firesExplained ? explained : null,
    alert: { ...base(alert), explainedBy, phase: 'firing', badness, firstBad, firedAt: around.now, unknownSince: null },
  };
}

function calmed(entry: Entry, alert: Of<'pending'>, rule: Rule, reason: string, around: Surroundings): Entry {
  if (!alert.flapping) around.tell({ type: 'alert-calmed', payload: { alertKey: alert.key, reason } });
  const { at, history } = entry.watched;
  return {
    ...entry,
    watched: { ...startWatching(rule, at), history },
    cause: null,
    alert: { ...base(alert), explainedBy: null, phase: 'inactive' },
  };
}

function decideFiring(entry: Entry, alert: Of<'firing'>, rule: Rule, around: Surroundings): Entry {
  const followed = followCause(tellUnknown(entry, alert, around), alert, around);
  if (!around.settled) return followed;

  const standing = standingLevel(rule, followed.watched, alert.badness.level);
  const { key: alertKey, badness, firstBad, firedAt } = alert;
  if (standing === null) {
    const { reason } = alert.lastLook.look;
    around.tell({ type: 'alert-resolved', payload: { alertKey, badness, firstBad, reason } });
    const { explainedBy } = followed.alert;
    return {
      ...followed,
      cause: null,
      alert: { ...base(alert), explainedBy, phase: 'resolved', badness, firstBad, firedAt, resolvedAt: around.now },
    };
  }
  return announceWhatRemains(changeLevel(followed, standing, rule, around), rule, around);
}

function tellUnknown(entry: Entry, alert: Of<'firing'>, around: Surroundings): Entry {
  const { look } = alert.lastLook;
  if (entry.unknownTold || alert.unknownSince === null || look.verdict !== 'unknown') return entry;
  if (elapsedBetween(alert.unknownSince, around.now) < UNKNOWN_TOLD_AFTER_MS) return entry;
  around.tell({ type: 'alert-unknown', payload: { alertKey: alert.key, cause: look.cause, reason: look.reason } });
  return { ...entry, unknownTold: true };
}

function followCause(entry: Entry, alert: Of<'firing'>, around: Surroundings): Entry {
  const { cause } = around;
  if (cause?.strength === 'firing') {
    if (entry.cause?.by === cause.key && !entry.cause.cleared) return entry;
    if (entry.cause?.by !== cause.key) {
      around.tell({ type: 'alert-explained', payload: { alertKey: alert.key, by: cause.key, byName: cause.name } });
    }
    return {
      ...entry,
      cause: { by: cause.key, fired: true, cleared: false },
      alert: { ...alert, explainedBy: cause.key },
    };
  }
  if (entry.cause === null || entry.cause.cleared) return entry;
  return { ...entry, cause: { ...entry.cause, cleared: true }, watched: holdAnew(entry.watched, around.now, true) };
}

function changeLevel(entry: Entry, standing: number, rule: Rule, around: Surroundings): Entry {
  const { alert } = entry;
  if (alert.phase !== 'firing') return entry;
  const held = heldLevel(rule, entry.watched);
  const from = alert.badness;
  const level = held !== null && held < from.level ? held : standing;
  if (level === from.level) return entry;
  const to = badnessAt(rule, level, measuredBy(alert));
  around.tell({ type: 'alert-level-changed', payload: { alertKey: alert.key, from, to } });
  return { ...entry, alert: { ...alert, badness: to } };
}

function announceWhatRemains(entry: Entry, rule: Rule, around: Surroundings): Entry {
  const { alert, watched, cause } = entry;
  if (!cause?.cleared || watched.level === null || !mayBeAnnounced(rule, watched, around.cause)) return entry;
  const { reason } = alert.lastLook.look;
  around.tell({ type: 'alert-unexplained', payload: { alertKey: alert.key, reason } });
  return { ...entry, cause: null, alert: { ...alert, explainedBy: null } };
}

/** Whether an alert has lasted long enough to be said aloud. */
function mayBeAnnounced(rule: Rule, watched: Watched, cause: Cause | null): boolean {
  if (cause?.strength === 'firing') return false;
  if (cause === null && heldLevel(rule, watched) !== null) return true;
  return watched.totalMs >= rule.holdMs + WAIT_FOR_CAUSE_MS && watched.totalLooks >= rule.minimumLooks;
}

function base({ key, ruleId, instance, lastLook, explainedBy, flapping }: Alert) {
  return { key, ruleId, instance, lastLook, explainedBy, flapping };
}

/** What the newest answered look measured. */
function measuredBy(alert: Alert): Measured {
  const { look, value } = alert.lastLook;
  if (look.verdict === 'unknown') throw new RangeError(`${alert.key} was not measured`);
  return { look, value };
}
