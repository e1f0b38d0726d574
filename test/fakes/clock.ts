import type { Clock } from '../../electron/core/ports.ts';
import type { Instant } from '../../electron/core/time.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  pass(ms: number): void;
}

export function fakeClock(startWallMs = Date.UTC(2026, 0, 13, 1, 0)): FakeClock {
  let ms = 0;
  return {
    now: (): Instant => ({ wallMs: startWallMs + ms, elapsedMs: ms, awakeMs: ms, bootId: 'boot' }),
    pass: (by) => {
      ms += by;
    },
  };
}
