import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL and PgBouncer refuse to run as root: where we are root, they run as Debian's account for them. */
const AS_POSTGRES: readonly string[] = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];

/** Runs a program as the database's account; answers what it printed. */
export async function asPostgres(program: string, ...args: readonly string[]): Promise<string> {
  const [first = program, ...rest] = [...AS_POSTGRES, program, ...args];
  // From a folder that every account may enter: the programs look where they are.
  return (await run(first, rest, { cwd: tmpdir() })).stdout;
}

/** Starts a program as the database's account, its output collected by `heard`. */
export function spawnAsPostgres(program: string, args: readonly string[], heard: (text: string) => void): ChildProcess {
  const [first = program, ...rest] = [...AS_POSTGRES, program, ...args];
  const child = spawn(first, rest, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => heard(chunk.toString()));
  return child;
}

/** A new folder that belongs to the database's account. */
export async function folderOfPostgres(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `sevlight-${name}-`));
  if (AS_POSTGRES.length > 0) await run('chown', ['postgres:', folder]);
  await chmod(folder, 0o755);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}
