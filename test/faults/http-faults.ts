import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { KeyPair } from './certificates.ts';

/** A server that is gone, with all its connections, when closed. */
export interface FaultyServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, or https. */
  readonly origin: string;
  close(): Promise<void>;
}

/** An HTTP server on a free port; over TLS with a key pair. */
export async function serve(listener: RequestListener, pair?: KeyPair): Promise<FaultyServer> {
  const server = pair === undefined ? createHttpServer(listener) : createHttpsServer(pair, listener);
  return await listening(server, pair === undefined ? 'http' : 'https');
}

/** A TCP server for everything that HTTP does not allow. */
export async function serveRaw(onConnection: (socket: Socket) => void): Promise<FaultyServer> {
  return await listening(createTcpServer(onConnection), 'http');
}

async function listening(server: Server | TcpServer, scheme: string): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // Broken connections are what these servers are for.
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${scheme}://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port where nothing listens: it was free a moment ago. */
export async function refusingOrigin(): Promise<string> {
  const server = await serveRaw(() => {});
  await server.close();
  return server.origin;
}

/** Accepts, reads, and never says a word. */
export const silent = () => serveRaw((socket) => void socket.resume());

/** Says the headers and half the body, then resets the connection. */
export const resetMidAnswer = () =>
  serveRaw((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"status":');
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
  });

/** Closes politely in the middle of the body. */
export const cutMidAnswer = () =>
  serveRaw((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"status":'));
  });

/** One byte of the body every `everyMs`, for ever: every single wait is short, the whole is not. */
export const slowDrip = (everyMs: number) =>
  serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), everyMs);
    response.once('close', () => clearInterval(timer));
  });

/** The headers never end. */
export const slowHeaders = (everyMs: number) =>
  serveRaw((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('x: y\r\n'), everyMs);
      socket.once('close', () => clearInterval(timer));
    });
  });

/** As much as the other side will take. `status` as told; `announced`: bytes, in the headers. */
export const endless = (status = 200, announced?: number) =>
  serve((_request, response) => {
    const length = announced === undefined ? {} : { 'content-length': announced };
    response.writeHead(status, { 'content-type': 'application/json', ...length });
    const chunk = Buffer.alloc(16 * 1024, ' ');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });

/** 64 MiB of blanks in 64 KiB of gzip. */
export const gzipBomb = () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '), { level: 9 }).subarray(0, 60 * 1024);
  return serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(bomb);
  });
};

/** Gzip that unpacks to nothing, for ever: only what comes in can be counted. */
export const endlessEmptyGzip = () => {
  const nothing = gzipSync('');
  return serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const chunk = Buffer.concat(Array.from({ length: 500 }, () => nothing));
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
};

/** Always the same, with this status, type and further headers. */
export const answers = (
  body: string | Buffer,
  {
    status = 200,
    ...headers
  }: { readonly status?: number; readonly [header: string]: string | number | undefined } = {},
  pair?: KeyPair,
) =>
  serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  }, pair);

/** Sends everybody on, where `target` says (from the path asked for). */
export const redirects = (target: (path: string) => string, pair?: KeyPair) =>
  serve((request, response) => {
    response.writeHead(302, { location: target(request.url ?? '/') });
    response.end();
  }, pair);
