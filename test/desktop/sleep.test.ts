import { describe, expect, it } from 'vitest';
import type { Clock } from '../../electron/core/ports.ts';
import { createSleepWatch, TICK_MS } from '../../electron/desktop/sleep.ts';

/** A computer whose clocks go on, and whose monotonic clock may stand still during sleep. */
function computer(stopsAsleep: boolean) {
  let elapsedMs = 1000;
  let awakeMs = 0;
  const clock: Clock = { now: () => ({ wallMs: elapsedMs, elapsedMs, awakeMs, bootId: 'boot' }) };
  return {
    watch: createSleepWatch(clock, stopsAsleep),
    work: (ms: number) => {
      elapsedMs += ms;
      awakeMs += ms;
    },
    sleep: (ms: number) => {
      elapsedMs += ms;
      if (!stopsAsleep) awakeMs += ms;
    },
  };
}

describe.each([true, false])('the sleep watch, monotonic clock stopped asleep: %s', (stopsAsleep) => {
  it('hears nothing while ticks come in time or a little late', () => {
    const { watch, work } = computer(stopsAsleep);
    for (const ms of [TICK_MS, TICK_MS + 900, TICK_MS + 14_000]) {
      work(ms);
      expect(watch.tick()).toBeNull();
    }
  });

  it('notices sleep by a late tick alone', () => {
    const { watch, work, sleep } = computer(stopsAsleep);
    work(TICK_MS);
    sleep(600_000);
    expect(watch.tick()).toBe(600_000);
    work(TICK_MS);
    expect(watch.tick()).toBeNull();
  });

  it('tells a sleep that the system announced once', () => {
    const { watch, work, sleep } = computer(stopsAsleep);
    work(2000);
    watch.suspended();
    sleep(600_000);
    expect(watch.resumed()).toBe(600_000);
    work(3000);
    expect(watch.tick()).toBeNull();
  });
});

describe('the sleep watch where the monotonic clock stops', () => {
  it('does not take a main process that stood still for sleep', () => {
    const { watch, work } = computer(true);
    work(TICK_MS + 60_000);
    expect(watch.tick()).toBeNull();
  });
});
