import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Heartbeat, startHeartbeat } from '../../electron/channels/heartbeat.ts';
import { loadConfig } from '../../electron/config/load.ts';
import { Secret } from '../../electron/core/secret.ts';
import { openHouse } from '../../electron/house.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import * as faults from '../faults/http-faults.ts';
import { startHealthServer } from '../servers/health.ts';

const INTERVAL_MS = 30;

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** Somebody who listens for heartbeats. */
async function listener(status = 200, pair?: Certificates['good']) {
  const heard: IncomingMessage[] = [];
  let answers = status;
  const server = await faults.serve((request, response) => {
    heard.push(request);
    response.writeHead(answers).end('OK');
  }, pair);
  ended.push(server.close);
  return {
    ...server,
    heard,
    answer: (next: number) => {
      answers = next;
    },
  };
}

function beating(url: string, isWatching = () => true, ca?: readonly string[]): Heartbeat & { changes: () => number } {
  let changes = 0;
  const onChange = () => {
    changes += 1;
  };
  const heartbeat = startHeartbeat({ url: new Secret(url), intervalMs: INTERVAL_MS, isWatching, onChange, ca });
  ended.push(heartbeat.close);
  return { ...heartbeat, changes: () => changes };
}

/** A loaded machine takes its time. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

/** Long enough for several to be sent. */
const several = () => new Promise((resolve) => setTimeout(resolve, 10 * INTERVAL_MS));

