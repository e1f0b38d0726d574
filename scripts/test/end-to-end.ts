import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeFolderFor, ordinaryUser } from '../ordinary-user.ts';
import { bin, root } from '../paths.ts';
import { run } from '../run.ts';
import { type Counts, countsOf } from './counts.ts';

/**
 * Runs Playwright as an ordinary user on a virtual display and a bus of its own, in a home that is thrown away.
 * What failing tests leave (pictures, traces) is copied to `test-results`.
 *
 * @param env what to test: SEVLIGHT_ELECTRON, and for packages SEVLIGHT_APP and SEVLIGHT_RELEASE
 */
export async function runEndToEnd(env: Readonly<Record<string, string>>, args: readonly string[]): Promise<Counts> {
  const user = ordinaryUser();
  const home = makeFolderFor(user);
  const inside = (file: string) => (file.startsWith(root) ? path.join(user.root, path.relative(root, file)) : file);
  const results = path.join(home, 'results');
  const report = path.join(home, 'report.json');
  try {
    const status = await run(
      inside(process.execPath),
      [
        path.join(user.root, 'scripts', 'desktop', 'run.ts'),
        ...[home, inside(bin('playwright')), 'test', '--reporter=list,json', ...args],
      ],
      {
        ...user.identity,
        cwd: user.root,
        // Nothing of our own environment: a test must not depend on who runs it, nor see what they know.
        env: {
          PATH: `${path.join(user.root, 'node_modules', '.bin')}:/usr/bin:/bin`,
          TMPDIR: home,
          CI: process.env.CI,
          SEVLIGHT_PICTURES: process.env.SEVLIGHT_PICTURES,
          ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, inside(value)])),
          SEVLIGHT_E2E_OUTPUT: results,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        },
      },
    );
    if (status !== 0 && existsSync(results)) {
      const kept = path.join(root, 'test-results');
      rmSync(kept, { recursive: true, force: true });
      cpSync(results, kept, { recursive: true });
      console.log('What the failing tests left is in test-results.');
    }
    return countsOf(report, status);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** How many end-to-end tests there are, without running them. */
export function countEndToEnd(isPackaged: boolean): number {
  const { stdout } = spawnSync(bin('playwright'), ['test', '--list'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...(isPackaged ? { SEVLIGHT_APP: 'none' } : {}) },
  });
  return Number(/^Total: (\d+) test/m.exec(stdout)?.[1] ?? 0);
}
