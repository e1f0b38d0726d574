/**
 * `npm run bench [-- --json FILE] [--rounds N] [--idle SECONDS] [PART ...]`: measures the budgets, all in one run and
 * against a bare Electron tray app, prints one row for each, and ends with status 1 where one is missed.
 */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../build.ts';
import { makeFolderFor, ordinaryUser } from '../ordinary-user.ts';
import { root } from '../paths.ts';
import { run } from '../run.ts';
import { ensureRuntime } from '../runtime.ts';
import { ensurePackages, PACKAGES } from '../system-packages.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string' }, idle: { type: 'string' } },
  allowPositionals: true,
});

try {
  process.exitCode = await bench();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function bench(): Promise<number> {
  if (process.platform !== 'linux') throw new Error('The benchmarks need Linux: its tray host, its /proc.');
  const missing = ensurePackages([...PACKAGES.electron, ...PACKAGES.desktop, ...PACKAGES.servers]);
  if (missing.length > 0) throw new Error(`The benchmarks need ${missing.join(' ')}.`);
  const runtime = await ensureRuntime();
  ensureBuild();

  const user = ordinaryUser();
  const home = makeFolderFor(user);
  const results = path.join(home, 'results.json');
  const inside = (file: string) => (file.startsWith(root) ? path.join(user.root, path.relative(root, file)) : file);
  const options = (['rounds', 'idle'] as const).flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}`, values[name]],
  );
  const program = path.join(user.root, 'test', 'bench', 'bench.ts');
  const desktop = path.join(user.root, 'scripts', 'desktop', 'run.ts');
  const node = inside(process.execPath);
  try {
    const status = await run(
      node,
      [desktop, home, node, '--expose-gc', program, '--results', results, ...options, ...positionals],
      {
        ...user.identity,
        cwd: user.root,
        // Nothing of our own environment: what is measured must not depend on who runs it.
        env: {
          PATH: `${path.join(user.root, 'node_modules', '.bin')}:/usr/bin:/bin`,
          TMPDIR: home,
          BENCH_ELECTRON: inside(runtime.executable),
          SEVLIGHT_SQLITE_MODULE: inside(createRequire(import.meta.url).resolve('@photostructure/sqlite')),
        },
      },
    );
    if (values.json !== undefined && existsSync(results)) copyFileSync(results, values.json);
    return status;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
