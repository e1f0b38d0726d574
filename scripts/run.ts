import { spawn } from 'node:child_process';

type Options = {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** Asks it to end after this many seconds, and counts that as success. */
  readonly seconds?: number;
};

/** Runs a program with our output; passes on the wish to end. Resolves with its status, 1 when a signal ended it. */
export function run(program: string, args: readonly string[], { seconds, ...options }: Options): Promise<number> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  let isAsked = false;
  const pass = (signal: NodeJS.Signals) => {
    isAsked = true;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  const timer = seconds === undefined ? undefined : setTimeout(() => pass('SIGTERM'), seconds * 1000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, pass);
      resolve(status ?? (isAsked ? 0 : 1));
    });
  });
}
