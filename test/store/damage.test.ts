import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../electron/core/events.ts';
import { events, instant } from './events.ts';
import { refusalOf, temporaryFolder, withStore } from './parts.ts';

/** The same points in every run, so that a red one can be looked at. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const HEADER_BYTES = 100;

/** A closed store: e1..e60 in its backup, e61..e90 after it. */
function keptStore(): { folder: string; stored: readonly StoredEvent[] } {
  const folder = temporaryFolder();
  withStore({ folder }, ({ store }) => {
    store.commit({ events: events(1, 60), state: { n: 60 } });
    store.backUpIfDue(instant());
    store.commit({ events: events(61, 30), state: { n: 90 } });
  });
  return { folder, stored: withStore({ folder }, ({ store }) => store.eventsAfter(0)) };
}

interface Outcome {
  readonly events: readonly StoredEvent[];
  readonly told: string;
}

/** What a store says after `damage` was done to a copy of it; null where it refuses the copy as a newer one's. */
function damaged(kept: string, damage: (file: string) => void): Outcome | null {
  const folder = temporaryFolder();
  cpSync(kept, folder, { recursive: true });
  const file = join(folder, 'sevlight.sqlite');
  damage(file);
  const before = readFileSync(file);
  let outcome: Outcome | null = null;
  const refusal = refusalOf(() => {
    outcome = withStore({ folder }, ({ store, problems }) => {
      return { events: store.eventsAfter(0), told: problems.map(({ message }) => message).join() };
    });
  });
  if (refusal === null) {
    withStore({ folder }, ({ problems }) => expect(problems).toEqual([]));
    return outcome;
  }
  expect(refusal).toBe('newer');
  expect(readFileSync(file).equals(before)).toBe(true);
  return null;
}

/** Every event is as it was written, and none is missing without a word; those in the backup never are. */
function expectHonest(outcome: Outcome, stored: readonly StoredEvent[], backedUp: number): void {
  const written = new Map(stored.map((event) => [event.seq, event]));
  for (const event of outcome.events) expect(event).toEqual(written.get(event.seq));
  expect(outcome.events.slice(0, backedUp)).toEqual(stored.slice(0, backedUp));
  if (outcome.told === '' || outcome.told.includes('No event is missing')) expect(outcome.events).toEqual(stored);
}

describe('damage to the file', () => {
  it('of one bit, anywhere, changes no event in silence', { timeout: 120_000 }, () => {
    const { folder, stored } = keptStore();
    const size = readFileSync(join(folder, 'sevlight.sqlite')).length;
    const random = dice(1);
    const bits = [
      ...Array.from({ length: HEADER_BYTES }, (_, byte) => byte * 8 + random(8)),
      ...Array.from({ length: 300 }, () => random(size * 8)),
    ];
    const counted = { harmless: 0, mended: 0, newer: 0 };
    for (const bit of bits) {
      const outcome = damaged(folder, (file) => {
        const bytes = readFileSync(file);
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        writeFileSync(file, bytes);
      });
      if (outcome === null) {
        counted.newer += 1;
        continue;
      }
      if (outcome.told === '') counted.harmless += 1;
      else counted.mended += 1;
      expectHonest(outcome, stored, 60);
    }
    console.log(`bit flips: ${JSON.stringify(counted)}`);
    expect(counted.mended).toBeGreaterThan(50);
    expect(counted.newer).toBeLessThanOrEqual(4);
  });

  it('by truncation, anywhere, loses nothing that is in the backup, and says so', { timeout: 60_000 }, () => {
    const { folder, stored } = keptStore();
    const bytes = readFileSync(join(folder, 'sevlight.sqlite'));
    const random = dice(2);
    const sizes = [0, 1, 16, 99, 100, 511, 512, 4095, 4096, bytes.length - 1, bytes.length - 4096];
    for (const size of [...sizes, ...Array.from({ length: 40 }, () => random(bytes.length))]) {
      const outcome = damaged(folder, (file) => writeFileSync(file, bytes.subarray(0, size)));
      expect(outcome?.told).toContain('The backup of 2026-03-02 09:00 UTC was restored');
      if (outcome !== null) expectHonest(outcome, stored, 60);
    }
  });

  it('to what is not yet in the file but in its -wal leaves all commits before it', { timeout: 60_000 }, () => {
    const { folder, wal } = killedStore();
    const random = dice(3);
    const spoil = [
      ...Array.from({ length: 30 }, () => wal.subarray(0, random(wal.length))),
      ...Array.from({ length: 30 }, () => {
        const flipped = Buffer.from(wal);
        const bit = random(wal.length * 8);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        return flipped;
      }),
    ];
    const lengths = new Set<number>();
    for (const bytes of spoil) {
      const outcome = damaged(folder, (file) => writeFileSync(`${file}-wal`, bytes));
      expect(outcome?.events.map(({ id }) => id)).toEqual(outcome?.events.map((_, n) => `e${n + 1}`));
      expect(outcome?.events.length).toBeGreaterThanOrEqual(10);
      lengths.add(outcome?.events.length ?? 0);
    }
    expect(lengths.size).toBeGreaterThan(5);
  });
});

/** A store as a crash leaves it: e1..e10 in the file, e11..e50 in the -wal, one commit each. */
function killedStore(): { folder: string; wal: Buffer } {
  const folder = temporaryFolder();
  withStore({ folder }, ({ store }) => store.commit({ events: events(1, 10) }));
  const copy = temporaryFolder();
  withStore({ folder }, ({ store }) => {
    for (let n = 11; n <= 50; n += 1) store.commit({ events: events(n, 1) });
    // The locks of SQLite end when this process closes the file: nothing else may open this store any more.
    cpSync(folder, copy, { recursive: true });
  });
  return { folder: copy, wal: readFileSync(join(copy, 'sevlight.sqlite-wal')) };
}
