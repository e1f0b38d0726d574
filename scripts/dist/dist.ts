/** `npm run dist:dir [-- test]`: packs the app for this Linux on the runtime at hand, as we would release it by default. */
import path from 'node:path';
import { ensureBuild } from '../build.ts';
import { root } from '../paths.ts';
import { ensureRuntime } from '../runtime.ts';
import { packDirectory } from './packages.ts';

if (process.platform !== 'linux') throw new Error('dist:dir packs for Linux, on Linux; use electron-builder elsewhere');
const variant = process.argv[2] === 'test' ? 'test' : 'release';
const runtime = await ensureRuntime();
ensureBuild();
const executable = await packDirectory(variant, runtime);
console.log(`${path.relative(root, executable)} (${variant} variant, Electron ${runtime.version})`);
