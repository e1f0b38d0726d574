import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** A database is up to three files. The database comes first: a crash in between then looks like a lost one. */
const PARTS = ['', '-wal', '-shm'];

/** Gives a closed database another name, whole; false where there was nothing. */
export function moveDatabase(from: string, to: string): boolean {
  const present = PARTS.filter((part) => existsSync(from + part));
  for (const part of present) renameSync(from + part, to + part);
  flushFolder(dirname(to));
  return present.length > 0;
}

export function removeDatabase(file: string): void {
  for (const part of [...PARTS, '-journal']) rmSync(file + part, { force: true });
}

/** Puts a finished file in its place, on disk, so that a crash shows either the old or the new. */
export function putInPlace(made: string, file: string): void {
  flush(made, 'r+');
  renameSync(made, file);
  flushFolder(dirname(file));
}

function flushFolder(folder: string): void {
  // Windows cannot open a folder, and needs no flush of it.
  if (process.platform !== 'win32') flush(folder, 'r');
}

function flush(path: string, flags: string): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A moment for a file name: `2026-03-02T09-00-00Z`. */
export function fileStamp(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}
