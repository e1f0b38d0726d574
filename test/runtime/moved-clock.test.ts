import { describe, expect, it } from 'vitest';
import { createMovedClock } from '../../electron/runtime/moved-clock.ts';

function aClock() {
  let now = { wallMs: Date.UTC(2026, 2, 29, 0, 59), elapsedMs: 1000, awakeMs: 1000, bootId: 'boot' };
  return {
    now: () => now,
    /** Time passes; the wall clock is set by `setMs` meanwhile. */
    pass(ms: number, setMs = 0, bootId = now.bootId) {
      now = { wallMs: now.wallMs + ms + setMs, elapsedMs: now.elapsedMs + ms, awakeMs: now.awakeMs + ms, bootId };
    },
  };
}

describe('a moved clock', () => {
  it('is told once, ahead and back, to the millisecond', () => {
    const clock = aClock();
    const movedBy = createMovedClock(clock);
    clock.pass(5000, 3_600_000);
    expect(movedBy()).toBe(3_600_000);
    clock.pass(5000);
    expect(movedBy()).toBeNull();
    clock.pass(5000, -90_000);
    expect(movedBy()).toBe(-90_000);
  });

  it('is neither a long sleep, nor summer time, nor the network’s small corrections', () => {
    const clock = aClock();
    const movedBy = createMovedClock(clock);
    clock.pass(8 * 3_600_000);
    expect(movedBy()).toBeNull();
    clock.pass(5000, 4900);
    expect(movedBy()).toBeNull();
  });

  it('is told where the boot’s name is made from the wall clock', () => {
    const clock = aClock();
    const movedBy = createMovedClock(clock);
    clock.pass(5000, 600_000, 'another');
    expect(movedBy()).toBe(600_000);
  });
});
