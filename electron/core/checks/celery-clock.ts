import { SECOND_MS } from '../time.ts';
import type { Heartbeats } from './celery-answer.ts';

/** Clocks this close are the same: what lies between is the network's time. */
const SAME_CLOCK_MS = 5 * SECOND_MS;
/** No task runs for longer: a start before that is a clock that was wrong. */
const ABSURD_SECONDS = 7 * 24 * 3600;

/** How far each worker's clock is ahead of ours, in ms (negative: behind), where its heart is heard and they differ. */
export function clocksAhead(heartbeats: Heartbeats): ReadonlyMap<string, number> {
  if (heartbeats.outcome === 'refused') return new Map();
  return new Map(
    heartbeats.workers
      .filter(({ clockAheadMs }) => Math.abs(clockAheadMs) >= SAME_CLOCK_MS)
      .map(({ worker, clockAheadMs }) => [worker, clockAheadMs]),
  );
}

/**
 * How long a task has been running, in whole s.
 *
 * known: by its worker's own clock, as well as that is known · ahead: it starts so long from now, so its worker's clock
 * is ahead · absurd: for longer than any task runs, so one of the clocks is wrong
 */
export interface TaskAge {
  readonly kind: 'known' | 'ahead' | 'absurd';
  readonly seconds: number;
}

/** `startedSeconds`: since 1970, by the worker's clock. `nowMs`: our wall clock. */
export function taskAge(startedSeconds: number, nowMs: number, aheadMs: number): TaskAge {
  const seconds = Math.round((nowMs + aheadMs) / SECOND_MS - startedSeconds);
  if (seconds * SECOND_MS <= -SAME_CLOCK_MS) return { kind: 'ahead', seconds: -seconds };
  if (seconds > ABSURD_SECONDS) return { kind: 'absurd', seconds };
  return { kind: 'known', seconds: Math.max(0, seconds) };
}
