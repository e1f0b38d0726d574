import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readContactsFile } from '../electron/core/contacts/read.ts';
import { type House, openHouse } from '../electron/house.ts';
import { createClock } from '../electron/runtime/clock.ts';
import { openStore } from '../electron/store/open-store.ts';
import { refusingOrigin } from './faults/http-faults.ts';
import { type HealthServer, startHealthServer } from './servers/health.ts';

const ASSETS = fileURLToPath(new URL('../assets', import.meta.url));

let folder: string;
let health: HealthServer;
let house: House | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-house-'));
  health = await startHealthServer();
});

afterEach(async () => {
  await house?.close();
  house = undefined;
  await health.stop();
  rmSync(folder, { recursive: true });
});

async function open(env: Record<string, string>): Promise<House> {
  house = await openHouse({
    version: '0.0.0',
    // Nobody but our own servers is asked.
    env: { SEVLIGHT_VENDORS: 'false', SEVLIGHT_REFERENCE: 'false', ...env },
    clock: createClock(),
    assetsFolder: ASSETS,
    dataFolder: join(folder, 'data'),
    configFile: join(folder, 'sevlight.yaml'),
    isOffline: () => false,
    sqliteModule: null,
  });
  house.watching.start();
  return house;
}

const snapshot = () => house?.watching.publisher.current();

describe('a house without Electron', () => {
  it('looks at the configured endpoint and is well', async () => {
    await open({ HEALTH_URL: health.url });
    await vi.waitFor(() => expect(snapshot()?.light.state).toBe('well'), { timeout: 10_000 });
    expect(snapshot()?.mode).toBe('live');
    expect(snapshot()?.sources.map(({ name }) => name)).toEqual(['Health endpoint']);
  });

  it('shows vendors and this computer beside it, and stays green where nobody but the service answers', async () => {
    const nobody = (await refusingOrigin()).replace('http:', 'https:');
    const page = `| Service | Support | Status Page |\n|---|---|---|\n| OpenAI | - | ${nobody}/ |\n`;
    writeFileSync(join(folder, 'book.md'), `# Book\n\n## Contacts\n\n${page}`);
    writeFileSync(join(folder, 'sevlight.yaml'), 'playbook: book.md\n');
    await open({ HEALTH_URL: health.url, SEVLIGHT_VENDORS: 'OpenAI', SEVLIGHT_REFERENCE: nobody });
    await vi.waitFor(
      () => {
        expect(snapshot()?.sources.map(({ id, look }) => [id, look?.verdict])).toEqual([
          ['health', 'ok'],
          ['vendor:openai', 'unknown'],
          ['connectivity', 'unknown'],
        ]);
      },
      { timeout: 10_000 },
    );
    expect(snapshot()?.light.state).toBe('well');
  });

  it('plays the drill where nothing is configured', async () => {
    await open({});
    expect(snapshot()?.mode).toBe('training');
    await vi.waitFor(() => expect(snapshot()?.light.headline).toMatch(/All is well/), { timeout: 10_000 });
  });

  it('tells a wrong configuration with file, line and fix, and starts without a drill to cover it up', async () => {
    writeFileSync(join(folder, 'sevlight.yaml'), 'environment: staging\nsources:\n  health:\n    url: nonsense\n');
    await open({});
    expect(snapshot()?.mode).toBe('live');
    expect(snapshot()?.environment).toBe('staging');
    expect(snapshot()?.light.state).toBe('unknown');
    const [problem] = snapshot()?.problems ?? [];
    expect(problem?.message).toMatch(/sevlight\.yaml:4:10: sources\.health\.url: Write an address/);
  });

  it('keeps the name of whoever writes here out of all that is shown', async () => {
    writeFileSync(join(folder, 'sevlight.yaml'), 'author: Ana Ruiz Ferrer\n');
    const { author } = await open({ HEALTH_URL: health.url });
    await vi.waitFor(() => expect(snapshot()?.light.state).toBe('well'), { timeout: 10_000 });
    expect(author).toBe('Ana Ruiz Ferrer');
    expect(JSON.stringify(snapshot())).not.toContain('Ferrer');
  });

  it('uses the built-in playbook where the team’s cannot be read, and says so', async () => {
    writeFileSync(join(folder, 'sevlight.yaml'), 'playbook: missing.md\n');
    await open({ HEALTH_URL: health.url });
    expect(snapshot()?.playbook.origin).toBe('built-in');
    expect(
      snapshot()
        ?.problems.map(({ message }) => message)
        .join('\n'),
    ).toContain('playbook: The file cannot be read');
  });

  it('calls whom the imported contacts name, and lists what they lack no more', async () => {
    const { contacts } = await open({ HEALTH_URL: health.url });
    const messages = () => (snapshot()?.problems ?? []).map(({ message }) => message).join('\n');
    expect(messages()).toContain('On-Call Engineer: the primary is “TBD”.');
    const read = readContactsFile(
      'team.csv',
      'name,role,phone\nAna Ruiz,On-Call Engineer,+34 91 555 01 01\n',
      'UTC',
      () => {
        throw new Error('This is no YAML.');
      },
    );
    contacts.keepImport({ ...read, id: 'import-1', file: 'team.csv', importedWallMs: Date.now() });
    await vi.waitFor(() => expect(messages()).not.toContain('On-Call Engineer: the primary is “TBD”.'), {
      timeout: 10_000,
    });
    expect(messages()).toContain('CTO: the primary is “TBD”.');
  });

  it('goes on watching where its store is taken, and says that nothing is kept', async () => {
    const taken = openStore({ folder: join(folder, 'data'), now: createClock().now() });
    try {
      await open({ HEALTH_URL: health.url });
      await vi.waitFor(() => expect(snapshot()?.light.state).toBe('well'), { timeout: 10_000 });
      expect(
        snapshot()?.problems.some(({ area, message }) => area === 'storage' && /Nothing is kept/.test(message)),
      ).toBe(true);
    } finally {
      taken.store.close();
    }
  });
});
