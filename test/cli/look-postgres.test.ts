import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, type PostgresServer, startPostgres } from '../servers/postgres.ts';

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

const LOOK = [process.execPath, join(import.meta.dirname, '../../electron/cli/look.ts'), '--json'];

/** Runs the command as `npm run look` does, with an empty home, and nothing but this source. */
async function look(url: string, command: readonly string[] = LOOK) {
  const [program = '', ...args] = command;
  const env = { PATH: process.env.PATH, HOME: folder, DATABASE_URL: url };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [status]: unknown[] = await once(child, 'close');
  for (const form of [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString('base64')]) {
    expect(out + err).not.toContain(form);
  }
  return { status, err, report: JSON.parse(out) };
}

it('looks at a real database', async () => {
  await server.sql("INSERT INTO core_processingfailure (failure_type) SELECT 'ocr' FROM generate_series(1, 12)");
  const { status, err, report } = await look(server.url());
  expect(err).toBe('');
  expect(report.sources).toMatchObject([{ name: 'postgres', look: 'ok' }]);
  expect(report.checks).toContainEqual(
    expect.objectContaining({ name: 'failures_per_hour', source: 'postgres', value: 12, unit: 'per hour' }),
  );
  expect(report.alerts).toMatchObject([{ name: 'Processing Failures High', severity: 'SEV2' }]);
  expect(status).toBe(2);
});

it('says which credentials are refused, and never what they are', async () => {
  const { status, report } = await look(server.url({ user: 'nobody' }));
  expect(report.sources).toMatchObject([{ look: 'unknown', reason: 'The database refuses our user or password.' }]);
  expect(status).toBe(3);
});

it('gives up on a name that nobody looks up', async (context) => {
  if (process.getuid?.() !== 0) context.skip('Only root may put another resolver in its place.');
  const resolver = createSocket('udp4').bind(53, '127.0.0.99');
  await once(resolver, 'listening');
  try {
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, 'nameserver 127.0.0.99\n');
    const alone = ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file, ...LOOK];
    const { report } = await look(server.url({ host: 'db.example.com' }), alone);
    expect(report.sources[0].reason).toContain('has a name that could not be looked up within 4 s.');
    expect(report.sources[0].latencyMs).toBeGreaterThan(3900);
    expect(report.sources[0].latencyMs).toBeLessThan(5500);
  } finally {
    resolver.close();
  }
}, 30_000);
