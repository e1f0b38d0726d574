import { createRequire } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError, type StoreErrorCode } from '../core/ports.ts';

export type Database = DatabaseSync;
export type OpenDatabase = (file: string) => Database;

/** Waits this long for another program to let go of the file, ms. */
const BUSY_MS = 3000;
const JOURNAL_LIMIT_BYTES = 5 * 1024 * 1024;

/**
 * SQLite from the runtime, or from the package named `fallbackModule` where the runtime has none (Node 20).
 * The name must come from a developer, never from a packaged app's environment.
 *
 * @throws StoreError failed: neither is there
 */
export function loadSqlite(fallbackModule: string | null): OpenDatabase {
  const loaded: unknown =
    process.getBuiltinModule('node:sqlite') ??
    (fallbackModule === null ? undefined : createRequire(import.meta.url)(fallbackModule));
  if (!hasDatabase(loaded)) {
    throw new StoreError('failed', 'This runtime has no SQLite: Sevlight needs Node 24 or Electron 36 and later.');
  }
  const { DatabaseSync } = loaded;
  return (file) => openWith(DatabaseSync, file);
}

function hasDatabase(loaded: unknown): loaded is { DatabaseSync: new (file: string) => Database } {
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    'DatabaseSync' in loaded &&
    typeof loaded.DatabaseSync === 'function'
  );
}

function openWith(DatabaseSync: new (file: string) => Database, file: string): Database {
  return refusing(() => {
    const db = new DatabaseSync(file);
    try {
      // The exclusive lock comes first: it is the kernel's, so it cannot go stale after kill -9, and WAL needs no -shm.
      db.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA busy_timeout = ${BUSY_MS};
        PRAGMA trusted_schema = OFF;
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = ON;
        PRAGMA fullfsync = 1;
        PRAGMA checkpoint_fullfsync = 1;
        PRAGMA journal_size_limit = ${JOURNAL_LIMIT_BYTES};
        PRAGMA synchronous = FULL;
        BEGIN EXCLUSIVE; COMMIT;
      `);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Runs `work` whole or not at all. */
export function transact<Result>(db: Database, work: () => Result): Result {
  return refusing(() => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(db);
      throw error;
    }
  });
}

function rollBack(db: Database): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // After some errors, a full disk among them, SQLite has already rolled back by itself.
  }
}

/** Runs `work`; what SQLite or the file system refuse becomes a StoreError. */
export function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const code = storeCode(error);
    throw code === null ? error : new StoreError(code, MESSAGES[code], error);
  }
}

const MESSAGES: { readonly [Code in StoreErrorCode]: string } = {
  'in-use': 'The event log is open in another program, most likely a second Sevlight. Quit that one, then start again.',
  newer: 'The event log was written by a newer Sevlight. Install that version or a later one; nothing was changed.',
  full: 'The disk is full, so nothing was saved. Free some space; Sevlight tries again.',
  damaged: 'The event log is damaged. Restart Sevlight: it sets the file aside and restores the newest backup.',
  unwritable: 'The event log cannot be written. Check the permissions of its folder, then try again.',
  failed: 'The event log could not be read or written. Check the disk.',
};

// Primary result codes, https://www.sqlite.org/rescode.html: ERROR (our SQL is fixed, so the schema is not ours), PERM, BUSY, LOCKED, READONLY, CORRUPT, FULL, CANTOPEN, NOTADB.
const SQLITE_CODES: ReadonlyMap<number, StoreErrorCode> = new Map([
  [1, 'damaged'],
  [3, 'unwritable'],
  [5, 'in-use'],
  [6, 'in-use'],
  [8, 'unwritable'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'unwritable'],
  [26, 'damaged'],
]);

const FILE_CODES: ReadonlyMap<string, StoreErrorCode> = new Map([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EACCES', 'unwritable'],
  ['EPERM', 'unwritable'],
  ['EROFS', 'unwritable'],
  ['ENOTDIR', 'unwritable'],
]);

function storeCode(error: unknown): StoreErrorCode | null {
  if (!(error instanceof Error) || error instanceof StoreError) return null;
  // The low byte is the primary code, the rest says more.
  if ('errcode' in error && typeof error.errcode === 'number')
    return SQLITE_CODES.get(error.errcode & 0xff) ?? 'failed';
  if ('code' in error && typeof error.code === 'string') return FILE_CODES.get(error.code) ?? null;
  return null;
}
