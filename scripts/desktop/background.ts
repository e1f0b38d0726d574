import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export type Background = { readonly pid: number; readonly stop: () => Promise<void> };

/** How long a program may take to end by itself, ms. */
const GRACE_MS = 3000;

/**
 * Starts a program whose output goes to its own file, so that it never holds our pipe open.
 * `stop` asks it to end, insists after 3 s, and resolves when it is gone.
 */
export function startInBackground(
  program: string,
  args: readonly string[],
  logFile: string,
  env: NodeJS.ProcessEnv = process.env,
): Background {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, { env, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(insist);
  };
  return { pid: child.pid ?? -1, stop };
}
