import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { OrdinaryUser } from '../ordinary-user.ts';
import type { Runtime } from '../runtime.ts';

/** Shared libraries that the executable asks for and this system lacks; libnotify is only asked for at run time. */
export function missingLibraries(executable: string): readonly string[] {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const asked = [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name ?? '');
  const known = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout;
  return known.includes('libnotify.so.4') ? asked : [...asked, 'libnotify.so.4'];
}

/**
 * Chromium's sandbox needs user namespaces, which some systems keep from ordinary users, or its helper set up by root.
 *
 * @returns what to do about it, or undefined when the sandbox will work
 */
export function findSandboxProblem(user: OrdinaryUser, runtime: Runtime): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (spawnSync('unshare', ['--user', 'true'], { ...user.identity, cwd: '/' }).status === 0) return undefined;
  const helper = path.join(runtime.dir, 'chrome-sandbox');
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return undefined;
  return `This system keeps user namespaces from ordinary users, and Electron's sandbox needs them or its helper:
  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
}
