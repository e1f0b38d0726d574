import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { KeyPair } from '../faults/certificates.ts';
import { freePort } from './running.ts';

export const PASSWORD = 'canary-Pa55/word?#%41';

/** A Redis of one's own, with the password of the administrator. */
export interface RedisServer {
  readonly port: number;
  /** 0 without TLS. */
  readonly tlsPort: number;
  readonly pid: number;
  /** `redis://:…@127.0.0.1:port/0`, the password percent-encoded. */
  url(parts?: {
    user?: string;
    password?: string;
    database?: number;
    host?: string;
    tls?: boolean;
    query?: string;
  }): string;
  /** The administrator's own connection. */
  readonly admin: Redis;
  /** Listens to every command that connections named sevlight send. */
  spy(): Promise<Spy>;
  /** Stops it at once, as a crash does, and waits until it is gone. */
  stop(): Promise<void>;
  /** Starts it again on the same port, with further options if given. */
  start(...options: readonly string[]): Promise<void>;
  /** Stops it and removes every trace. */
  remove(): Promise<void>;
}

export interface Spy {
  /** How often each command was sent since the last time this was asked. */
  sent(): Promise<Readonly<Record<string, number>>>;
  stop(): void;
}

export interface RedisOptions {
  /** With this authority and pair, TLS is spoken on a second port. */
  readonly tls?: { readonly ca: string; readonly pair: KeyPair };
  readonly options?: readonly string[];
  /** Without one, everybody is let in. */
  readonly password?: string | null;
}

/** Starts a server on a free port of the loopback: about 50 ms. */
export async function startRedis({ tls, options = [], password = PASSWORD }: RedisOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'sevlight-redis-'));
  const port = await freePort();
  const tlsPort = tls === undefined ? 0 : await freePort();
  if (tls !== undefined) {
    await writeFile(join(folder, 'ca.crt'), tls.ca);
    await writeFile(join(folder, 's.crt'), tls.pair.cert);
    await writeFile(join(folder, 's.key'), tls.pair.key);
  }
  const secure = ['--tls-port', String(tlsPort), '--tls-cert-file', 's.crt', '--tls-key-file', 's.key'];
  const always = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--logfile', 'log'],
    ...(password === null ? [] : ['--requirepass', password]),
    ...(tls === undefined ? [] : [...secure, '--tls-ca-cert-file', 'ca.crt', '--tls-auth-clients', 'no']),
  ];
  let child: ChildProcess | null = null;
  const admin = new Redis({
    port,
    ...(password === null ? {} : { password }),
    lazyConnect: true,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    connectionName: 'administrator',
  });
  // A server that is stopped on purpose takes this connection along.
  admin.on('error', () => {});

  const server: RedisServer = {
    port,
    tlsPort,
    get pid() {
      return child?.pid ?? 0;
    },
    admin,
    url: ({
      user = '',
      password: given = password ?? '',
      database = 0,
      host = '127.0.0.1',
      tls: asked = false,
      query = '',
    } = {}) =>
      `${asked ? 'rediss' : 'redis'}://${user}:${encodeURIComponent(given)}@${host}:${asked ? tlsPort : port}/${database}${query}`,
    spy: () => spyOn(admin),
    start: async (...more) => {
      child = spawn('redis-server', [...always, ...options, ...more], { cwd: folder, stdio: 'ignore' });
      await answering(admin);
    },
    stop: async () => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await gone;
    },
    remove: async () => {
      admin.disconnect();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** Waits until the server says anything at all, if only that it still loads. */
async function answering(admin: Redis): Promise<void> {
  // The first attempts come too early; the later ones, and the question, wait for the server.
  if (admin.status === 'wait') admin.connect().catch(() => {});
  await admin.ping().catch(() => {});
}

async function spyOn(admin: Redis): Promise<Spy> {
  const heard: { from: string; words: readonly string[] }[] = [];
  const ours = new Set<string>();
  const spy = await admin.duplicate({ connectionName: 'spy' }).monitor();
  spy.on('monitor', (_time: string, words: string[], from: string) => {
    if (words.join(' ').toLowerCase() === 'client setname sevlight') ours.add(from);
    heard.push({ from, words });
  });
  return {
    sent: async () => {
      // What was sent before this has been heard when this is.
      const mark = `mark-${performance.now()}`;
      await admin.echo(mark);
      while (!heard.some(({ words }) => words[1] === mark)) await new Promise((resolve) => setTimeout(resolve, 5));
      const counts: Record<string, number> = {};
      for (const { from, words } of heard.splice(0)) {
        const name = (words[0] ?? '').toLowerCase();
        if (ours.has(from)) counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    },
    stop: () => spy.disconnect(),
  };
}
