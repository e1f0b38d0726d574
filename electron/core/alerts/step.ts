import type { Check } from '../checks/check.ts';
import type { Rule, RuleLevel } from '../checks/rule.ts';
import { beyond } from '../checks/thresholds.ts';
import { unknown } from '../look.ts';
import type { SourceId } from '../source.ts';
import { elapsedBetween, type Instant } from '../time.ts';
import { type AlertEvent, advance, type Looking } from './advance.ts';
import type { AlertKey } from './alert.ts';
import { decide } from './decide.ts';
import { type Cause, causeOf, coveringCause, strongest } from './explain.ts';
import { sightings, unlisted } from './instances.ts';
import { havingTheSay } from './merge.ts';
import { retire } from './retire.ts';
import {
  type AlertsState,
  type Entry,
  isSettled,
  LOOKS_UNTIL_SETTLED,
  type SourceMemory,
  type VerdictMemory,
} from './state.ts';

type EntriesByKey = Readonly<Record<AlertKey, Entry>>;

export type AlertInput =
  /**
   * A source was looked at. `intervalMs`: how often it is asked for this depth when nothing is wrong (not the sooner
   * looks of a pending alert). A check that a full answer lacks, and an earlier one had, counts as unknown.
   */
  | {
      readonly kind: 'looked';
      readonly now: Instant;
      readonly source: SourceId;
      readonly depth: 'cheap' | 'full';
      readonly intervalMs: number;
      readonly checks: readonly Check[];
    }
  /** Time passed. Every 5 s or so; only what was not seen for long depends on it. */
  | { readonly kind: 'tick'; readonly now: Instant }
  /** The time since the last look was not watched, and two looks of each source must confirm what it says now. */
  | { readonly kind: 'woke' | 'network-changed' | 'restarted'; readonly now: Instant }
  /** Rules or sources may have changed: what no rule or source stands for any more is closed. */
  | { readonly kind: 'configured'; readonly now: Instant; readonly sources: readonly SourceId[] };

export interface AlertStep {
  readonly state: AlertsState;
  /** In the order in which they happened, causes before effects; all at the input's `now`. */
  readonly events: readonly AlertEvent[];
}

/**
 * The alert engine: one input, the next state, and what happened. Pure: the same inputs always give the same answer.
 * `rules` stand causes first, as `defaultRules` gives them: one pass then decides a cause and what it explains.
 */
export function stepAlerts(state: AlertsState, input: AlertInput, rules: readonly Rule[]): AlertStep {
  const events: AlertEvent[] = [];
  const tell = (event: AlertEvent): void => {
    events.push(event);
  };
  const taken = takeIn(state, input, rules, tell);
  return { state: decideAll(taken, input.now, rules, tell), events };
}

function takeIn(
  state: AlertsState,
  input: AlertInput,
  rules: readonly Rule[],
  tell: (event: AlertEvent) => void,
): AlertsState {
  switch (input.kind) {
    case 'tick':
      return state;
    case 'woke':
    case 'network-changed':
    case 'restarted':
      return { ...state, epoch: state.epoch + 1, sources: unsettled(state.sources) };
    case 'configured':
      return retire(state, input.sources, rules, tell);
    case 'looked':
      return takeLook(state, input, rules, tell);
  }
}

function unsettled(sources: AlertsState['sources']): AlertsState['sources'] {
  return Object.fromEntries(
    Object.entries(sources).map(([id, memory]) => [id, memory && { ...memory, completed: 0 }] as const),
  );
}

function takeLook(
  state: AlertsState,
  input: Extract<AlertInput, { kind: 'looked' }>,
  rules: readonly Rule[],
  tell: (event: AlertEvent) => void,
): AlertsState {
  const { now, source, intervalMs } = input;
  const before = state.sources[source];
  const missing = missingFrom(input.checks, before);
  const checks = input.depth === 'full' ? [...input.checks, ...asUnknown(missing, source)] : input.checks;
  const counting = new Map<string, Check>();
  for (const check of havingTheSay(checks, state, now)) counting.set(check.name, check);

  // A set knows at once what it lacks; asking an object 10,000 times for keys that it lacks is what costs most here.
  const bad = new Set(Object.keys(state.entries));
  const entries = { ...state.entries };
  const seenGood = { ...state.seenGood };
  for (const rule of rules) {
    const check = counting.get(rule.check);
    if (check === undefined) continue;
    noteGoodTimes(rule, check, now, seenGood);
    const known = bad.has(rule.id) ? state.entries[rule.id] : undefined;
    if (known === undefined && isWell(rule, check)) continue;
    const counts = (level: RuleLevel): boolean => {
      if (level.seenGoodWithinMs === undefined) return true;
      const seen = seenGood[levelKey(rule, level)];
      return seen !== undefined && elapsedBetween(seen, now) <= level.seenGoodWithinMs;
    };
    const looking: Looking = {
      now,
      epoch: state.epoch,
      source,
      intervalMs,
      coveredBy: check.coveredBy ?? null,
      counts,
      tell,
    };
    const advanced = advanceAll(rule, check, known, looking);
    if (advanced.length > 0) entries[rule.id] = keyed(advanced);
  }
  const sources = { ...state.sources, [source]: remembered(before, input.checks, missing, intervalMs, now) };
  return { ...state, entries, seenGood, sources };
}

