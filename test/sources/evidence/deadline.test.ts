import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_TABLES } from '../../../electron/core/checks/postgres-answer.ts';
import { NO_PARAMETERS } from '../../../electron/core/evidence/parameters.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { postgresQuestions } from '../../../electron/sources/evidence/postgres.ts';
import { redisQuestions } from '../../../electron/sources/evidence/redis.ts';

let server: Server;
let sockets: Socket[];
let port: number;

/** Somebody who takes every connection, and never says a word. */
beforeEach(async () => {
  sockets = [];
  server = createServer((socket) => sockets.push(socket.on('error', () => {}).resume())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
});

const settings = (protocol: string) => ({
  url: new Secret(`${protocol}://sevlight:x@127.0.0.1:${port}/0`),
  intervalMs: 15_000,
  ca: null,
});
const postgres = () =>
  postgresQuestions({ ...settings('postgres'), tables: DEFAULT_TABLES, sharedAddresses: [], metricsEverySeconds: 300 });
const questions = () => [
  postgres()['postgres-connections'],
  postgres()['documents-failed'],
  redisQuestions(settings('redis'))['redis-ping'],
];

it('gives up on silence within 4 s, and leaves no connection behind', async () => {
  const started = performance.now();
  const { signal } = new AbortController();
  const readings = await Promise.all(questions().map((question) => question?.ask(NO_PARAMETERS, signal)));
  expect(performance.now() - started).toBeLessThan(4500);
  for (const reading of readings) expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
  await expect.poll(() => sockets.every(({ readableEnded, destroyed }) => readableEnded || destroyed)).toBe(true);
}, 20_000);

it('lets go at once when Sevlight ends', async () => {
  const ended = new AbortController();
  const asked = Promise.all(questions().map((question) => question?.ask(NO_PARAMETERS, ended.signal)));
  await expect.poll(() => sockets.length).toBe(3);
  const started = performance.now();
  ended.abort();
  for (const reading of await asked) {
    expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'cancelled' } });
  }
  expect(performance.now() - started).toBeLessThan(500);
});
