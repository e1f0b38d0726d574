import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';

/** Looks once, prints the reading and has nothing else to do. */
const PROGRAM = `
  const [module, url] = process.argv.slice(1);
  const { lookAt } = await import(module);
  const { reading } = await lookAt(url);
  process.stdout.write(JSON.stringify(reading));
`;
const LOOK = [
  ...[process.execPath, '--input-type=module', '--eval', PROGRAM],
  join(import.meta.dirname, 'postgres-look.ts'),
];

let server: PostgresServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-look-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true });
});

/** A look in a process of its own. */
async function look(url: string, around: readonly string[] = []) {
  const began = performance.now();
  const [program = '', ...args] = [...around, ...LOOK, url];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await once(child, 'close');
  return { err, reading: JSON.parse(out), tookMs: performance.now() - began };
}

it('ends as soon as it has looked: no timer and no socket holds it, and nothing is printed', async () => {
  for (const url of [server.url(), server.url({ user: 'nobody' }), 'postgres://127.0.0.1:1/app']) {
    const { err, tookMs } = await look(url);
    expect(err).toBe('');
    // The shortest deadline is 4 s.
    expect(tookMs).toBeLessThan(3500);
  }
});

it('gives up on a name that nobody looks up', async (context) => {
  if (process.getuid?.() !== 0) context.skip('Only root may put another resolver in its place.');
  const resolver = createSocket('udp4').bind(53, '127.0.0.99');
  await once(resolver, 'listening');
  try {
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, 'nameserver 127.0.0.99\n');
    const alone = ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file];
    const { reading } = await look(server.url({ host: 'db.example.com' }), alone);
    expect(reading.failure).toMatchObject({
      kind: 'dns',
      message: 'The database has a name that could not be looked up within 4 s.',
    });
    expect(reading.latencyMs).toBeGreaterThan(3900);
    expect(reading.latencyMs).toBeLessThan(5500);
  } finally {
    resolver.close();
  }
}, 30_000);
