import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ContactImport } from '../../electron/core/contacts/contact.ts';
import { DAY_MS } from '../../electron/core/time.ts';
import { event, instant, START_WALL_MS } from './events.ts';
import { temporaryFolder, withStore } from './parts.ts';

function imported(id: string, ...names: readonly string[]): ContactImport {
  const people = names.map((name, n) => ({
    name,
    roles: [],
    phones: ['+49 30 901820'],
    emails: [],
    chat: null,
    zone: null,
    team: null,
    confirmedWallMs: null,
    more: [],
    line: n + 2,
  }));
  return { id, file: 'team.csv', importedWallMs: START_WALL_MS, people, shifts: [] };
}

const OVERRIDE = {
  id: 'o-1',
  person: 'Ana',
  role: null,
  standing: 'primary',
  zone: 'UTC',
  from: { day: 1, minute: 0 },
  until: { day: 2, minute: 0 },
  repeat: null,
  exceptDays: [],
  line: 1,
} as const;

describe('contacts', () => {
  it('are there after a restart, the newest of each file', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      store.keepImport(imported('a', 'Ana'));
      store.keepImport({ ...imported('b', 'Rota'), file: 'rota.ics' });
      store.keepImport(imported('c', 'Ana', 'Ben'));
      store.keepImport(imported('c', 'said twice'));
      store.confirmContact('d', 'ana', 5);
      store.confirmContact('e', 'ana', 7);
      store.keepOverride(OVERRIDE, START_WALL_MS);
    });
    withStore({ folder }, ({ store }) => {
      const { imports, confirmations, overrides } = store.keptContacts();
      expect(imports.map(({ id }) => id)).toEqual(['b', 'c']);
      expect(imports[1]).toEqual(imported('c', 'Ana', 'Ben'));
      expect(confirmations).toEqual({ ana: 7 });
      expect(overrides).toEqual([OVERRIDE]);
    });
  });

  it('come back as they were before when an import is undone, one step', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      for (const id of ['a', 'b', 'c']) store.keepImport(imported(id, id));
      expect(store.dropContacts('c')).toBe(true);
      expect(store.dropContacts('c')).toBe(false);
      expect(store.keptContacts().imports.map(({ id }) => id)).toEqual(['b']);
      store.dropContacts('b');
      expect(store.keptContacts().imports).toEqual([]);
    });
  });

  it('leave no trace on the disk once removed, in no backup either', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      store.commit({ events: [event('e-1')] });
      store.keepImport(imported('a', 'Wilhelmina Canary'));
      expect(store.backUpIfDue(instant(2 * DAY_MS))).toBeNull();
      const files = () =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.sqlite'));
      const holding = () => files().filter((name) => readFileSync(join(folder, name)).includes('Wilhelmina Canary'));
      expect(holding().length).toBeGreaterThan(1);
      store.dropContacts('a');
      expect(holding()).toEqual([]);
    });
  });

  it('survive a damaged log', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      store.commit({ events: [event('e-1')] });
      store.keepImport(imported('a', 'Ana'));
    });
    const file = join(folder, 'sevlight.sqlite');
    const bytes = readFileSync(file);
    bytes[bytes.indexOf('Restarted the pooler')] = 0x5a;
    writeFileSync(file, bytes);
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toHaveLength(1);
      expect(store.keptContacts().imports).toEqual([imported('a', 'Ana')]);
    });
  });
});
