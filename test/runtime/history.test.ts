import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../../electron/core/checks/check.ts';
import { ok, unknown } from '../../electron/core/look.ts';
import { createSampleHistory } from '../../electron/runtime/history.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { fakeClock } from '../fakes/clock.ts';

let folder: string;
let store: OpenedStore;
const clock = fakeClock();
const now = clock.now().wallMs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-history-'));
  store = openStore({ folder, now: clock.now() }).store;
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function queue(value: number | null): Check {
  const look = value === null ? unknown('network', 'not reachable') : ok('measured');
  return { name: 'queue_length', source: 'redis', value, unit: '', look };
}

describe('the samples', () => {
  it('keep what was measured, gaps included, across a restart', () => {
    const before = createSampleHistory(store, now);
    before.add('redis', now, 12, [queue(40)]);
    before.add('redis', now + 15_000, null, [queue(null)]);
    before.add('redis', now + 30_000, 11, [queue(44)]);
    const after = createSampleHistory(store, now + 30_000);
    expect(after.of('redis', 'queue_length').map(({ value }) => value)).toEqual([40, null, 44]);
    expect(after.of('redis').map(({ value }) => value)).toEqual([12, null, 11]);
    expect(after.of('health')).toEqual([]);
  });

  it('have no number for a check that is a verdict in itself', () => {
    const history = createSampleHistory(store, now);
    history.add('redis', now, 12, [{ name: 'redis', source: 'redis', value: null, unit: '', look: ok('PONG') }]);
    expect(history.of('redis', 'redis')).toEqual([]);
  });

  it('show the newest 60', () => {
    const history = createSampleHistory(store, now);
    for (let i = 0; i < 100; i += 1) history.add('redis', now + i, i, []);
    expect(history.of('redis')).toHaveLength(60);
    expect(history.of('redis').at(-1)?.value).toBe(99);
  });

  it('go on when the disk refuses', () => {
    const refusing = {
      samples: () => [],
      addSamples: () => {
        throw new Error('full');
      },
    };
    const history = createSampleHistory(refusing, now);
    history.add('redis', now, 5, []);
    expect(history.of('redis')).toHaveLength(1);
  });
});
