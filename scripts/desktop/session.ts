import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { makeHome } from './home.ts';

export type Session = {
  /** Puts a program on this session. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

const READY_MS = 15_000;

/**
 * Starts a virtual display and a session bus whose home is `home`, as the user we are.
 *
 * @param screen width, height and depth: `1280x800x24`
 */
export async function startSession(home: string, screen = '1280x800x24'): Promise<Session> {
  const base = makeHome(home);
  const authority = path.join(home, 'Xauthority');
  writeFileSync(authority, authorityFile(randomBytes(16)), { mode: 0o600 });
  const env: Record<string, string> = { ...base, XAUTHORITY: authority };
  const started: ChildProcess[] = [];
  const stop = async () => {
    for (const child of started.reverse()) await end(child);
  };
  try {
    const display = await startAndRead(started, home, env, 'Xvfb', [
      ...['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', authority],
    ]);
    env.DISPLAY = `:${display}`;
    const address = await startAndRead(started, home, env, 'dbus-daemon', [
      '--session',
      '--nofork',
      '--print-address=3',
    ]);
    env.DBUS_SESSION_BUS_ADDRESS = address;
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a program that writes one line to file descriptor 3 when it is ready, and returns that line. */
function startAndRead(
  started: ChildProcess[],
  home: string,
  env: Readonly<Record<string, string>>,
  program: string,
  args: readonly string[],
): Promise<string> {
  const log = openSync(path.join(home, 'log', `${program}.log`), 'a');
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  started.push(child);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${program} was not ready within ${READY_MS} ms`)), READY_MS);
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${program} ${why}; see ${path.join(home, 'log')}`));
    };
    child.once('error', (error) => fail(`cannot be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with ${code}`));
    let line = '';
    const ready: unknown = child.stdio[3];
    if (!isReadable(ready)) return;
    ready.on('data', (data: Buffer) => {
      line += data.toString();
      if (!line.includes('\n')) return;
      clearTimeout(timer);
      resolve(line.trim());
    });
  });
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && 'on' in stream;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(insist);
}

/** An Xauthority file with one cookie for every display: family "wild", empty address and number. */
function authorityFile(cookie: Buffer): Buffer {
  const counted = (bytes: Buffer) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
  const nothing = Buffer.alloc(0);
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...[nothing, nothing, name, cookie].map(counted)]);
}
