import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly tookMs: number;
}

/** Runs the text of a module in a process of its own, to its end. `around`: a command that starts it. */
export async function runAlone(program: string, args: readonly string[], around: readonly string[] = []): Promise<Ran> {
  const began = performance.now();
  const [command = '', ...rest] = [...around, process.execPath, '--input-type=module', '--eval', program, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await once(child, 'close');
  return { out, err, tookMs: performance.now() - began };
}

/** Whether this system lets us make a network of our own, as `runWithDeafResolver` does. */
export function canMakeNetwork(): boolean {
  try {
    execFileSync('unshare', ['-Urnm', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Takes every question about a name, in the process itself, and answers none. */
const DEAF = `
  const { createSocket } = await import('node:dgram');
  const resolver = createSocket('udp4').bind(53, '127.0.0.1');
  await new Promise((resolve) => resolver.once('listening', resolve));
  resolver.unref();
`;

/** As `runAlone`, in a network that holds nothing but a resolver that never answers: every look-up of a name hangs. */
export async function runWithDeafResolver(program: string, args: readonly string[]): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-resolver-'));
  try {
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, 'nameserver 127.0.0.1\n');
    const within = 'ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"';
    return await runAlone(`${DEAF}${program}`, args, ['unshare', '-Urnm', 'sh', '-c', within, file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
