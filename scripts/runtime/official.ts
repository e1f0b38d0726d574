import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { downloadArtifact } from '@electron/get';
import { root } from '../paths.ts';

const SILENCE_MS = 10_000;
const electron = path.join(root, 'node_modules', 'electron');

/** Where the official binary stands once it is unpacked, or undefined when it is not (completely) there. */
export function findOfficial(): { readonly dir: string; readonly executable: string } | undefined {
  try {
    const dir = path.join(electron, 'dist');
    if (readFileSync(path.join(dir, 'version'), 'utf8').replace(/^v/, '') !== declaredVersion()) return undefined;
    return { dir, executable: path.join(dir, readFileSync(path.join(electron, 'path.txt'), 'utf8')) };
  } catch {
    return undefined;
  }
}

/**
 * Fetches the official binary with the electron package's own downloader and checksums, and lets that package unpack it.
 * Rejects when no byte arrives for 10 s, or with the network's own error.
 */
export async function downloadOfficial(report: (line: string) => void): Promise<void> {
  const abort = new AbortController();
  const giveUp = () => abort.abort(new Error(`no byte for ${SILENCE_MS / 1000} s`));
  let silence = setTimeout(giveUp, SILENCE_MS);
  let told = 0;
  const options = {
    version: declaredVersion(),
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: createRequire(import.meta.url)(path.join(electron, 'checksums.json')),
    downloadOptions: {
      quiet: true,
      signal: abort.signal,
      getProgressCallback: async ({ percent }: { percent: number }) => {
        clearTimeout(silence);
        silence = setTimeout(giveUp, SILENCE_MS);
        if (percent < told + 0.1) return;
        told = percent;
        report(`  ${Math.round(percent * 100)} %`);
      },
    },
  };
  try {
    await downloadArtifact(options);
  } finally {
    clearTimeout(silence);
  }
  // The download is in its cache now, so that this only checks and unpacks.
  const { status } = spawnSync(process.execPath, [path.join(electron, 'install.js')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the electron package could not unpack its download');
}

/** The version of Electron that we ship, as package.json pins it. */
export function declaredVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(electron, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('node_modules/electron has no version');
}
