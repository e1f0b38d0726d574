import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { removeStaleLock } from '../../electron/desktop/stale-lock.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function lockedBy(target: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  folders.push(folder);
  symlinkSync(target, join(folder, 'SingletonLock'));
  symlinkSync('/tmp/scoped_dirX/SingletonSocket', join(folder, 'SingletonSocket'));
  writeFileSync(join(folder, 'window.json'), '{}');
  return folder;
}

const stands = (folder: string, name: string) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;

/** The id of a process that has just ended. */
async function deadPid(): Promise<number> {
  const child = spawn('true');
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

describe.runIf(process.platform === 'linux')('removeStaleLock', () => {
  it('removes the lock of a process that is gone, and nothing else', async () => {
    const folder = lockedBy(`${hostname()}-${await deadPid()}`);
    expect(removeStaleLock(folder, process.execPath)).toBe(true);
    expect([stands(folder, 'SingletonLock'), stands(folder, 'SingletonSocket')]).toEqual([false, false]);
    expect(existsSync(join(folder, 'window.json'))).toBe(true);
  });

  it('removes a lock whose process id another program has now', () => {
    expect(removeStaleLock(lockedBy(`${hostname()}-${process.pid}`), '/opt/sevlight/sevlight')).toBe(true);
  });

  it('removes one from before the computer was renamed', async () => {
    expect(removeStaleLock(lockedBy(`old-name-2-${await deadPid()}`), process.execPath)).toBe(true);
  });

  it('leaves the lock of a running instance, wherever it was started from', () => {
    const folder = lockedBy(`${hostname()}-${process.pid}`);
    expect(removeStaleLock(folder, `/tmp/.mount_other/${process.execPath.split('/').at(-1)}`)).toBe(false);
    expect(stands(folder, 'SingletonLock')).toBe(true);
  });

  it('has nothing to do without a lock, or with one it does not understand', () => {
    const empty = mkdtempSync(join(tmpdir(), 'lock-'));
    folders.push(empty);
    expect(removeStaleLock(empty, process.execPath)).toBe(false);
    expect(removeStaleLock(lockedBy('strange'), process.execPath)).toBe(false);
  });
});
