import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAlone } from '../faults/own-process.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';

/** Looks once and has nothing else to do. */
const PROGRAM = `
  const [module, url] = process.argv.slice(1);
  const { lookAt } = await import(module);
  await lookAt(url);
`;

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

it('ends as soon as it has looked: no timer and no socket holds it, and nothing is printed', async () => {
  for (const url of [server.url(), server.url({ user: 'nobody' }), 'postgres://127.0.0.1:1/app']) {
    const { out, err, tookMs } = await runAlone(PROGRAM, [join(import.meta.dirname, 'postgres-look.ts'), url]);
    expect(out + err).toBe('');
    // The shortest deadline is 4 s.
    expect(tookMs).toBeLessThan(3500);
  }
});