/** Nothing to say of it where it has no alert, which is what most looks find. */
function isWell({ levels }: Rule, { look, value, instances }: Check): boolean {
  if (look.verdict !== 'ok' || instances !== undefined) return false;
  return (
    value === null ||
    !levels.some(({ threshold }) => threshold !== undefined && beyond(threshold.direction, value, threshold.value))
  );
}

function advanceAll(rule: Rule, check: Check, known: EntriesByKey | undefined, looking: Looking): readonly Entry[] {
  const seen = sightings(rule, check);
  const listed = seen.flatMap((sighting) => advance(known?.[sighting.key] ?? null, rule, sighting, looking) ?? []);
  if (known === undefined) return listed;
  const keys = new Set(seen.map(({ key }) => key));
  const others = Object.values(known).filter(({ alert }) => !keys.has(alert.key));
  return [...listed, ...others.flatMap((one) => advance(one, rule, unlisted(one.alert, check), looking) ?? [])];
}

/** What an earlier answer of this source carried and this one does not. */
function missingFrom(checks: readonly Check[], memory: SourceMemory | undefined): readonly string[] {
  const known = Object.keys(memory?.verdicts ?? {});
  // The usual answer carries the same as the last, in the same order.
  if (known.length === checks.length && known.every((name, i) => checks[i]?.name === name)) return [];
  const present = new Set(checks.map((check) => check.name));
  return known.filter((name) => !present.has(name));
}

function asUnknown(names: readonly string[], source: SourceId): readonly Check[] {
  const look = unknown('malformed', 'The answer no longer carries it');
  return names.map((name) => ({ name, source, value: null, unit: '', look }));
}

function remembered(
  before: SourceMemory | undefined,
  checks: readonly Check[],
  missing: readonly string[],
  intervalMs: number,
  now: Instant,
): SourceMemory {
  const verdict: VerdictMemory = { at: now, intervalMs };
  const verdicts: Record<string, VerdictMemory | null> = {};
  let answered = false;
  for (const { name, look } of checks) {
    const known = look.verdict !== 'unknown';
    verdicts[name] = known ? verdict : (before?.verdicts[name] ?? null);
    answered ||= known;
  }
  for (const name of missing) verdicts[name] = before?.verdicts[name] ?? null;
  const completed = Math.min(LOOKS_UNTIL_SETTLED, (before?.completed ?? 0) + (answered ? 1 : 0));
  return { completed, verdicts };
}

function noteGoodTimes(rule: Rule, check: Check, now: Instant, seenGood: Record<string, Instant>): void {
  if (check.value === null || check.look.verdict === 'unknown') return;
  for (const level of rule.levels) {
    if (level.seenGoodWithinMs === undefined || level.threshold === undefined) continue;
    const { direction, value } = level.threshold;
    if (!beyond(direction, check.value, value)) seenGood[levelKey(rule, level)] = now;
  }
}

function levelKey(rule: Rule, level: RuleLevel): string {
  return `${rule.id}#${rule.levels.indexOf(level)}`;
}

function decideAll(
  state: AlertsState,
  now: Instant,
  rules: readonly Rule[],
  tell: (event: AlertEvent) => void,
): AlertsState {
  const active = new Map<string, Cause>();
  const entries = { ...state.entries };
  const bad = new Set(Object.keys(state.entries));
  for (const rule of rules) {
    if (!bad.has(rule.id)) continue;
    const known = Object.values(state.entries[rule.id] ?? {});
    const byRule = causeOf(rule, active);
    const decided = known.flatMap((entry) => {
      const settled = isSettled(state, entry);
      const cause = coveringCause(rule, entry.coveredBy, rules, active, byRule);
      return decide(entry, rule, { now, settled, cause, tell }) ?? [];
    });
    const cause = strongest(decided);
    if (cause !== null) active.set(rule.id, cause);
    const changed = decided.length !== known.length || decided.some((entry, i) => entry !== known[i]);
    if (changed) entries[rule.id] = keyed(decided);
    if (decided.length === 0) delete entries[rule.id];
  }
  return { ...state, entries };
}

function keyed(entries: readonly Entry[]): EntriesByKey {
  const byKey: Record<AlertKey, Entry> = {};
  for (const entry of entries) byKey[entry.alert.key] = entry;
  return byKey;
}
