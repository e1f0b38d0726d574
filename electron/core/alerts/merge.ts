import type { Check } from '../checks/check.ts';
import type { SourceId } from '../source.ts';
import { elapsedBetween, type Instant, MINUTE_MS } from '../time.ts';
import type { AlertsState } from './state.ts';

/**
 * One check may come from two sources: the database from the health endpoint and from PostgreSQL itself.
 * The source that is asked directly has the say while it has a verdict (ok or bad); otherwise the health endpoint has.
 * Whoever has no say is not counted at all, so that two sources never advance one hold twice.
 */
function outranks(a: { source: SourceId; known: boolean }, b: { source: SourceId; known: boolean }): boolean {
  if (a.known !== b.known) return a.known;
  return a.source !== 'health' && b.source === 'health';
}

/** One check per name: the one that has the say. */
export function mergeChecks(checks: readonly Check[]): readonly Check[] {
  const byName = new Map<string, Check>();
  for (const check of checks) {
    const other = byName.get(check.name);
    if (other === undefined || outranks(feed(check), feed(other))) byName.set(check.name, check);
  }
  return [...byName.values()];
}

function feed(check: Check): { source: SourceId; known: boolean } {
  return { source: check.source, known: check.look.verdict !== 'unknown' };
}

/** The checks of one source that count, given what the others said of the same while it was still fresh. */
export function havingTheSay(checks: readonly Check[], state: AlertsState, now: Instant): readonly Check[] {
  return Object.entries(state.sources).reduce((left, [id, memory]) => {
    const source = id as SourceId;
    if (memory === undefined) return left;
    return left.filter((check) => {
      if (check.source === source) return true;
      const verdict = memory.verdicts[check.name] ?? null;
      if (verdict === null || elapsedBetween(verdict.at, now) > freshMs(verdict.intervalMs)) return true;
      return !outranks({ source, known: true }, feed(check));
    });
  }, checks);
}

/** A verdict is fresh until three looks were missed, and for a minute at least. */
function freshMs(intervalMs: number): number {
  return Math.max(3 * intervalMs, MINUTE_MS);
}
