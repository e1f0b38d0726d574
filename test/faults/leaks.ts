import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';

/** A tenth of what a look of some KiB would leave behind, had each of them left all of it. */
const MOST_BYTES = 2 * 1024 * 1024;
const LOOKS = 1000;

/**
 * Repeats `round`, of so many looks, until there were a thousand. No descriptor, no socket, no timer and no memory may
 * be left behind.
 */
export async function expectNothingLeft(looksPerRound: number, round: () => Promise<unknown>): Promise<void> {
  await round();
  // The last of the servers' own goodbyes.
  await new Promise((resolve) => setTimeout(resolve, 700));
  const before = { descriptors: descriptors(), sockets: sockets(), timers: timers() };
  const settledDown = async () => {
    // Sockets close a turn after they were destroyed; those of the servers in this process too.
    await expect.poll(descriptors, { timeout: 10_000 }).toBeLessThanOrEqual(before.descriptors);
    await expect.poll(sockets, { timeout: 10_000 }).toEqual(before.sockets);
    expect(timers()).toBeLessThanOrEqual(before.timers);
  };
  const rounds = Math.ceil(LOOKS / looksPerRound);
  // What is made once, on the way, is made by then.
  const first = Math.ceil(rounds / 5);
  for (let i = 0; i < first; i += 1) await round();
  await settledDown();
  const early = heapBytes();
  for (let i = first; i < rounds; i += 1) await round();
  await settledDown();
  expect(heapBytes() - early).toBeLessThan(MOST_BYTES);
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

function sockets(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|TLS/.test(name))
    .sort();
}

/** Not to be asked while something polls, which takes a timer of its own. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
