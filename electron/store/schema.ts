import { StoreError } from '../core/ports.ts';
import { type Database, refusing, transact } from './sqlite.ts';

export type Migration = (db: Database) => void;

/** `MIGRATIONS[n]` turns a file of version n into one of version n + 1. Never edited once shipped: only added to. */
export const MIGRATIONS: readonly Migration[] = [createFirst, addContacts];

/** 0 for a file that holds nothing yet. */
export function schemaVersion(db: Database): number {
  const row = refusing(() => db.prepare('PRAGMA user_version').get());
  return typeof row?.user_version === 'number' ? row.user_version : 0;
}

/**
 * Brings the schema to the newest version, each step whole or not at all.
 *
 * @throws StoreError newer: a later Sevlight wrote it; the file is as it was
 */
export function migrate(db: Database, migrations: readonly Migration[] = MIGRATIONS): void {
  refuseNewer(db, migrations);
  refusing(() => db.exec('PRAGMA journal_mode = WAL'));
  for (const [from, migration] of migrations.entries()) {
    if (from < schemaVersion(db)) continue;
    transact(db, () => {
      migration(db);
      db.exec(`PRAGMA user_version = ${from + 1}`);
    });
  }
}

/** @throws StoreError newer */
export function refuseNewer(db: Database, migrations: readonly Migration[] = MIGRATIONS): void {
  const version = schemaVersion(db);
  if (version <= migrations.length) return;
  throw new StoreError(
    'newer',
    `The event log has format ${version}, and this Sevlight knows up to ${migrations.length}. Install the version that wrote it, or a later one; nothing was changed.`,
  );
}

/** Whether the file, perhaps of an earlier version, has the table of contacts. */
export function hasContacts(db: Database): boolean {
  return schemaVersion(db) > MIGRATIONS.indexOf(addContacts);
}

/** The highest number that an event was ever given here, also if that event is lost; 0 before the first. */
export function lastSeq(db: Database): number {
  const row = refusing(() => db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'").get());
  return typeof row?.seq === 'number' ? row.seq : 0;
}

function createFirst(db: Database): void {
  db.exec(`
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      version INTEGER NOT NULL,
      wall_ms REAL NOT NULL,
      elapsed_ms REAL NOT NULL,
      awake_ms REAL NOT NULL,
      boot_id TEXT NOT NULL,
      actor TEXT NOT NULL,
      incident_id TEXT,
      payload TEXT NOT NULL,
      crc INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX events_of_incident ON events (incident_id, seq) WHERE incident_id IS NOT NULL;
    CREATE TABLE state (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      crc INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE samples (
      check_name TEXT NOT NULL,
      wall_ms REAL NOT NULL,
      value REAL,
      thinned INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (check_name, wall_ms)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX samples_by_age ON samples (thinned, wall_ms);
  `);
}

function addContacts(db: Database): void {
  db.exec(`
    CREATE TABLE contacts (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      wall_ms REAL NOT NULL,
      content TEXT NOT NULL,
      crc INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contacts_by_name ON contacts (kind, name, seq);
  `);
}
