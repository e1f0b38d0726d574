import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../electron/runtime/clock.ts';

describe('the clock', () => {
  it('goes on in all its parts', async () => {
    const clock = createClock();
    const before = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 60));
    const after = clock.now();
    expect(after.awakeMs - before.awakeMs).toBeGreaterThan(50);
    expect(after.elapsedMs).toBeGreaterThanOrEqual(before.elapsedMs);
    expect(after.wallMs).toBeGreaterThan(before.wallMs);
    expect(Math.abs(before.wallMs - Date.now())).toBeLessThan(5000);
  });

  it.runIf(process.platform === 'linux')('counts from the boot, and names it', () => {
    const { bootId, elapsedMs } = createClock('linux').now();
    expect(bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(Math.abs(elapsedMs - Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000)).toBeLessThan(1000);
  });

  it('takes sleep out of the awake time where the system does not', () => {
    const [linux, mac] = [createClock('linux'), createClock('darwin')];
    for (const clock of [linux, mac]) clock.slept(600_000);
    expect(linux.now().awakeMs - mac.now().awakeMs).toBeGreaterThan(599_000);
  });

  it('names the same boot twice where the system has no name for it', () => {
    expect(createClock('win32').now().bootId).toMatch(/^booted-\d+$/);
    expect(createClock('win32').now().bootId).toBe(createClock('win32').now().bootId);
  });
});
