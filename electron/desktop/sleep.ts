import type { Clock } from '../core/ports.ts';
import { elapsedBetween } from '../core/time.ts';

/** How often the watch is to be ticked, in ms, and how late a tick tells of sleep. */
export const TICK_MS = 5000;
const LATE_MS = 15_000;

/** Notices sleep twice over: by the system's word and by a tick that came late. Each sleep is told once. */
export interface SleepWatch {
  /** To be called every `TICK_MS`. Answers how long the computer slept, or null if it did not. */
  tick(): number | null;
  suspended(): void;
  /** Answers how long the computer slept, in ms. */
  resumed(): number;
}

/** `stopsAsleep`: whether the monotonic clock stands still during sleep (Linux), so that the difference is the sleep. */
export function createSleepWatch(clock: Clock, stopsAsleep: boolean): SleepWatch {
  let last = clock.now();

  function sinceLast(expectedMs: number): number {
    const now = clock.now();
    const elapsedMs = elapsedBetween(last, now);
    const awakeMs = now.awakeMs - last.awakeMs;
    last = now;
    return Math.max(0, elapsedMs - (stopsAsleep ? awakeMs : expectedMs));
  }

  return {
    tick: () => {
      const sleptMs = sinceLast(TICK_MS);
      return sleptMs > LATE_MS ? sleptMs : null;
    },
    suspended: () => {
      last = clock.now();
    },
    resumed: () => sinceLast(0),
  };
}
