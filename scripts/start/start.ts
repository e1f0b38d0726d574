/**
 * `npm start [-- --for SECONDS] [ARGUMENTS FOR THE APP]`: opens Sevlight from the sources. Without a display, or as root,
 * it runs on a virtual one and leaves pictures of tray and window.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../build.ts';
import { isRoot, makeFolderFor, ordinaryUser } from '../ordinary-user.ts';
import { root } from '../paths.ts';
import { run } from '../run.ts';
import { cacheFolder, ensureRuntime } from '../runtime.ts';
import { ensurePackages, PACKAGES } from '../system-packages.ts';
import { findSandboxProblem, missingLibraries } from './system.ts';

const { values, positionals } = parseArgs({ options: { for: { type: 'string' } }, allowPositionals: true });
const seconds = values.for === undefined ? undefined : Number(values.for);
if (seconds !== undefined && !(seconds > 0)) fail('--for takes a number of seconds');

try {
  process.exitCode = await start();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

async function start(): Promise<number> {
  const runtime = await ensureRuntime();
  const isVirtual = process.platform === 'linux' && (isRoot || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY));
  if (process.platform === 'linux') {
    const missing = missingLibraries(runtime.executable);
    const needed = [...(missing.length > 0 ? PACKAGES.electron : []), ...(isVirtual ? PACKAGES.desktop : [])];
    const lacking = ensurePackages(needed);
    if (lacking.length > 0) return fail(`Sevlight cannot start without ${lacking.join(' ')}.`);
    const stillMissing = missingLibraries(runtime.executable);
    if (stillMissing.length > 0) return fail(`Electron lacks ${stillMissing.join(', ')}; install what carries them.`);
  }
  ensureBuild();

  const user = ordinaryUser();
  const problem = findSandboxProblem(user, runtime);
  if (problem !== undefined) return fail(problem);
  const inside = (file: string) => (file.startsWith(root) ? path.join(user.root, path.relative(root, file)) : file);
  const sqlite = inside(createRequire(import.meta.url).resolve('@photostructure/sqlite'));
  const env = { ...process.env, ...(runtime.development ? { SEVLIGHT_SQLITE_MODULE: sqlite } : {}) };
  const app = [inside(runtime.executable), user.root, ...positionals];
  const limit = seconds === undefined ? [] : ['--for', String(seconds)];
  if (!isVirtual) {
    const [program = '', ...args] = app;
    return run(program, args, { cwd: root, env, ...(seconds === undefined ? {} : { seconds }) });
  }

  console.log(
    isRoot
      ? 'Running as root: Electron must not, so Sevlight runs as the user nobody, on a virtual display of its own.'
      : 'There is no display: Sevlight runs on a virtual one.',
  );
  const home = makeFolderFor(user, path.join(cacheFolder(), isRoot ? 'home' : 'desktop'));
  return run(
    inside(process.execPath),
    [path.join(user.root, 'scripts', 'start', 'virtual.ts'), ...limit, '--home', home, '--', ...app],
    { ...user.identity, cwd: user.root, env: isRoot ? withoutPrivate(env) : env },
  );
}

/** What belongs to root alone: its folders, display and bus. */
function withoutPrivate(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(HOME|XDG_.*|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_.*)$/.test(name)),
  );
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
