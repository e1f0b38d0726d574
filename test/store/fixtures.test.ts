import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { event } from './events.ts';
import { temporaryFolder, withStore } from './parts.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/stores');
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.sqlite'));

describe('a store written by an earlier version', () => {
  it('is kept for every version', () => {
    expect(names).toContain('v1.sqlite');
  });

  it.each(names)('opens, and holds what it held: %s', (name) => {
    const folder = temporaryFolder();
    copyFileSync(join(FIXTURES, name), join(folder, 'sevlight.sqlite'));
    const held = JSON.parse(readFileSync(join(FIXTURES, name.replace('.sqlite', '.json')), 'utf8'));
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(store.eventsAfter(0)).toEqual(held.events);
      expect(store.state('fixture')).toEqual(held.state);
      expect(store.samples('queue_length', 0)).toEqual(held.samples);
      expect(store.commit({ events: [event('event-1'), event('new')] }).map(({ seq }) => seq)).toEqual([
        held.events.length + 1,
      ]);
    });
  });
});
