import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS, type Migration } from '../../electron/store/schema.ts';
import { loadSqlite } from '../../electron/store/sqlite.ts';
import { daysLater, event, events, instant } from './events.ts';
import { ids, refusalOf, temporaryFolder, withStore } from './parts.ts';

const backupsIn = (folder: string) => readdirSync(join(folder, 'backups')).sort();

describe('backups', () => {
  it('are made once a day, and seven are kept', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      for (let day = 0; day < 10; day += 1) {
        store.commit({ events: [event(`e${day}`)] });
        for (const hour of [0, 1, 23]) expect(store.backUpIfDue(daysLater(day + hour / 24))).toBeNull();
      }
    });
    expect(backupsIn(folder)).toHaveLength(7);
    expect(backupsIn(folder).at(0)).toBe('000000000004-2026-03-05T09-00-00Z.sqlite');
    expect(backupsIn(folder).at(-1)).toBe('000000000010-2026-03-11T09-00-00Z.sqlite');
  });

  it('are made at the start, too, but not of nothing', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => store.commit({ events: [event('a')] }));
    expect(readdirSync(folder)).not.toContain('backups');
    withStore({ folder }, () => expect(backupsIn(folder)).toHaveLength(1));
  });

  it('hold what was in the log, and are whole without it', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      store.commit({ events: events(1, 5), state: { n: 5 } });
      expect(store.backUpIfDue(instant())).toBeNull();
    });
    const [name = ''] = backupsIn(folder);
    const db = loadSqlite(null)(join(folder, 'backups', name));
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toMatchObject({ n: 5 });
    db.close();
  });

  it('go on when the wall clock jumps a day forward and back; the newest is the one with the last event', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      for (const [n, days] of [0, 3, 0.5, 2].entries()) {
        store.commit({ events: [event(`e${n}`)] });
        expect(store.backUpIfDue(daysLater(days))).toBeNull();
      }
    });
    expect(backupsIn(folder).map((name) => name.slice(0, 23))).toEqual([
      '000000000001-2026-03-02',
      '000000000002-2026-03-05',
      '000000000003-2026-03-02',
      '000000000004-2026-03-04',
    ]);
  });

  it('are not made of a log that has changed, which the next start mends', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      store.commit({ events: events(1, 5) });
      store.backUpIfDue(instant());
    });
    const db = loadSqlite(null)(join(folder, 'sevlight.sqlite'));
    db.exec(`UPDATE events SET wall_ms = 0 WHERE id = 'e3'`);
    db.close();
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(store.backUpIfDue(daysLater(1))?.message).toContain(
        'The event log is damaged: 1 event is not as written. Restart',
      );
    });
    expect(backupsIn(folder)).toEqual(['000000000005-2026-03-02T09-00-00Z.sqlite']);
    withStore({ folder, now: daysLater(1) }, ({ store, problems }) => {
      expect(problems[0]?.message).toContain('No event is missing');
      expect(ids(store)).toHaveLength(5);
    });
    expect(backupsIn(folder)).toHaveLength(2);
  });

  it('lose the text of an event that is redacted', () => {
    const folder = temporaryFolder();
    const text = 'jane.doe '.repeat(2000);
    withStore({ folder }, ({ store }) => {
      store.commit({ events: [event('a', { type: 'note-added', payload: { text } })] });
      store.backUpIfDue(instant());
      expect(store.redact(1)).toBe(true);
      expect(store.redact(2)).toBe(false);
    });
    const [name = ''] = backupsIn(folder);
    expect(readFileSync(join(folder, 'backups', name), 'latin1')).not.toContain('jane.doe');
  });

  it('are made before a migration', () => {
    const folder = temporaryFolder();
    const addColumn: Migration = (db) => db.exec('ALTER TABLE samples ADD COLUMN note TEXT');
    withStore({ folder }, ({ store }) => store.commit({ events: events(1, 3) }));
    withStore({ folder, migrations: [...MIGRATIONS, addColumn] }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(ids(store)).toEqual(['e1', 'e2', 'e3']);
    });
    const [name = ''] = backupsIn(folder);
    const db = loadSqlite(null)(join(folder, 'backups', name));
    expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: MIGRATIONS.length });
    db.close();
  });

  it('leave a file as it was whose migration fails', () => {
    const folder = temporaryFolder();
    const half: Migration = (db) => db.exec('DROP TABLE samples; SELECT * FROM nothing');
    withStore({ folder }, ({ store }) => store.commit({ events: events(1, 3) }));
    expect(refusalOf(() => withStore({ folder, migrations: [...MIGRATIONS, half] }, () => null))).toBe('damaged');
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(ids(store)).toEqual(['e1', 'e2', 'e3']);
      expect(store.samples('any', 0)).toEqual([]);
    });
  });

  it('are not needed to refuse a file of a newer version, which stays as it was', () => {
    const folder = temporaryFolder();
    const later: Migration = (db) => db.exec('CREATE TABLE later (a) STRICT'.replace('(a)', '(a TEXT)'));
    withStore({ folder, migrations: [...MIGRATIONS, later] }, ({ store }) => store.commit({ events: events(1, 3) }));
    const before = readFileSync(join(folder, 'sevlight.sqlite'));
    expect(() => withStore({ folder }, () => null)).toThrow(
      `format ${MIGRATIONS.length + 1}, and this Sevlight knows up to ${MIGRATIONS.length}`,
    );
    expect(readFileSync(join(folder, 'sevlight.sqlite')).equals(before)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['lock', 'sevlight.sqlite']);
  });
});
