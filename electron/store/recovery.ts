import { copyFileSync, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../core/ports.ts';
import type { Problem } from '../core/snapshot.ts';
import { type Backup, type Backups, prove } from './backups.ts';
import { fileStamp, moveDatabase, putInPlace, removeDatabase } from './files.ts';
import { salvage } from './salvage.ts';
import { lastSeq, type Migration, migrate } from './schema.ts';
import { type OpenDatabase, refusing, transact } from './sqlite.ts';

/** More numbers than any day gives out: what was lost may have used some, and a number must not mean two events. */
const SKIPPED_NUMBERS = 1_000_000;

export interface RecoveryParts {
  readonly backups: Backups;
  readonly open: OpenDatabase;
  readonly nowWallMs: number;
  readonly migrations: readonly Migration[];
}

/**
 * Replaces a damaged or lost file by the newest sound backup (or an empty log), with every event and sample that the
 * damaged file still holds as it was written. The damaged file is set aside only when its replacement is complete,
 * so a full disk or a crash on the way leaves all as it was found.
 *
 * @returns what was done and what may be missing, for a person
 */
export function recover(
  file: string,
  damage: string,
  { backups, open, nowWallMs, migrations }: RecoveryParts,
): Problem {
  return refusing(() => {
    const replacement = replacementOf(file);
    const backup = copyNewestSound(backups, replacement, open);
    const db = open(replacement);
    let salvaged = { events: 0, whole: false };
    try {
      migrate(db, migrations);
      if (existsSync(file)) salvaged = salvage(file, db, open);
      if (!salvaged.whole) skipNumbers(db);
    } finally {
      db.close();
    }
    const aside = finishRecovery(file, nowWallMs);
    return { area: 'storage', severity: 'error', message: tell(damage, aside, backup, salvaged) };
  });
}

/**
 * The last steps of a recovery, also of one that a crash interrupted between them: the replacement is complete
 * whenever the file itself is away.
 *
 * @returns the name under which the damaged file was set aside; null where there was none
 */
export function finishRecovery(file: string, nowWallMs: number): string | null {
  const stem = join(dirname(file), `damaged-${fileStamp(nowWallMs)}`);
  let aside = `${stem}.sqlite`;
  for (let n = 2; existsSync(aside) || existsSync(`${aside}-wal`); n += 1) aside = `${stem}-${n}.sqlite`;
  const moved = moveDatabase(file, aside);
  putInPlace(replacementOf(file), file);
  return moved ? basename(aside) : null;
}

export function replacementOf(file: string): string {
  return `${file}.replacement`;
}

function copyNewestSound(backups: Backups, to: string, open: OpenDatabase): Backup | null {
  for (const backup of backups.list()) {
    removeDatabase(to);
    copyFileSync(backup.file, to);
    try {
      prove(to, open);
      return backup;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    }
  }
  removeDatabase(to);
  return null;
}

function skipNumbers(db: ReturnType<OpenDatabase>): void {
  const next = lastSeq(db) + SKIPPED_NUMBERS;
  transact(db, () => {
    db.exec("DELETE FROM sqlite_sequence WHERE name = 'events'");
    db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('events', ?)").run(next);
  });
}

function tell(
  damage: string,
  aside: string | null,
  backup: Backup | null,
  salvaged: { readonly events: number; readonly whole: boolean },
): string {
  const restored =
    backup === null
      ? 'There was no backup.'
      : `The backup of ${new Date(backup.takenWallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC was restored.`;
  const added = `${salvaged.events} ${salvaged.events === 1 ? 'event' : 'events'}`;
  return [
    `The event log could not be used: ${damage}.`,
    aside === null ? '' : `The file was set aside as ${aside}.`,
    restored,
    salvaged.events > 0 ? `${added} came from the damaged file.` : '',
    salvaged.whole ? 'No event is missing.' : 'Some events may be missing: check the open incidents and their ticks.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