describe('the heartbeat', () => {
  it('asks for exactly its address, with nothing in it', async () => {
    const { origin, heard } = await listener();
    beating(`${origin.replace('//', '//user:p%40ss@')}/ping/1b9d6bcd?env=prod`);
    await eventually(() => expect(heard.length).toBeGreaterThan(2));
    const [first] = heard;
    expect(first?.method).toBe('GET');
    expect(first?.url).toBe('/ping/1b9d6bcd?env=prod');
    expect(Object.keys(first?.headers ?? {}).sort()).toEqual(['authorization', 'connection', 'host', 'user-agent']);
    expect(first?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    expect(first?.headers['user-agent']).toBe('Sevlight');
  });

  it('stops while nothing is seen, and resumes', async () => {
    const { origin, heard } = await listener();
    let watching = false;
    beating(origin, () => watching);
    await several();
    expect(heard).toHaveLength(0);
    watching = true;
    await eventually(() => expect(heard.length).toBeGreaterThan(1));
    watching = false;
    await several();
    const before = heard.length;
    await several();
    expect(heard).toHaveLength(before);
    watching = true;
    await eventually(() => expect(heard.length).toBeGreaterThan(before));
  });

  it('that is refused is a problem, told once, until one arrives', async () => {
    const server = await listener(404);
    const heartbeat = beating(`${server.origin}/ping/canary`);
    await eventually(() => expect(server.heard.length).toBeGreaterThan(3));
    expect(heartbeat.problem()).toBe('The server of the heartbeat answers HTTP 404.');
    expect(heartbeat.changes()).toBe(1);
    server.answer(204);
    await eventually(() => expect(heartbeat.problem()).toBeNull());
    expect(heartbeat.changes()).toBe(2);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['refused', faults.refusingOrigin, /refuses connections/],
    ['without a name', async () => 'http://no-such-host.invalid/canary', /name/],
    ['redirected', async () => (await listener(302)).origin, /HTTP 302/],
    [
      'cut off',
      async () => (await started(faults.serveRaw((socket) => void socket.destroy()))).origin,
      /cut the connection/,
    ],
  ])('%s says so without its address', async (_name, origin, words) => {
    const url = (await origin()).replace('//', '//user:canary@');
    const heartbeat = beating(url);
    await eventually(() => expect(heartbeat.problem()).toMatch(words));
    expect(heartbeat.problem()).not.toMatch(/canary|127\.0|invalid/);
  });

  it('closed in the middle of one ends it', async () => {
    const closed = vi.fn();
    const silent = await started(faults.serveRaw((socket) => void socket.resume().once('close', closed)));
    const heartbeat = beating(silent.origin);
    await new Promise((resolve) => setTimeout(resolve, 50));
    heartbeat.close();
    await eventually(() => expect(closed).toHaveBeenCalled());
    expect(heartbeat.problem()).toBeNull();
  });

  describe('over https', () => {
    let certificates: Certificates;
    beforeAll(() => {
      certificates = makeCertificates();
    });
    it('goes to whom the certificate proves, and to nobody else', async () => {
      const good = await listener(200, certificates.good);
      beating(good.origin, undefined, [certificates.ca]);
      await eventually(() => expect(good.heard.length).toBeGreaterThan(0));
      const wrong = await listener(200, certificates.wrongHost);
      const heartbeat = beating(wrong.origin, undefined, [certificates.ca]);
      await eventually(() => expect(heartbeat.problem()).toMatch(/certificate/));
      expect(wrong.heard).toHaveLength(0);
    });
  });
});

describe('a house with a heartbeat', () => {
  async function house(clock: FakeClock, env: Record<string, string>) {
    const folder = mkdtempSync(join(tmpdir(), 'sevlight-heartbeat-'));
    ended.push(() => rmSync(folder, { recursive: true }));
    const opened = await openHouse({
      version: '0.0.0',
      env: { SEVLIGHT_VENDORS: 'false', SEVLIGHT_REFERENCE: 'false', ...env },
      clock,
      assetsFolder: fileURLToPath(new URL('../../assets', import.meta.url)),
      dataFolder: folder,
      configFile: join(folder, 'config.yml'),
      isOffline: () => false,
      sqliteModule: null,
    });
    ended.push(opened.close);
    opened.watching.start();
    return opened;
  }

  it('sends none before it has seen something, nor once what it saw is stale', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
    ended.push(vi.useRealTimers);
    const clock = fakeClock();
    const health = await startHealthServer();
    ended.push(health.stop);
    const { origin, heard } = await listener();
    const opened = await house(clock, { HEALTH_URL: health.url, SEVLIGHT_HEARTBEAT_URL: `${origin}/ping` });
    await eventually(() => expect(opened.watching.publisher.current().light.state).toBe('well'));
    await eventually(() => {
      vi.advanceTimersByTime(5000);
      expect(heard).toHaveLength(1);
    });
    // Ten minutes in which this computer slept, or its scheduler hung: no tick is needed to know that nothing is seen.
    clock.pass(600_000);
    vi.advanceTimersByTime(600_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toHaveLength(1);
    opened.watching.lookNow();
    await eventually(() => {
      vi.advanceTimersByTime(5000);
      expect(heard).toHaveLength(2);
    });
  });

  it('lists a failing one under problems, and is as green as without', async () => {
    const health = await startHealthServer();
    ended.push(health.stop);
    const url = `${(await faults.refusingOrigin()).replace('//', '//u:canary@')}/ping`;
    const opened = await house(fakeClock(), { HEALTH_URL: health.url, SEVLIGHT_HEARTBEAT_URL: url });
    const { publisher } = opened.watching;
    await eventually(() => expect(publisher.current().light.state).toBe('well'));
    await eventually(() =>
      expect(
        publisher
          .current()
          .problems.map(({ message }) => message)
          .join(),
      ).toMatch(/heartbeat does not arrive/),
    );
    expect(publisher.current().light.state).toBe('well');
    expect(publisher.current().notices).toEqual([]);
    expect(JSON.stringify(publisher.current())).not.toContain('canary');
  });
});

describe('its configuration', () => {
  const load = (file: string, env: Record<string, string> = {}) =>
    loadConfig({ env, readFile: () => file, configPath: 'config.yml', timeZone: 'UTC' });

  it('is off by itself', () => {
    expect(load('').config.heartbeat).toBeNull();
    expect(load('heartbeat: {interval: 2min}').config.heartbeat).toBeNull();
  });

  it('comes from the file, or from the environment', () => {
    const file = 'heartbeat: {url: "https://a.test/x", interval: 2min}';
    expect(load(file).config.heartbeat).toMatchObject({ intervalMs: 120_000 });
    expect(load(file).config.heartbeat?.url.reveal()).toBe('https://a.test/x');
    const { config } = load(file, { SEVLIGHT_HEARTBEAT_URL: 'https://b.test/y' });
    expect(config.heartbeat?.url.reveal()).toBe('https://b.test/y');
  });

  it('that is wrong is told, and not repeated', () => {
    const { config, problems } = load('', { SEVLIGHT_HEARTBEAT_URL: 'canary' });
    expect(config.heartbeat).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual([
      'SEVLIGHT_HEARTBEAT_URL (environment): Not an address. Write one that begins with https:// or http://.',
    ]);
  });
});

async function started(starting: Promise<faults.FaultyServer>): Promise<faults.FaultyServer> {
  const server = await starting;
  ended.push(server.close);
  return server;
}
