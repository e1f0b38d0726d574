import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../core/ports.ts';
import type { Problem } from '../core/snapshot.ts';
import type { Instant } from '../core/time.ts';
import { type Backups, createBackups } from './backups.ts';
import { dropContactsIn } from './contacts.ts';
import { createEventLog, type EventLog, redactIn, rowIn } from './event-log.ts';
import { finishRecovery, type RecoveryParts, recover, replacementOf } from './recovery.ts';
import { type EventRow, isSound } from './rows.ts';
import { hasContacts, MIGRATIONS, type Migration, migrate, refuseNewer, schemaVersion } from './schema.ts';
import { damageIn, isBlank } from './soundness.ts';
import { type Database, loadSqlite, type OpenDatabase, refusing } from './sqlite.ts';

export interface OpenedStore extends EventLog {
  /** Makes the daily backup where it is due; a Problem where it could not be made. Cheap otherwise: ask every hour. */
  backUpIfDue(now: Instant): Problem | null;
}

export interface StoreParts {
  /** Where the log, its backups and what was set aside live; made where missing. */
  readonly folder: string;
  readonly now: Instant;
  /** Name of the package that stands in for node:sqlite; never from a packaged app's environment. */
  readonly sqliteModule?: string | null;
  readonly migrations?: readonly Migration[];
}

/**
 * Opens the store, mended if need be. `problems` says what a person must know of that.
 *
 * @throws StoreError in-use: a second instance · newer: written by a later version · full · unwritable · failed.
 *   The file is then as it was.
 */
export function openStore(parts: StoreParts): { store: OpenedStore; problems: readonly Problem[] } {
  const { folder, now, sqliteModule = null, migrations = MIGRATIONS } = parts;
  const open = loadSqlite(sqliteModule);
  refusing(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  // Held to the end, also while the log itself is away for repair.
  const lock = open(join(folder, 'lock'));
  try {
    const backups = createBackups(join(folder, 'backups'), open);
    const { db, problems } = openLog(join(folder, 'sevlight.sqlite'), {
      backups,
      open,
      nowWallMs: now.wallMs,
      migrations,
    });
    const store = createStore(db, lock, backups, open);
    const notBackedUp = store.backUpIfDue(now);
    return { store, problems: notBackedUp === null ? problems : [...problems, notBackedUp] };
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openLog(file: string, parts: RecoveryParts): { db: Database; problems: readonly Problem[] } {
  const { backups, open, nowWallMs, migrations } = parts;
  if (!existsSync(file) && existsSync(replacementOf(file))) refusing(() => finishRecovery(file, nowWallMs));
  const damage = findDamage(file, parts);
  const problems = damage === null ? [] : [recover(file, damage, parts)];
  const db = open(file);
  try {
    const version = schemaVersion(db);
    if (version > 0 && version < migrations.length) backups.make(db, nowWallMs);
    migrate(db, migrations);
    return { db, problems };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Why the file cannot be used as it is; null where it can, or where this is the very first start. */
function findDamage(file: string, { backups, open, nowWallMs, migrations }: RecoveryParts): string | null {
  const lost = backups.list().length > 0 ? 'it is missing or empty' : null;
  if (!existsSync(file)) return lost;
  try {
    const db = open(file);
    try {
      refuseNewer(db, migrations);
      if (isBlank(db)) return lost;
      // What a backup of today has proven is not proven again (reading still looks, and takes it from there). A backup that failed is still due: then all is.
      const provenSeq = backups.isDue(db, nowWallMs) ? 0 : (backups.list()[0]?.seq ?? 0);
      return damageIn(db, provenSeq);
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'damaged') return 'SQLite cannot read it';
    // A flipped bit in the header forbids writing as well as permissions do.
    if (error.code === 'unwritable' && isWritable(file)) return 'its header is damaged';
    throw error;
  }
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function createStore(db: Database, lock: Database, backups: Backups, open: OpenDatabase): OpenedStore {
  function inBackup<Result>(file: string, work: (backup: Database) => Result): Result {
    const backup = open(file);
    try {
      return work(backup);
    } finally {
      backup.close();
    }
  }

  function rescue(seq: number): EventRow | null {
    for (const { file } of backups.list()) {
      try {
        const row = inBackup(file, (backup) => rowIn(backup, seq));
        if (row !== null && isSound(row)) return row;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    }
    return null;
  }

  const log = createEventLog(db, rescue);
  return {
    ...log,

    backUpIfDue(now) {
      try {
        if (backups.isDue(db, now.wallMs)) backups.make(db, now.wallMs);
        return null;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        const message = `No backup of the event log could be made. ${error.message}`;
        return { area: 'storage', severity: 'warning', message };
      }
    },

    redact(seq) {
      const done = log.redact(seq);
      for (const { file } of backups.list()) inBackup(file, (backup) => redactIn(backup, seq));
      return done;
    },

    dropContacts(id) {
      const done = log.dropContacts(id);
      for (const { file } of backups.list()) {
        inBackup(file, (backup) => hasContacts(backup) && dropContactsIn(backup, id));
      }
      return done;
    },

    close() {
      log.close();
      lock.close();
    },
  };
}
