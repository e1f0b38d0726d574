import { readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const LOCK = 'SingletonLock';
const LOCK_FILES = [LOCK, 'SingletonSocket', 'SingletonCookie'];

/**
 * Removes the single-instance lock of an app that is gone (Linux); answers whether there was one.
 *
 * Chromium's lock is a symbolic link to `HOST-PID` that outlives a kill. Electron 33 sees through it; newer ones have
 * been seen to take it for a running instance while the killed one was a zombie, and then end without a word
 * (Electron 40, NousResearch/hermes-agent#78099).
 */
export function removeStaleLock(userDataFolder: string, executable: string): boolean {
  const holder = lockHolder(userDataFolder);
  if (holder === null || isRunning(holder, executable)) return false;
  for (const name of LOCK_FILES) rmSync(join(userDataFolder, name), { force: true });
  return true;
}

function lockHolder(userDataFolder: string): number | null {
  try {
    const [, pid] = /-(\d+)$/.exec(readlinkSync(join(userDataFolder, LOCK))) ?? [];
    return pid === undefined ? null : Number(pid);
  } catch {
    return null;
  }
}

/** Whether the process is there and is this program. One that may not be read counts as running. */
function isRunning(pid: number, executable: string): boolean {
  try {
    // By name, not path: every start of an AppImage runs from a folder of its own.
    return basename(readlinkSync(`/proc/${pid}/exe`)).replace(' (deleted)', '') === basename(executable);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
