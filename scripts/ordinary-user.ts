import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.ts';

/**
 * Electron must not run as root: with its sandbox it crashes in an endless loop, and without it nobody should run it.
 * So root runs it as `nobody`; everyone else as themselves.
 */
export type OrdinaryUser = {
  /** For `spawn`. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** The project, at a place this user can read. */
  readonly root: string;
};

export const isRoot = process.getuid?.() === 0;

export function ordinaryUser(report: (line: string) => void = console.log): OrdinaryUser {
  if (!isRoot) return { identity: {}, root };
  const identity = { uid: idOf('-u'), gid: idOf('-g') };
  return { identity, root: canRead(identity) ? root : copyForOthers(report) };
}

/** A folder of this user's own: a new one for the time being, or the one named. */
export function makeFolderFor(user: OrdinaryUser, named?: string): string {
  const folder = named ?? mkdtempSync(path.join(tmpdir(), 'sevlight-home-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user.identity.uid !== undefined && user.identity.gid !== undefined) {
    chownSync(folder, user.identity.uid, user.identity.gid);
  }
  return folder;
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

function canRead(identity: OrdinaryUser['identity']): boolean {
  return spawnSync('cat', [path.join(root, 'package.json')], { ...identity, cwd: '/' }).status === 0;
}

/**
 * A clone below a private folder (such as root's home) is copied to where others can read it: node_modules once per
 * lock file, the rest every time.
 */
function copyForOthers(report: (line: string) => void): string {
  const copy = path.join('/var/tmp', `sevlight-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
  const copiedLock = path.join(copy, 'package-lock.json');
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const isKept = existsSync(copiedLock) && readFileSync(copiedLock).equals(lock);
  report(`The user nobody cannot read ${root}; ${isKept ? 'renewing the copy' : 'copying it'} in ${copy} ...`);
  if (!isKept) rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(root).filter((each) => each !== '.git')) {
    if (isKept && name === 'node_modules') continue;
    rmSync(path.join(copy, name), { recursive: true, force: true });
    execFileSync('cp', ['-a', path.join(root, name), copy]);
    execFileSync('chmod', ['-R', 'a+rX', path.join(copy, name)]);
  }
  return copy;
}
