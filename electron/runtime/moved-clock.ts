import type { Clock } from '../core/ports.ts';

/** The wall clock alone moved further than this between two questions: somebody, or the network, has set it. */
const MOVED_MS = 5000;

/** Answers by how many ms the wall clock was set since it was last asked; null where it ran as it should. */
export function createMovedClock(clock: Clock): () => number | null {
  // Within one run `elapsedMs` is always one clock, whatever the boot is called.
  let before = clock.now();
  return () => {
    const now = clock.now();
    const byMs = Math.round(now.wallMs - before.wallMs - (now.elapsedMs - before.elapsedMs));
    before = now;
    return Math.abs(byMs) > MOVED_MS ? byMs : null;
  };
}
