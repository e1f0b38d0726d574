import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';

/**
 * Breaks the alert engine on purpose, one committed patch at a time, in a copy of the tree, and expects its tests to
 * notice each. Exit status 0: every patch turned a test red. `npm run mutate -- NAME` tries one patch.
 */

const execute = promisify(execFile);
const patches = path.join(root, 'test/mutations');
const copied = [
  'electron/core',
  'test/core/alerts',
  'test/core/checks/health-parts.ts',
  'test/nights',
  'package.json',
  'tsconfig.base.json',
  'vitest.config.ts',
];
/** Enough random schedules for a mutant; the full number is for the engine itself. */
const schedules = '300';

interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** False, too, where a file of tests could not be read at all. */
  readonly success: boolean;
}

/** What vitest writes, as far as it matters here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
}

async function testsIn(folder: string): Promise<Verdict> {
  const report = path.join(folder, 'report.json');
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${report}`];
  const env = { ...process.env, SEVLIGHT_SCHEDULES: schedules };
  // A red run ends with a status too: the report says what it was.
  await execute(process.execPath, args, { cwd: folder, env }).catch(() => undefined);
  const { numPassedTests, numFailedTests, success } = JSON.parse(await readFile(report, 'utf8')) as Report;
  await rm(report);
  return { passed: numPassedTests, failed: numFailedTests, success };
}

async function mutant(patch: string | null): Promise<Verdict> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sevlight-mutant-'));
  try {
    for (const part of copied) await cp(path.join(root, part), path.join(folder, part), { recursive: true });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    if (patch !== null) await execute('git', ['apply', path.join(patches, patch)], { cwd: folder });
    return await testsIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [only] = process.argv.slice(2);
const names = (await readdir(patches)).filter((name) => name.endsWith('.patch'));
const chosen = only === undefined ? names : names.filter((name) => name === `${only}.patch`);
if (chosen.length === 0) {
  console.error(`No patch ${only}. There are: ${names.join(', ')}`);
  process.exit(64);
}

const whole = await mutant(null);
console.log(`unbroken: ${whole.passed} passed, ${whole.failed} failed`);
if (whole.passed === 0 || !whole.success) {
  console.error('The copy is red before anything is broken: a file may be missing in it.');
  process.exit(1);
}
let survivors = 0;
for (const patch of chosen.sort()) {
  const { failed } = await mutant(patch);
  if (failed === 0) survivors += 1;
  console.log(`${failed > 0 ? `red, ${failed} failed` : 'NOT NOTICED'}: ${path.basename(patch, '.patch')}`);
}
process.exit(survivors > 0 ? 1 : 0);
