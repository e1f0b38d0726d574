import type { SourceId } from '../source.ts';
import type { Instant } from '../time.ts';
import type { Alert, AlertKey } from './alert.ts';
import type { Watched } from './watched.ts';

/** One alert with the engine's own sums. */
export interface Entry {
  readonly alert: Alert;
  /** Who measured it last. */
  readonly source: SourceId;
  readonly watched: Watched;
  /** The check's own `coveredBy` at its newest bad look, or null. */
  readonly coveredBy: readonly string[] | null;
  /** The cause that explains it or did until the hold, which counts anew, has passed. `fired`: it was more than pending. */
  readonly cause: { readonly by: AlertKey; readonly fired: boolean; readonly cleared: boolean } | null;
  /** Whether the timeline has been told that nobody can see it. */
  readonly unknownTold: boolean;
}

export interface VerdictMemory {
  readonly at: Instant;
  readonly intervalMs: number;
}

/** What is remembered of a source. */
export interface SourceMemory {
  /** Looks with a verdict since the last wake, restart or network change, counted up to what counts as settled. */
  readonly completed: number;
  /** By check: the newest look that was ok or bad and how often it is asked for; null where there was none yet. */
  readonly verdicts: Readonly<Record<string, VerdictMemory | null>>;
}

/**
 * All that the reducer knows: JSON values only, so that it can be kept beside the log and read back.
 * Only alerts that were bad of late have an entry: a system that is well costs nothing.
 */
export interface AlertsState {
  readonly version: 1;
  /** By rule id, then by alert key. */
  readonly entries: Readonly<Record<string, Readonly<Record<AlertKey, Entry>>>>;
  readonly sources: Readonly<Partial<Record<SourceId, SourceMemory>>>;
  /** By `RULE#LEVEL`: when the good side of a level that counts only after better times was last seen. */
  readonly seenGood: Readonly<Record<string, Instant>>;
  readonly epoch: number;
}

export const NO_ALERTS: AlertsState = { version: 1, entries: {}, sources: {}, seenGood: {}, epoch: 0 };

/** The state as it was kept, or null where nothing that this version understands was kept. */
export function restoreAlerts(kept: unknown): AlertsState | null {
  if (typeof kept !== 'object' || kept === null || !('version' in kept) || kept.version !== 1) return null;
  // Written by us in the same transaction as the log; the version says which shape it has.
  return kept as AlertsState;
}

export function entriesOf(state: AlertsState): readonly Entry[] {
  return Object.values(state.entries).flatMap((byKey) => Object.values(byKey));
}

/** Every alert that is, or of late was, bad. Those that are well have none. */
export function alertsOf(state: AlertsState): readonly Alert[] {
  return entriesOf(state).map((entry) => entry.alert);
}

/** Looks with a verdict of a source after a sleep, restart or network change before its alerts are raised or resolved. */
export const LOOKS_UNTIL_SETTLED = 2;

/**
 * Whether an alert was looked at since the last sleep, restart or network change, and its source often enough.
 * Until then nothing is raised, resolved or reminded.
 */
export function isSettled(state: AlertsState, { source, watched }: Entry): boolean {
  return watched.epoch === state.epoch && (state.sources[source]?.completed ?? 0) >= LOOKS_UNTIL_SETTLED;
}

/** The alerts that may be repeated now: settled (see `isSettled`), and bad at their newest answered look. */
export function repeatableAlerts(state: AlertsState): ReadonlySet<AlertKey> {
  return new Set(
    entriesOf(state).flatMap((entry) =>
      isSettled(state, entry) && entry.watched.level !== null ? entry.alert.key : [],
    ),
  );
}

/** Sources of pending SEV1 and SEV2 alerts that nothing explains: to be asked sooner, at their cheapest. */
export function urgentSources(state: AlertsState): ReadonlySet<SourceId> {
  const urgent = entriesOf(state).filter(
    ({ alert }) => alert.phase === 'pending' && alert.badness.severity <= 2 && alert.explainedBy === null,
  );
  return new Set(urgent.map((entry) => entry.source));
}
