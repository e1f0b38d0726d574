import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IncidentView } from '../electron/core/snapshot.ts';
import { type House, openHouse } from '../electron/house.ts';
import { createClock } from '../electron/runtime/clock.ts';
import { type PostgresServer, startPostgres } from './servers/postgres.ts';

const ASSETS = fileURLToPath(new URL('../assets', import.meta.url));

let server: PostgresServer;
let folder: string;
let house: House;
let taken: Client[];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());
beforeEach(() => {
  taken = [];
  folder = mkdtempSync(join(tmpdir(), 'sevlight-evidence-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(async () => {
  await house.close();
  await Promise.all(taken.map((session) => session.end()));
  rmSync(folder, { recursive: true });
});

async function open(env: Record<string, string> = { DATABASE_URL: server.url() }): Promise<void> {
  const configFile = join(folder, 'config.yml');
  // As fast as an outage may be announced, so that the test need not wait for the usual hold.
  writeFileSync(
    configFile,
    'reference: false\nplaceholders:\n  app-id: 3f2c9a\nsources:\n  postgres:\n    interval: 5s\nrules:\n  database-connection-failed:\n    hold: 0s\n    looks: 1\n',
  );
  house = await openHouse({
    version: '0.0.0',
    env,
    clock: createClock(),
    assetsFolder: ASSETS,
    dataFolder: join(folder, 'data'),
    configFile,
    isOffline: () => false,
    sqliteModule: null,
  });
  house.watching.start();
}

const incident = (): IncidentView | undefined => house.watching.publisher.current().incidents[0];
const evidence = () => Object.values(incident()?.evidence ?? {}).find((view) => view.stepId.startsWith('count-the'));

it('teaches the same in the training, where only the health endpoint can be asked', async () => {
  await open({});
  await vi.waitFor(() => expect(evidence()?.from).toBe('asked'), 30_000);
  expect(evidence()).toMatchObject({ value: '100 of 100 connections', branch: { label: 'pool exhausted', number: 4 } });
  expect(evidence()?.question).toMatch(/^GET http:.*full=1 → database$/);
}, 40_000);

describe('a database without a place left', () => {
  it('has its first live fact on the screen within a second of the incident, and where to go on', async () => {
    for (let place = 0; place < 20; place += 1) taken.push(await server.session({ name: 'web' }));
    await open();
    await vi.waitFor(() => expect(incident()?.title).toBe('Database connection failed'), 20_000);
    // Whoever clicks now, sees this.
    expect(evidence()?.value).not.toBe('');
    await vi.waitFor(() => expect(evidence()?.from).toBe('asked'), 5000);
    const view = evidence();
    expect(view).toMatchObject({ value: 'No connection left', verdict: 'unexpected' });
    expect(view?.branch).toMatchObject({ label: 'pool exhausted', number: 4 });
    expect((view?.atWallMs ?? 0) - (incident()?.openedAtWallMs ?? 0)).toBeLessThan(1000);
    expect(incident()?.timeline.find(({ kind }) => kind === 'evidence')?.text).toMatch(/^No connection left: /);
    expect(incident()?.placeholders).toEqual({ 'app-id': '3f2c9a' });
  }, 40_000);
});
