import type { Check } from '../checks/check.ts';
import type { Rule, RuleLevel } from '../checks/rule.ts';
import { beyond } from '../checks/thresholds.ts';
import { unknown } from '../look.ts';
import type { SourceId } from '../source.ts';
import { elapsedBetween, type Instant } from '../time.ts';
import { type AlertEvent, advance } from './advance.ts';
import { decide } from './decide.ts';
import { type Cause, causeOf, causesFirst, coveringCause, strongest } from './explain.ts';
import { sightings } from './instances.ts';
import { hasTheSay } from './merge.ts';
import { retire } from './retire.ts';
import type { AlertsState, Entry, SourceMemory } from './state.ts';

/** Answered looks (ok or bad) of a source before its alerts are raised or resolved again. */
const LOOKS_UNTIL_SETTLED = 2;

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

/** The alert engine: one input, the next state, and what happened. Pure; the same inputs always give the same answer. */
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
  const checks = input.depth === 'full' ? withMissing(input.checks, source, before) : input.checks;
  const counting = new Map(checks.filter((check) => hasTheSay(check, state, now)).map((check) => [check.name, check]));

  const entries = { ...state.entries };
  const seenGood = { ...state.seenGood };
  for (const rule of rules) {
    const check = counting.get(rule.check);
    if (check === undefined) continue;
    noteGoodTimes(rule, check, now, seenGood);
    const counts = (level: RuleLevel): boolean => {
      if (level.seenGoodWithinMs === undefined) return true;
      const seen = seenGood[levelKey(rule, level)];
      return seen !== undefined && elapsedBetween(seen, now) <= level.seenGoodWithinMs;
    };
    const coveredBy = check.coveredBy ?? null;
    const looking = { now, epoch: state.epoch, source, intervalMs, coveredBy, counts, tell };
    const byKey: Record<string, Entry> = {};
    const known = state.entries[rule.id] ?? {};
    for (const sighting of sightings(rule, check, known)) {
      const entry = advance(known[sighting.key] ?? null, rule, sighting, looking);
      if (entry !== null) byKey[sighting.key] = entry;
    }
    entries[rule.id] = byKey;
  }
  const sources = { ...state.sources, [source]: remembered(before, input.checks, intervalMs, now) };
  return { ...state, entries, seenGood, sources };
}

function withMissing(checks: readonly Check[], source: SourceId, memory: SourceMemory | undefined): readonly Check[] {
  const present = new Set(checks.map((check) => check.name));
  const missing = Object.keys(memory?.verdicts ?? {}).filter((name) => !present.has(name));
  const look = unknown('malformed', 'The answer no longer carries it');
  return [...checks, ...missing.map((name): Check => ({ name, source, value: null, unit: '', look }))];
}

function remembered(
  before: SourceMemory | undefined,
  checks: readonly Check[],
  intervalMs: number,
  now: Instant,
): SourceMemory {
  const verdicts: Record<string, Instant | null> = { ...before?.verdicts };
  let answered = false;
  for (const { name, look } of checks) {
    if (look.verdict === 'unknown') {
      verdicts[name] ??= null;
    } else {
      verdicts[name] = now;
      answered = true;
    }
  }
  const completed = Math.min(LOOKS_UNTIL_SETTLED, (before?.completed ?? 0) + (answered ? 1 : 0));
  return { completed, intervalMs, verdicts };
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
  const entries: Record<string, Readonly<Record<string, Entry>>> = {};
  for (const rule of causesFirst(rules)) {
    const known = Object.values(state.entries[rule.id] ?? {});
    if (known.length === 0) continue;
    const byRule = causeOf(rule, active);
    const decided: Record<string, Entry> = {};
    for (const entry of known) {
      const settled =
        entry.watched.epoch === state.epoch && (state.sources[entry.source]?.completed ?? 0) >= LOOKS_UNTIL_SETTLED;
      const cause = coveringCause(rule, entry.coveredBy, rules, active, byRule);
      const next = decide(entry, rule, { now, settled, cause, tell });
      if (next !== null) decided[next.alert.key] = next;
    }
    const cause = strongest(Object.values(decided));
    if (cause !== null) active.set(rule.id, cause);
    entries[rule.id] = decided;
  }
  return { ...state, entries };
}
