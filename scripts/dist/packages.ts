import { rmSync } from 'node:fs';
import path from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';
import { root } from '../paths.ts';
import type { Runtime } from '../runtime.ts';
import { sealAllowing } from './seal.ts';

export type Variant = 'release' | 'test';

/**
 * Packs the built app into `dist/VARIANT/linux-unpacked` on the given runtime.
 *
 * @returns its executable
 */
export async function packDirectory(variant: Variant, runtime: Runtime): Promise<string> {
  const output = path.join(root, 'dist', variant);
  rmSync(output, { recursive: true, force: true });
  const config: Configuration = {
    extends: path.join(root, 'electron-builder.yml'),
    directories: { output },
    electronDist: runtime.dir,
    electronVersion: runtime.version,
    ...(variant === 'test' ? { afterPack: (context) => sealAllowing(context, { inspect: true }) } : {}),
    ...(runtime.development ? { extraResources: SQLITE } : {}),
  };
  await build({ projectDir: root, targets: Platform.LINUX.createTarget('dir'), config, publish: 'never' });
  return path.join(output, 'linux-unpacked', 'sevlight');
}

/** Electron 33 has no SQLite. A package on it is for tests only and finds this one where Node looks for packages. */
const SQLITE = ['@photostructure/sqlite', 'node-gyp-build'].map((name) => ({
  from: `node_modules/${name}`,
  to: `node_modules/${name}`,
  filter: ['package.json', '*.js', 'dist/*.cjs', `prebuilds/${process.platform}-${process.arch}/*`],
}));
