import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../core/ports.ts';
import { DAY_MS } from '../core/time.ts';
import { fileStamp, putInPlace, removeDatabase } from './files.ts';
import { lastSeq } from './schema.ts';
import { damageIn } from './soundness.ts';
import { type Database, type OpenDatabase, refusing } from './sqlite.ts';

const KEPT = 7;

/** `SEQ-STAMP.sqlite`: the last event's number comes first, because the wall clock does not order. */
const NAME = /^(?<seq>\d{12})-(?<day>\d{4}-\d\d-\d\d)T(?<hour>\d\d)-(?<minute>\d\d)-(?<second>\d\d)Z\.sqlite$/;

export interface Backup {
  readonly file: string;
  /** Its last event. */
  readonly seq: number;
  readonly takenWallMs: number;
}

export interface Backups {
  /** The newest first, whether sound or not. */
  list(): readonly Backup[];
  /** Whether there is something to keep and the newest backup is a day away, whichever way the clock went. */
  isDue(db: Database, nowWallMs: number): boolean;
  /**
   * Copies the whole database, proves the copy, and lets the oldest go beyond seven.
   *
   * @throws StoreError nothing was made, and the older ones are still there
   */
  make(db: Database, nowWallMs: number): void;
}

export function createBackups(folder: string, open: OpenDatabase): Backups {
  function list(): Backup[] {
    if (!existsSync(folder)) return [];
    const backups: Backup[] = [];
    for (const name of readdirSync(folder).sort().reverse()) {
      const { seq, day, hour, minute, second } = NAME.exec(name)?.groups ?? {};
      if (day === undefined) continue;
      backups.push({
        file: join(folder, name),
        seq: Number(seq),
        takenWallMs: Date.parse(`${day}T${hour}:${minute}:${second}Z`),
      });
    }
    return backups;
  }

  return {
    list,

    isDue(db, nowWallMs) {
      const [newest] = list();
      if (newest === undefined) return lastSeq(db) > 0;
      return Math.abs(nowWallMs - newest.takenWallMs) >= DAY_MS;
    },

    make(db, nowWallMs) {
      const unfinished = join(folder, 'unfinished.sqlite');
      refusing(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        removeDatabase(unfinished);
        try {
          db.prepare('VACUUM INTO ?').run(unfinished);
          prove(unfinished, open);
          const name = `${String(lastSeq(db)).padStart(12, '0')}-${fileStamp(nowWallMs)}.sqlite`;
          putInPlace(unfinished, join(folder, name));
        } finally {
          removeDatabase(unfinished);
        }
        for (const { file } of list().slice(KEPT)) rmSync(file);
      });
    },
  };
}

/** @throws StoreError damaged */
export function prove(file: string, open: OpenDatabase): void {
  const db = open(file);
  try {
    const damage = damageIn(db, 0);
    if (damage !== null)
      throw new StoreError('damaged', `The event log is damaged: ${damage}. Restart Sevlight to mend it.`);
  } finally {
    db.close();
  }
}
