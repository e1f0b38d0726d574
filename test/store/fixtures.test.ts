import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_ALERTS } from '../../electron/core/alerts/state.ts';
import { NOTHING_KEPT } from '../../electron/core/contacts/contact.ts';
import { foldEvent, initialState } from '../../electron/core/engine/state.ts';
import type { StoredEvent } from '../../electron/core/events.ts';
import { LIFTS } from '../../electron/store/lift.ts';
import { MIGRATIONS } from '../../electron/store/schema.ts';
import { event } from './events.ts';
import { temporaryFolder, withStore } from './parts.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/stores');
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.sqlite'));

interface Held {
  readonly events: readonly StoredEvent[];
  readonly state: unknown;
  readonly samples: unknown;
  /** Since version 2. */
  readonly contacts?: unknown;
}

function heldBy(name: string): Held {
  return JSON.parse(readFileSync(join(FIXTURES, name.replace('.sqlite', '.json')), 'utf8'));
}

describe('a store written by an earlier version', () => {
  it('is kept for every version of the format', () => {
    expect(names).toEqual(expect.arrayContaining(MIGRATIONS.map((_, version) => `v${version + 1}.sqlite`)));
  });

  it('holds, taken together, an event of every type', () => {
    const types = names.flatMap((name) => heldBy(name).events.map(({ type }) => type));
    expect([...new Set(types)].sort()).toEqual(Object.keys(LIFTS).sort());
  });

  it.each(names)('opens, and holds what it held: %s', (name) => {
    const folder = temporaryFolder();
    copyFileSync(join(FIXTURES, name), join(folder, 'sevlight.sqlite'));
    const held = heldBy(name);
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(store.eventsAfter(0, Number.MAX_SAFE_INTEGER)).toEqual(held.events);
      expect(store.state('fixture')).toEqual(held.state);
      expect(store.samples('queue_length', 0)).toEqual(held.samples);
      expect(store.keptContacts()).toEqual(held.contacts ?? NOTHING_KEPT);
      expect(store.commit({ events: [event('event-1'), event('new')] }).map(({ seq }) => seq)).toEqual([
        held.events.length + 1,
      ]);
    });
    // Written on, it is whole the next time too.
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(store.eventsAfter(0, Number.MAX_SAFE_INTEGER)).toHaveLength(held.events.length + 1);
      expect(store.keptContacts()).toEqual(held.contacts ?? NOTHING_KEPT);
    });
  });

  it.each(names)('tells the same incidents when it is folded today: %s', (name) => {
    const { events } = heldBy(name);
    const state = events.reduce(foldEvent, initialState(NO_ALERTS));
    const opened = events.flatMap(({ type, incidentId }) => (type === 'incident-opened' ? [incidentId] : []));
    expect(Object.keys(state.incidents)).toEqual(opened);
    const resolved = Object.values(state.incidents).map(({ status }) => status);
    const ended = name === 'v1.sqlite' ? ['Investigating'] : ['Resolved', 'Resolved'];
    expect(resolved).toEqual(ended);
  });
});
