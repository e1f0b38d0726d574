import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { trustOptions } from '../trust.ts';
import type { RedisAddress } from './address.ts';
import { late } from './bounded.ts';
import { Refusal } from './failures.ts';

/**
 * Connects and, where the address asks for it, encrypts, within `connectMs`. Done here and not by ioredis, so that what
 * came apart is known: name, route, encryption, certificate. Rejects with the socket's error or a Refusal; an abort of
 * `signal` destroys the socket, now and later.
 */
export async function openTransport(
  address: RedisAddress,
  ca: string | null,
  connectMs: number,
  signal: AbortSignal,
): Promise<net.Socket> {
  const options = address.encryption === 'none' ? null : await secureOptions(address, ca);
  signal.throwIfAborted();
  const { host, port } = address;
  const socket =
    options === null
      ? net.connect({ host, port, keepAlive: true, noDelay: true })
      : tls
          .connect({ ...options, host, port })
          .setKeepAlive(true)
          .setNoDelay(true);
  destroyedBy(socket, signal);
  let stage = net.isIP(host) === 0 ? 'has a name that could not be looked up' : 'does not accept a connection';
  socket.once('lookup', () => {
    stage = 'does not accept a connection';
  });
  socket.once('connect', () => {
    stage = 'accepts the connection and does not begin to encrypt';
  });
  const timer = setTimeout(() => {
    const failure = late(stage, connectMs);
    socket.destroy(new Refusal(stage.includes('name') ? { ...failure, kind: 'dns' } : failure));
  }, connectMs);
  try {
    await once(socket, options === null ? 'connect' : 'secureConnect', { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function secureOptions({ host, encryption, files }: RedisAddress, ca: string | null) {
  const authority = files.ca === null ? ca : await read(files.ca);
  const certificate = files.certificate === null ? null : await read(files.certificate);
  const key = files.key === null ? null : await read(files.key);
  return {
    rejectUnauthorized: encryption === 'checked',
    // A name, never an address, may be asked for (RFC 6066).
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...trustOptions(authority, certificate, key),
  };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    const message = 'A certificate file that the address of Redis names cannot be read.';
    throw new Refusal({ kind: 'missing', message });
  }
}

function destroyedBy(socket: net.Socket, signal: AbortSignal): void {
  // Stays for the socket's whole life: a late error must not become an uncaught one.
  socket.on('error', () => {});
  const destroy = () => socket.destroy();
  signal.addEventListener('abort', destroy, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', destroy));
}
