import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { event, events, instant } from './events.ts';
import { ids, refusalOf, withStore } from './parts.ts';

const DISK_BYTES = 2 * 1024 * 1024;

/** A real file system of 2 MB; a reason in place of it where this machine does not let us mount one. */
function smallDisk(): { folder: string } | { reason: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    return { reason: `mounting a small file system needs root on Linux: ${String(error).slice(0, 100)}` };
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });
  return { folder };
}

function onSmallDisk(name: string, test: (disk: string) => void): void {
  it(name, (context) => {
    const disk = smallDisk();
    if ('reason' in disk) {
      console.log(`skipped: ${name}: ${disk.reason}`);
      return context.skip(disk.reason);
    }
    test(disk.folder);
  });
}

/** Fills the disk to the last byte but `left`; answers what frees it again. */
function fill(disk: string, left = 0): () => void {
  const ballast = join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  const descriptor = openSync(ballast, 'w');
  writeSync(descriptor, Buffer.alloc(Math.max(0, bavail * bsize - left)));
  closeSync(descriptor);
  return () => rmSync(ballast);
}

describe('a full disk', () => {
  onSmallDisk('refuses a commit, keeps every earlier one, and takes it again when there is space', (disk) => {
    const folder = join(disk, 'store');
    const acknowledged: string[] = [];
    withStore({ folder }, ({ store }) => {
      store.commit({ events: [event('first')], state: { n: 0 } });
      const free = fill(disk, 1_000_000);
      const text = 'x'.repeat(2000);
      let refused: string | null = null;
      for (let n = 1; refused === null; n += 1) {
        const next = event(`e${n}`, { type: 'note-added', payload: { text } });
        refused = refusalOf(() => store.commit({ events: [next], state: { n } }));
        if (refused === null) acknowledged.push(next.id);
      }
      expect(refused).toBe('full');
      expect(acknowledged.length).toBeGreaterThan(20);
      expect(ids(store)).toEqual(['first', ...acknowledged]);
      expect(store.state('n')).toBe(acknowledged.length);
      free();
      store.commit({ events: [event('after')] });
    });
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(ids(store)).toEqual(['first', ...acknowledged, 'after']);
    });
  });

  onSmallDisk('opens what is there, and tells that no backup could be made', (disk) => {
    const folder = join(disk, 'store');
    withStore({ folder }, ({ store }) => store.commit({ events: events(1, 500) }));
    const free = fill(disk, 8192);
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toMatch(/^No backup of the event log could be made\. The disk is full/);
      expect(ids(store)).toHaveLength(500);
      free();
      expect(store.backUpIfDue(instant())).toBeNull();
    });
  });

  onSmallDisk('refuses a first start, which then works when there is space', (disk) => {
    const folder = join(disk, 'store');
    const free = fill(disk, 8192);
    expect(refusalOf(() => withStore({ folder }, () => null))).toBe('full');
    free();
    withStore({ folder }, ({ store, problems }) => {
      expect(problems).toEqual([]);
      expect(store.commit({ events: [event('a')] })).toHaveLength(1);
    });
  });

  onSmallDisk('leaves a damaged file and its backup where they are until there is space to mend it', (disk) => {
    const folder = join(disk, 'store');
    withStore({ folder }, ({ store }) => {
      store.commit({ events: events(1, 500) });
      store.backUpIfDue(instant());
    });
    const file = join(folder, 'sevlight.sqlite');
    const damaged = readFileSync(file).fill(0xff, 4096, 8192);
    writeFileSync(file, damaged);
    const free = fill(disk, 8192);
    expect(refusalOf(() => withStore({ folder }, () => null))).toBe('full');
    expect(readFileSync(file).equals(damaged)).toBe(true);
    free();
    withStore({ folder }, ({ store, problems }) => {
      expect(problems[0]?.message).toContain('was restored');
      expect(ids(store)).toHaveLength(500);
    });
  });
});
