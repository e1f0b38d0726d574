/**
 * `node scripts/desktop/run.ts HOME PROGRAM [ARGUMENTS]`: runs a program on a virtual display and a session bus of its
 * own, and takes both down when it ends or when we are told to.
 */
import { spawn } from 'node:child_process';
import { startSession } from './session.ts';

const [home, program, ...args] = process.argv.slice(2);
if (home === undefined || program === undefined) throw new Error('usage: run.ts HOME PROGRAM [ARGUMENTS]');

const session = await startSession(home);
const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...session.env } });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
const status = await new Promise<number>((resolve) => {
  child.once('error', () => resolve(127));
  child.once('exit', (code) => resolve(code ?? 1));
});
await session.stop();
process.exitCode = status;
