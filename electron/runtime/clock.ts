import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from '../core/ports.ts';

export interface SleepingClock extends Clock {
  /** Tells the clock that the computer slept: on macOS and Windows the monotonic clock runs on meanwhile. */
  slept(ms: number): void;
}

/** The real clocks. `elapsedMs` is as fine as the system tells its uptime: 10 ms on Linux, 1 s on macOS. */
export function createClock(platform: NodeJS.Platform = process.platform): SleepingClock {
  const bootId = readBootId(platform);
  const stopsAsleep = platform === 'linux';
  let sleptMs = 0;
  return {
    now: () => ({
      wallMs: Date.now(),
      elapsedMs: uptime() * 1000,
      awakeMs: performance.now() - sleptMs,
      bootId,
    }),
    slept: (ms) => {
      if (!stopsAsleep) sleptMs += ms;
    },
  };
}

function readBootId(platform: NodeJS.Platform): string {
  if (platform === 'linux') {
    try {
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    } catch {
      // A container without /proc: derived, as elsewhere.
    }
  }
  // The minute of the boot. A corrected wall clock makes it look like another boot; then only the wall clock counts.
  return `booted-${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
}
