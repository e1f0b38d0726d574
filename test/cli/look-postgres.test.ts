import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, type PostgresServer, startPostgres } from '../servers/postgres.ts';

const LOOK = join(import.meta.dirname, '../../electron/cli/look.ts');

let server: PostgresServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sevlight-look-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.remove();
  rmSync(home, { recursive: true });
});

/** Runs the command as `npm run look -- --json` does, with DATABASE_URL alone; answers what it says of PostgreSQL. */
async function look(url: string) {
  const env = { PATH: process.env.PATH, HOME: home, DATABASE_URL: url };
  const child = spawn(process.execPath, [LOOK, '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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
  const { sources, checks, alerts } = JSON.parse(out);
  return { status, err, checks, alerts, source: sources.find(({ name }: { name: string }) => name === 'postgres') };
}

it('looks at a real database', async () => {
  await server.sql("INSERT INTO core_processingfailure (failure_type) SELECT 'ocr' FROM generate_series(1, 12)");
  const { status, err, source, checks, alerts } = await look(server.url());
  expect(err).toBe('');
  expect(source).toMatchObject({ look: 'ok', reason: expect.stringMatching(/^Answers in \d+ ms$/) });
  expect(checks).toContainEqual(
    expect.objectContaining({ name: 'failures_per_hour', source: 'postgres', value: 12, unit: 'per hour' }),
  );
  expect(alerts).toContainEqual(expect.objectContaining({ name: 'Processing Failures High', severity: 'SEV2' }));
  expect(status).toBe(2);
});

it('says that credentials are refused, and never what they are', async () => {
  const { status, source } = await look(server.url({ user: 'nobody' }));
  expect(source).toMatchObject({ look: 'unknown', reason: 'The database refuses our user or password.' });
  expect(status).toBe(3);
});
