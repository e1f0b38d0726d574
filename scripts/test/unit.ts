import { bin, root } from '../paths.ts';
import { run } from '../run.ts';
import { type Counts, countsOf } from './counts.ts';

/** Unit and integration tests, which start the servers they need. */
export async function runUnit(report: string, args: readonly string[]): Promise<Counts> {
  const status = await run(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: root, env: process.env },
  );
  return countsOf(report, status);
}
