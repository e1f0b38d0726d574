import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bad, ok } from '../../electron/core/look.ts';
import type { SourceId } from '../../electron/core/source.ts';
import { createScheduler, type Looked, type Watched } from '../../electron/runtime/scheduler.ts';

const WELL: Looked = { look: ok('fine'), checks: [], latencyMs: 10 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aSource(
  id: SourceId,
  answer: (depth: string, signal: AbortSignal) => Promise<Looked>,
  fullIntervalMs = 60_000,
) {
  const asked: { atMs: number; depth: string }[] = [];
  let resets = 0;
  const source: Watched = {
    id,
    intervalMs: 15_000,
    fullIntervalMs,
    look: ({ depth, signal }) => {
      asked.push({ atMs: performance.now(), depth });
      return answer(depth, signal);
    },
    reset: () => {
      resets += 1;
    },
  };
  return { source, asked, resets: () => resets };
}

function scheduler(sources: readonly Watched[], urgent: ReadonlySet<SourceId> = new Set()) {
  const seen: { id: SourceId; depth: string; reason: string }[] = [];
  const made = createScheduler({
    sources,
    urgent: () => urgent,
    looked: (source, depth, result) => seen.push({ id: source.id, depth, reason: result.look.reason }),
    random: () => 0.5,
  });
  return { made, seen };
}

describe('the scheduler', () => {
  it('looks every 15 s, and asks everything at most every 60 s', async () => {
    const one = aSource('postgres', () => Promise.resolve(WELL));
    const { made } = scheduler([one.source]);
    const startMs = performance.now();
    made.start();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(one.asked.map(({ atMs, depth }) => [Math.round((atMs - startMs) / 1000), depth])).toEqual([
      [0, 'full'],
      [15, 'cheap'],
      [30, 'cheap'],
      [45, 'cheap'],
      [60, 'full'],
    ]);
    made.stop();
  });

  it('asks a source with a pending SEV1 every 5 s, but never sooner than twice what it took to answer', async () => {
    const quick = aSource('postgres', () => Promise.resolve(WELL));
    const slow = aSource('redis', () => Promise.resolve({ ...WELL, look: bad('slow'), latencyMs: 4000 }));
    const { made } = scheduler([quick.source, slow.source], new Set<SourceId>(['postgres', 'redis']));
    made.start();
    await vi.advanceTimersByTimeAsync(24_500);
    expect(quick.asked).toHaveLength(5);
    expect(slow.asked).toHaveLength(4);
    made.stop();
  });

  it('asks nothing expensive of a source that is bad', async () => {
    const sick = aSource('postgres', () => Promise.resolve({ ...WELL, look: bad('down') }));
    const { made } = scheduler([sick.source]);
    made.start();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(sick.asked.slice(1).every(({ depth }) => depth === 'cheap')).toBe(true);
    made.stop();
  });

  it('never lets a hanging source delay another', async () => {
    const hanging = aSource('redis', () => new Promise(() => undefined));
    const well = aSource('postgres', () => Promise.resolve(WELL));
    const { made, seen } = scheduler([hanging.source, well.source]);
    made.start();
    await vi.advanceTimersByTimeAsync(60_500);
    expect(hanging.asked).toHaveLength(1);
    expect(seen.filter(({ id }) => id === 'postgres')).toHaveLength(5);
    made.stop();
  });

  it('throws away what was under way when the network changes, and asks again at once', async () => {
    let first = true;
    const one = aSource('health', (_depth, signal) => {
      if (!first) return Promise.resolve(WELL);
      first = false;
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ ...WELL, look: bad('from the old network') }));
      });
    });
    const { made, seen } = scheduler([one.source]);
    made.start();
    await vi.advanceTimersByTimeAsync(1000);
    made.discard();
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.map(({ reason }) => reason)).toEqual(['fine']);
    expect(one.resets()).toBe(1);
    made.stop();
  });
});
