/**
 * `npm run check`: everything a machine can say about the code without running it.
 * One line per step; the whole output of a step only when it fails.
 */
import { spawnSync } from 'node:child_process';
import { bin, root } from '../paths.ts';
import { checkBoundaries } from './boundaries.ts';
import { findMachinePaths } from './machine-paths.ts';

type Step = { readonly name: string; readonly run: () => readonly string[] };

/** Runs a tool of node_modules; its output is the list of problems, empty when it exits with 0. */
function tool(name: string, ...args: string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(bin(name), args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `${name} ended with ${status}`];
}

const steps: readonly Step[] = [
  { name: 'types', run: () => tool('tsc', '-b') },
  { name: 'format and lint', run: () => tool('biome', 'check', '--error-on-warnings', '.') },
  { name: 'dead code', run: () => tool('knip', '--no-progress') },
  { name: 'boundaries (every fixture must fail)', run: checkBoundaries },
  { name: 'no machine path is tracked', run: findMachinePaths },
];

let failed = 0;
for (const step of steps) {
  const start = performance.now();
  const problems = step.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
