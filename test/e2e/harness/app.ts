import { createRequire } from 'node:module';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { root } from '../../../scripts/paths.ts';
import { ensureRuntime } from '../../../scripts/runtime.ts';
import { eventually } from './eventually.ts';
import { isAlive, killTree, type Process, processTree } from './processes.ts';

export type LaunchOptions = {
  /** One folder per launch, unless the test is about a second launch. */
  readonly userDataDir: string;
  /** Added to the session's environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  /** The app's folder, the project by default; ignored by a package under test. */
  readonly appDir?: string;
  /** Names what stands in for the executable, itself a single file. */
  readonly standIn?: (executable: string) => string;
};

/** The app as one launch of it runs: driven by Playwright, watched through /proc, ended by its process id. */
export type LaunchedApp = {
  readonly electron: ElectronApplication;
  readonly pid: number;
  readonly userDataDir: string;
  /** What it has printed so far. */
  readonly output: () => string;
  /** The newest window, waiting for one if there is none. */
  readonly window: () => Promise<Page>;
  readonly processes: () => readonly Process[];
  /** True when any of its processes was started without the Chromium sandbox. */
  readonly noSandboxFlagged: () => boolean;
  /** Seccomp mode of each renderer: 2 is the sandbox's filter. */
  readonly rendererSeccomp: () => readonly number[];
  /** SIGKILL for every process of it, as a power cut would. */
  readonly crash: () => Promise<void>;
  readonly quit: () => Promise<void>;
};

/**
 * Launches the project's built app on the runtime at hand, or the package whose executable SEVLIGHT_APP names, with the
 * Chromium sandbox on.
 */
export async function launchApp({
  userDataDir,
  env = {},
  args = [],
  appDir = root,
  standIn = (executable) => executable,
}: LaunchOptions): Promise<LaunchedApp> {
  const packaged = appDir === root ? process.env.SEVLIGHT_APP : undefined;
  const executablePath = packaged ?? (await ensureRuntime(() => undefined)).executable;
  const electron = await started({
    executablePath: standIn(executablePath),
    args: [...(packaged === undefined ? [appDir] : []), `--user-data-dir=${userDataDir}`, ...args],
    chromiumSandbox: true,
    cwd: userDataDir,
    // Nobody outside this computer is asked by a test.
    env: withoutUndefined({
      ...process.env,
      SEVLIGHT_SQLITE_MODULE: sqliteModule(),
      SEVLIGHT_VENDORS: 'false',
      SEVLIGHT_REFERENCE: 'false',
      ...env,
    }),
  });
  const child = electron.process();
  const pid = child.pid ?? -1;
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  child.stderr?.on('data', (data) => {
    output += data;
  });

  const processes = () => processTree(pid);
  const gone = () => eventually(() => !isAlive(pid) || undefined, `process ${pid} to end`);
  return {
    electron,
    pid,
    userDataDir,
    output: () => output,
    window: async () => electron.windows().at(-1) ?? (await electron.waitForEvent('window')),
    processes,
    noSandboxFlagged: () => processes().some((each) => each.arguments.includes('--no-sandbox')),
    rendererSeccomp: () =>
      processes()
        .filter((each) => each.arguments.includes('--type=renderer'))
        .map((each) => each.seccomp),
    crash: async () => {
      killTree(pid);
      await gone();
    },
    quit: async () => {
      if (!isAlive(pid)) return;
      // The answer to a question that ends the process may not arrive.
      await electron.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
      await gone().catch(() => killTree(pid));
    },
  };
}

/**
 * Playwright holds an app back until it has spoken with it. On a busy machine V8 may collect the promise of that word,
 * and the app waits for ever: https://github.com/microsoft/playwright/issues/33737. Then it is started once more.
 */
async function started(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  const electron = await _electron.launch(options);
  const pid = electron.process().pid ?? -1;
  const answer = () => electron.evaluate(({ app }) => app.isReady()).catch(() => false);
  const ready = async () => !isAlive(pid) || (await Promise.race([answer(), later(false)])) || undefined;
  if (await eventually(ready, 'the app to be let go').catch(() => false)) return electron;
  console.log(`Playwright lost app ${pid} while it started; it is started again.`);
  killTree(pid);
  return await _electron.launch(options);
}

function later<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, 1000, value));
}

/** The development runtime has no SQLite of its own; the app takes this package instead. */
function sqliteModule(): string {
  return createRequire(import.meta.url).resolve('@photostructure/sqlite');
}

function withoutUndefined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
