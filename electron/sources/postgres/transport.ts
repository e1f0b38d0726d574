import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import * as net from 'node:net';
import * as tls from 'node:tls';
import type { Encryption } from '../../core/checks/postgres-answer.ts';
import type { Failure } from '../../core/source.ts';
import { trustOptions } from '../trust.ts';
import type { PostgresAddress } from './address.ts';
import { FOREIGN, Refusal } from './failures.ts';

export interface Transport {
  readonly socket: net.Socket;
  readonly encryption: Encryption;
}

/** resolved: the name has an address · connected: somebody has accepted the connection. */
export type Stage = 'resolved' | 'connected';

/** SSLRequest: its length, then the code that stands for it. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Connects and, where the address asks for it, encrypts. Done here and not by node-postgres, so that what came apart is
 * known (name, route, encryption, certificate), and so that `guard` sees every byte before the parser does.
 *
 * `reached` is called as it gets further. Rejects with the socket's error or a Refusal; aborting destroys the socket,
 * now and later.
 */
export async function openTransport(
  address: PostgresAddress,
  ca: string | null,
  signal: AbortSignal,
  reached: (stage: Stage) => void,
): Promise<Transport> {
  const { host, port, encrypting } = address;
  const socket = host.startsWith('/')
    ? net.connect({ path: `${host}/.s.PGSQL.${port}` })
    : net.connect({ host, port, keepAlive: true, noDelay: true });
  destroyedBy(socket, signal);
  socket.once('lookup', () => reached('resolved'));
  await once(socket, 'connect', { signal });
  reached('connected');
  if (encrypting === 'never') return { socket, encryption: 'none' };

  socket.write(SSL_REQUEST);
  const [answer]: unknown[] = await once(socket, 'data', { signal });
  switch (String(answer)) {
    case 'S':
      return await encrypt(socket, address, ca, signal);
    case 'N':
      if (encrypting === 'offered') return { socket, encryption: 'none' };
      throw new Refusal({
        kind: 'tls',
        message: 'The database offers no encryption, and its address in the configuration asks for it (sslmode).',
      });
    default:
      // More than the one byte may have been slipped in by somebody in between (CVE-2021-23222).
      throw new Refusal(FOREIGN);
  }
}

async function encrypt(
  socket: net.Socket,
  { host, encrypting, files }: PostgresAddress,
  ca: string | null,
  signal: AbortSignal,
): Promise<Transport> {
  const checked = encrypting === 'full' || encrypting === 'authority';
  const authority = files.ca === null || files.ca === 'system' ? ca : await read(files.ca);
  const certificate = files.certificate === null ? null : await read(files.certificate);
  const key = files.key === null ? null : await read(files.key);
  const secure = tls.connect({
    socket,
    host,
    rejectUnauthorized: checked,
    // A name, never an address, may be asked for (RFC 6066).
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    // With an authority of one's own, libpq's verify-ca trusts whatever name it has signed.
    ...(encrypting === 'authority' && authority !== null ? { checkServerIdentity: () => undefined } : {}),
    ...trustOptions(authority, certificate, key),
  });
  destroyedBy(secure, signal);
  await once(secure, 'secureConnect', { signal });
  return { socket: secure, encryption: checked ? 'checked' : 'unchecked' };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    const message = 'A certificate file that the address of the database names cannot be read.';
    throw new Refusal({ kind: 'missing', message });
  }
}

function destroyedBy(socket: net.Socket, signal: AbortSignal): void {
  // Stays for the socket's whole life: a late error must not become an uncaught one.
  socket.on('error', () => {});
  if (signal.aborted) socket.destroy();
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
}

/** What PostgreSQL may begin its answer with: authentication, error, notice, protocol version. */
const FIRST_BYTES = 'RENv';

/**
 * Hands a connected socket to node-postgres, which otherwise connects by itself, and watches what comes in: the parser
 * of node-postgres collects without a limit, and throws from the socket's own event at what it cannot read, which
 * would end the app.
 */
export function guarded(socket: net.Socket, maximumBytes: number, fail: (failure: Failure) => void): net.Socket {
  const emit = socket.emit.bind(socket);
  let bytes = 0;
  function check(chunk: Buffer): void {
    if (bytes === 0 && !FIRST_BYTES.includes(String.fromCharCode(chunk[0] ?? 0))) throw new Refusal(FOREIGN);
    bytes += chunk.length;
    if (bytes <= maximumBytes) return;
    const message = `The database answers with more than ${maximumBytes / 1024} KiB.`;
    throw new Refusal({ kind: 'too-large', message });
  }
  function watched(event: string | symbol, ...args: unknown[]): boolean {
    try {
      if (args[0] instanceof Buffer && event === 'data') check(args[0]);
      return emit(event, ...args);
    } catch (error) {
      fail(error instanceof Refusal ? error.failure : FOREIGN);
      return true;
    }
  }
  function connect(): net.Socket {
    queueMicrotask(() => socket.emit('connect'));
    return socket;
  }
  return Object.assign(socket, { emit: watched, connect });
}
