import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { EngineSettings } from '../../electron/core/engine/advance.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import { openIncidents } from '../../electron/core/incidents/incident.ts';
import { bad, type Look } from '../../electron/core/look.ts';
import { type Store, StoreError } from '../../electron/core/ports.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import { createEngine, type Engine } from '../../electron/runtime/engine.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';

const SETTINGS: EngineSettings = {
  mode: 'live',
  sources: [{ id: 'postgres', name: 'PostgreSQL', address: 'db', intervalMs: 15_000 }],
  rules: defaultRules(),
  clocks: {
    responseTimes: {
      1: { kind: 'within', ms: 900_000, text: '15 min' },
      2: { kind: 'within', ms: 3_600_000, text: '1 hour' },
      3: { kind: 'within', ms: 14_400_000, text: '4 hours' },
      4: { kind: 'next-business-day', text: 'next business day' },
    },
    ladder: [],
    hours: officeHours('UTC'),
  },
  quietHours: null,
  firstStepOf: () => null,
  personFor: () => null,
};

let folder: string;
let store: OpenedStore;
let clock: FakeClock;
let ids: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-engine-'));
  clock = fakeClock();
  ids = 0;
  store = openStore({ folder, now: clock.now() }).store;
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function start(on: Store = store): Engine {
  const engine = createEngine({
    store: on,
    clock,
    settings: SETTINGS,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  });
  engine.observe({ type: 'restarted', awayMs: engine.awayMs });
  return engine;
}

function looks(engine: Engine, count: number, look: Look): void {
  for (let i = 0; i < count; i += 1) {
    const checks = [{ name: 'database', source: 'postgres' as const, value: null, unit: '' as const, look }];
    engine.observe({
      type: 'looked',
      source: 'postgres',
      look,
      depth: 'full',
      checks,
      latencyMs: 3,
      intervalMs: 15_000,
    });
    clock.pass(15_000);
  }
}

const DOWN = bad('refused');
const incident = (engine: Engine) => openIncidents(engine.state().incidents)[0];

describe('the engine on a real store', () => {
  it('comes back after a restart with the same incidents, ticks and sums, and says nothing anew', () => {
    const before = start();
    looks(before, 4, DOWN);
    const id = incident(before)?.id ?? '';
    before.say('tick-1', [
      { type: 'step-done', payload: { list: 'runbook', stepId: 'one', text: 'One' }, incidentId: id },
    ]);
    const told: NewEvent[] = [];
    const after = start();
    after.listen((_state, events) => told.push(...events));
    looks(after, 3, DOWN);
    expect(after.state().incidents[id]?.steps).toEqual(before.state().incidents[id]?.steps);
    expect(told.filter(({ type }) => type.startsWith('notice') || type.startsWith('incident'))).toEqual([]);
  });

  it('does a command once, however often it is said', () => {
    const engine = start();
    looks(engine, 4, DOWN);
    const id = incident(engine)?.id ?? '';
    const note = [{ type: 'note-added', payload: { text: 'once' }, incidentId: id }] as const;
    engine.say('same', note);
    engine.say('same', note);
    expect(store.eventsOf(id).filter(({ type }) => type === 'note-added')).toHaveLength(1);
  });

  it('reads a long log from its fold', () => {
    const before = start();
    looks(before, 4, DOWN);
    const id = incident(before)?.id ?? '';
    for (let i = 0; i < 450; i += 1) {
      before.say(`note-${i}`, [{ type: 'note-added', payload: { text: `${i}` }, incidentId: id }]);
    }
    const reads: number[] = [];
    const after = start({
      ...store,
      eventsAfter: (seq, limit) => {
        const events = store.eventsAfter(seq, limit);
        reads.push(events.length);
        return events;
      },
    });
    expect(reads[0]).toBeLessThan(300);
    expect(after.state().incidents).toEqual(before.state().incidents);
  });
});

describe('a disk that refuses', () => {
  function refusing(): Store & { refuse: boolean } {
    return {
      ...store,
      refuse: false,
      commit(commit) {
        if (this.refuse) throw new StoreError('full', 'No space is left.');
        return store.commit(commit);
      },
    };
  }

  it('does not hold an alarm back, and gets its events once it takes them', () => {
    const disk = refusing();
    const engine = start(disk);
    const told: NewEvent[] = [];
    engine.listen((_state, events) => told.push(...events));
    disk.refuse = true;
    looks(engine, 4, DOWN);
    expect(told.some(({ type }) => type === 'notice-intended')).toBe(true);
    expect(engine.unsaved()).toBe('No space is left.');
    const id = incident(engine)?.id ?? '';
    expect(store.eventsOf(id)).toEqual([]);
    disk.refuse = false;
    engine.observe({ type: 'tick' });
    expect(engine.unsaved()).toBeNull();
    expect(store.eventsOf(id).map(({ type }) => type)).toContain('notice-intended');
  });

  it('refuses what a person says, and nothing has changed', () => {
    const disk = refusing();
    const engine = start(disk);
    looks(engine, 4, DOWN);
    const id = incident(engine)?.id ?? '';
    disk.refuse = true;
    const step = { type: 'step-done', payload: { list: 'r', stepId: 's', text: 'S' }, incidentId: id } as const;
    expect(() => engine.say('tick', [step])).toThrow('No space is left.');
    expect(engine.state().incidents[id]?.steps).toEqual({});
    disk.refuse = false;
    engine.say('tick', [step]);
    expect(Object.keys(engine.state().incidents[id]?.steps ?? {})).toEqual(['r/s']);
  });
});
