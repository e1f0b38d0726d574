import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../servers/redis.ts';

/** Looks once at Redis and at Celery, prints both readings and has nothing else to do. */
const PROGRAM = `
  const [folder, url] = process.argv.slice(1);
  const { lookAt } = await import(folder + '/redis-look.ts');
  const { watch } = await import(folder + '/celery-look.ts');
  const celery = watch(url);
  const looked = await Promise.all([lookAt(url), celery.look()]);
  await celery.close();
  process.stdout.write(JSON.stringify(looked.map(({ reading }) => reading)));
`;

let server: RedisServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-look-'));
  server = await startRedis();
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true });
});

/** Looks in a process of its own. */
async function look(url: string, around: readonly string[] = []) {
  const began = performance.now();
  const command = [...around, process.execPath, '--input-type=module', '--eval', PROGRAM, import.meta.dirname, url];
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await once(child, 'close');
  return { err, readings: JSON.parse(out), tookMs: performance.now() - began };
}

it('ends as soon as it has looked: no timer and no socket holds it, and nothing is printed', async () => {
  for (const url of [server.url({ user: 'nobody' }), server.url({ password: '' }), 'redis://127.0.0.1:1']) {
    const { err, tookMs } = await look(url);
    expect(err).toBe('');
    // The shortest deadline is 3 s.
    expect(tookMs).toBeLessThan(2500);
  }
  // Nobody works there: hearts are listened to for 5 s.
  const { err, tookMs } = await look(server.url());
  expect(err).toBe('');
  expect(tookMs).toBeLessThan(7500);
});

it('gives up on a name that nobody looks up', async (context) => {
  if (process.getuid?.() !== 0) context.skip('Only root may put another resolver in its place.');
  const resolver = createSocket('udp4').bind(53, '127.0.0.98');
  await once(resolver, 'listening');
  try {
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, 'nameserver 127.0.0.98\n');
    const alone = ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file];
    const { readings } = await look(server.url({ host: 'cache.example.com' }), alone);
    for (const { failure, latencyMs } of readings) {
      expect(failure).toMatchObject({
        kind: 'dns',
        message: 'Redis has a name that could not be looked up within 3 s.',
      });
      expect(latencyMs).toBeGreaterThan(2900);
      expect(latencyMs).toBeLessThan(4500);
    }
  } finally {
    resolver.close();
  }
}, 30_000);
