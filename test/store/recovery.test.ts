import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSqlite } from '../../electron/store/sqlite.ts';
import { daysLater, event, events } from './events.ts';
import { ids, temporaryFolder, withStore } from './parts.ts';

const logIn = (folder: string) => join(folder, 'sevlight.sqlite');
const asideIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('damaged-'));

/** A store with e1..e20 in its backup and e21..e30 after it, and the state that goes with them. */
function keptStore(): string {
  const folder = temporaryFolder();
  withStore({ folder }, ({ store }) => store.commit({ events: events(1, 20), state: { n: 20 } }));
  withStore({ folder }, ({ store }) => {
    store.commit({ events: events(21, 10), state: { n: 30 } });
    store.addSamples([{ check: 'queue_length', wallMs: 1, value: 5 }]);
  });
  return folder;
}

function change(folder: string, sql: string): void {
  const db = loadSqlite(null)(logIn(folder));
  db.exec(sql);
  db.close();
}

describe('a store whose file is bad', () => {
  it('is opened without a word when it is sound', () => {
    const folder = keptStore();
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(ids(store)).toEqual(events(1, 30).map(({ id }) => id));
      expect(store.state('n')).toBe(30);
    });
    expect(readdirSync(folder).sort()).toEqual(['backups', 'lock', 'sevlight.sqlite']);
  });

  it('is set aside and the newest backup restored, when nothing in it can be read', () => {
    const folder = keptStore();
    writeFileSync(logIn(folder), 'not a database');
    withStore({ folder }, ({ store, problems }) => {
      expect(ids(store)).toEqual(events(1, 20).map(({ id }) => id));
      expect(store.state('n')).toBe(20);
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toMatch(
        /set aside as damaged-2026-03-02T09-00-00Z\.sqlite\. The backup of 2026-03-02 09:00 UTC was restored\. Some events may be missing/,
      );
    });
    expect(readFileSync(join(folder, 'damaged-2026-03-02T09-00-00Z.sqlite'), 'utf8')).toBe('not a database');
    withStore({ folder }, ({ problems }) => expect(problems).toEqual([]));
  });

  it('gives no number twice that a lost event may have had', () => {
    const folder = keptStore();
    writeFileSync(logIn(folder), 'not a database');
    withStore({ folder }, ({ store }) => {
      const [next] = store.commit({ events: [event('new')] });
      expect(next?.seq).toBeGreaterThan(30);
      expect(ids(store).at(-1)).toBe('new');
    });
  });

  it('gives back all that is still as it was written, when an index is broken', () => {
    const folder = keptStore();
    const db = loadSqlite(null)(logIn(folder));
    const index = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'events_of_incident'").get();
    db.close();
    const bytes = readFileSync(logIn(folder));
    writeFileSync(
      logIn(folder),
      bytes.fill(0xff, (Number(index?.rootpage) - 1) * 4096 + 3, Number(index?.rootpage) * 4096),
    );
    withStore({ folder }, ({ store, problems }) => {
      expect(ids(store)).toEqual(events(1, 30).map(({ id }) => id));
      expect(store.eventsOf('incident-1')).toHaveLength(30);
      expect(store.state('n')).toBe(30);
      expect(store.samples('queue_length', 0)).toHaveLength(1);
      expect(problems[0]?.message).toContain('10 events came from the damaged file. No event is missing.');
    });
  });

  it('takes a changed event from the backup, and leaves one out that no backup has', () => {
    const folder = keptStore();
    change(folder, `UPDATE events SET wall_ms = wall_ms + 1 WHERE id IN ('e5', 'e25')`);
    withStore({ folder }, ({ store, problems }) => {
      const expected = events(1, 30).map(({ id }) => id);
      expect(ids(store)).toEqual(expected.filter((id) => id !== 'e25'));
      expect(problems[0]?.message).toContain('1 event is not as written');
      expect(problems[0]?.message).toContain('9 events came from the damaged file. Some events may be missing');
    });
  });

  it('is read with what the backup has, where an old event has changed', () => {
    const folder = keptStore();
    withStore({ folder, now: daysLater(1) }, () => undefined);
    const [newest] = readdirSync(join(folder, 'backups')).sort().reverse();
    writeFileSync(join(folder, 'backups', newest ?? ''), 'not a database');
    change(folder, `UPDATE events SET wall_ms = wall_ms + 1, id = 'changed' WHERE id = 'e5'`);
    withStore({ folder, now: daysLater(1) }, ({ store }) => {
      expect(ids(store)).toEqual(events(1, 30).map(({ id }) => id));
      expect(store.eventsOf('incident-1')).toHaveLength(30);
    });
  });

  it('looks at old events again when a day has passed', () => {
    const folder = keptStore();
    change(folder, `UPDATE events SET wall_ms = wall_ms + 1 WHERE id = 'e5'`);
    withStore({ folder, now: daysLater(1) }, ({ store, problems }) => {
      expect(ids(store)).toContain('e5');
      expect(problems[0]?.message).toContain('No event is missing');
    });
  });

  it('gives back what lies on both sides of a page that cannot be read', () => {
    const folder = temporaryFolder();
    const note = (n: number) => event(`e${n}`, { type: 'note-added', payload: { text: `note ${n}.` } });
    withStore({ folder }, ({ store }) => store.commit({ events: Array.from({ length: 400 }, (_, n) => note(n)) }));
    const bytes = readFileSync(logIn(folder));
    const page = Math.floor(bytes.indexOf('note 200.') / 4096) * 4096;
    writeFileSync(logIn(folder), bytes.fill(0xff, page, page + 4096));
    withStore({ folder }, ({ store, problems }) => {
      expect(ids(store)).toContain('e0');
      expect(ids(store)).toContain('e399');
      expect(ids(store)).not.toContain('e200');
      expect(ids(store).length).toBeGreaterThan(350);
      expect(problems[0]?.message).toContain('Some events may be missing');
    });
  });

  it('begins anew without a backup, with what could be read', () => {
    const folder = keptStore();
    rmSync(join(folder, 'backups'), { recursive: true });
    change(folder, `DROP TABLE samples`);
    withStore({ folder }, ({ store, problems }) => {
      expect(ids(store)).toHaveLength(30);
      expect(store.state('n')).toBe(30);
      expect(problems[0]?.message).toContain('There was no backup. 30 events came');
    });
  });

  it.each([
    { how: 'deleted', lose: (file: string) => rmSync(file) },
    { how: 'emptied', lose: (file: string) => truncateSync(file) },
  ])('is not taken for a first start when it was $how', ({ lose }) => {
    const folder = keptStore();
    lose(logIn(folder));
    withStore({ folder }, ({ store, problems }) => {
      expect(ids(store)).toHaveLength(20);
      expect(problems[0]?.message).toContain('missing or empty');
    });
  });

  it('passes over a backup that is damaged itself', () => {
    const folder = keptStore();
    withStore({ folder, now: daysLater(1) }, () => undefined);
    const [newest] = readdirSync(join(folder, 'backups')).sort().reverse();
    writeFileSync(join(folder, 'backups', newest ?? ''), 'not a database');
    writeFileSync(logIn(folder), 'not a database');
    withStore({ folder, now: daysLater(1) }, ({ store, problems }) => {
      expect(ids(store)).toHaveLength(20);
      expect(problems[0]?.message).toContain('The backup of 2026-03-02 09:00 UTC was restored');
    });
  });

  it('ends a recovery that a crash interrupted after the bad file was moved', () => {
    const folder = keptStore();
    const file = logIn(folder);
    // The state in between: the replacement is complete, the database away, its -wal not yet.
    copyFileSync(file, `${file}.replacement`);
    renameSync(file, join(folder, 'damaged-before.sqlite'));
    writeFileSync(`${file}-wal`, 'belongs to the bad file');
    withStore({ folder }, ({ store, problems }) => {
      expect(ids(store)).toHaveLength(30);
      expect(problems).toEqual([]);
    });
    expect(existsSync(`${file}.replacement`)).toBe(false);
    expect(asideIn(folder)).toContain('damaged-2026-03-02T09-00-00Z.sqlite-wal');
  });

  it('starts a recovery over that a crash interrupted before that', () => {
    const folder = keptStore();
    writeFileSync(`${logIn(folder)}.replacement`, 'half a copy');
    writeFileSync(logIn(folder), 'not a database');
    withStore({ folder }, ({ store }) => expect(ids(store)).toHaveLength(20));
  });

  it('is no bad one when a crash came before its first table', () => {
    const folder = temporaryFolder();
    const db = loadSqlite(null)(logIn(folder));
    db.exec('PRAGMA journal_mode = WAL');
    db.close();
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(store.commit({ events: [event('a')] })).toHaveLength(1);
    });
  });
});
