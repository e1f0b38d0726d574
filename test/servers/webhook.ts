import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { KeyPair } from '../faults/certificates.ts';

/** answer: with a status · silent: takes the request and never answers · cut: takes it and cuts the connection off */
export type WebhookMood =
  | { readonly mood: 'answer'; readonly status: number; readonly body: string; readonly retryAfter?: string }
  | { readonly mood: 'silent' }
  | { readonly mood: 'cut' };

/** A real HTTPS server that keeps what was posted to it. */
export interface WebhookServer {
  readonly port: number;
  readonly received: readonly { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
  behave(mood: WebhookMood): void;
  stop(): Promise<void>;
}

export async function startWebhook({ key, cert }: KeyPair, wantedPort = 0): Promise<WebhookServer> {
  const received: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const sockets = new Set<Duplex>();
  let mood: WebhookMood = { mood: 'answer', status: 200, body: 'ok' };

  const server = createServer({ key, cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
    switch (mood.mood) {
      case 'answer':
        response.writeHead(mood.status, mood.retryAfter === undefined ? {} : { 'retry-after': mood.retryAfter });
        response.end(mood.body);
        return;
      case 'cut':
        request.socket.destroy();
        return;
      case 'silent':
        return;
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    behave: (next) => {
      mood = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
