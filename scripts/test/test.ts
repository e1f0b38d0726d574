/**
 * `npm test [-- unit|e2e|packaged [ARGUMENTS]]`: installs what the tests need, runs all of them (or one part, with
 * arguments for its runner), and ends with one line of counts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../build.ts';
import { packDirectory } from '../dist/packages.ts';
import { ensureRuntime, type Runtime } from '../runtime.ts';
import { ensurePackages, PACKAGES } from '../system-packages.ts';
import { add, type Counts, NOTHING } from './counts.ts';
import { countEndToEnd, runEndToEnd } from './end-to-end.ts';
import { runUnit } from './unit.ts';

const [only, ...runnerArguments] = process.argv.slice(2);
const reports = mkdtempSync(path.join(tmpdir(), 'sevlight-reports-'));
let runtime: Runtime | undefined;

const parts: Readonly<Record<string, () => Promise<Counts>>> = {
  unit: () => runUnit(path.join(reports, 'unit.json'), runnerArguments),
  e2e: async () => {
    const electron = await prepare();
    return runEndToEnd({ SEVLIGHT_ELECTRON: electron.dir }, runnerArguments);
  },
  packaged: async () => {
    const electron = await prepare();
    return runEndToEnd(
      {
        SEVLIGHT_ELECTRON: electron.dir,
        SEVLIGHT_APP: await packDirectory('test', electron),
        SEVLIGHT_RELEASE: await packDirectory('release', electron),
      },
      runnerArguments,
    );
  },
};

/** The built app and a runtime to run it on. */
async function prepare(): Promise<Runtime> {
  runtime ??= await ensureRuntime();
  ensureBuild();
  return runtime;
}

if (only !== undefined && !(only in parts)) {
  console.error(`npm test runs ${Object.keys(parts).join(', ')}; there is no "${only}"`);
  process.exit(64);
}
const missing = ensurePackages([...PACKAGES.electron, ...PACKAGES.desktop, ...PACKAGES.servers]);
const lacksDesktop = [...PACKAGES.electron, ...PACKAGES.desktop].filter((name) => missing.includes(name));
const whyNoDesktop =
  process.platform !== 'linux'
    ? 'its tray host and notification daemon are for Linux'
    : `it needs ${lacksDesktop.join(' ')}`;
const hasDesktop = process.platform === 'linux' && lacksDesktop.length === 0;

let total = NOTHING;
for (const [name, part] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  console.log(`\n== ${name}`);
  if (name !== 'unit' && !hasDesktop) {
    const skipped = countEndToEnd(name === 'packaged');
    console.log(`${skipped} tests skipped: ${whyNoDesktop}`);
    total = add(total, { ...NOTHING, skipped });
    continue;
  }
  try {
    total = add(total, await part());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    total = add(total, { ...NOTHING, failed: 1 });
  }
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
