import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bin, root } from './paths.ts';

const SOURCES = ['electron', 'renderer', 'assets', 'electron.vite.config.ts', 'package-lock.json'];
const stamp = path.join(root, 'out', '.built');

/** Builds main, preload and window into `out` when a source is newer than the last build. Throws when that fails. */
export function ensureBuild(report: (line: string) => void = console.log): void {
  if (existsSync(stamp) && newest(SOURCES.map((name) => path.join(root, name))) < statSync(stamp).mtimeMs) return;
  report('Building ...');
  const { status, stdout, stderr } = spawnSync(bin('electron-vite'), ['build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

/** The latest modification below these paths, ms since 1970. */
function newest(places: readonly string[]): number {
  return Math.max(
    0,
    ...places
      .filter((place) => existsSync(place))
      .map((place) => {
        const { mtimeMs } = statSync(place);
        if (!statSync(place).isDirectory()) return mtimeMs;
        return Math.max(mtimeMs, newest(readdirSync(place).map((name) => path.join(place, name))));
      }),
  );
}
