import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askSource } from '../../electron/core/ask-source.ts';
import { DEFAULT_COMPONENT_NAMES } from '../../electron/core/checks/health-components.ts';
import type { Reference } from '../../electron/core/configured-source.ts';
import { Secret } from '../../electron/core/secret.ts';
import { healthProbe, healthSource } from '../../electron/sources/health.ts';
import { httpReference } from '../../electron/sources/reference.ts';
import { bodyOf, healthyChecks } from '../core/checks/health-parts.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import * as faults from '../faults/http-faults.ts';

/** Like the real ones in proportion. */
const LIMITS = { deadlineMs: 900, connectMs: 200, headersMs: 400 };
const HEALTHY = JSON.stringify(bodyOf(healthyChecks()));

const open: faults.FaultyServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function running(starting: Promise<faults.FaultyServer>): Promise<faults.FaultyServer> {
  const server = await starting;
  open.push(server);
  return server;
}

async function look(url: string, ca: string | null = null, signal = new AbortController().signal) {
  const began = performance.now();
  const reading = await healthProbe(new URL(url), ca, LIMITS).look({ signal, depth: 'full' });
  return { reading, tookMs: performance.now() - began };
}

async function failure(url: string, ca: string | null = null) {
  const { reading, tookMs } = await look(url, ca);
  if (reading.outcome === 'answered') expect.fail(`answered ${JSON.stringify(reading.answer).slice(0, 200)}`);
  expect(tookMs).toBeLessThan(LIMITS.deadlineMs + 300);
  return reading.failure;
}

async function answered(url: string, ca: string | null = null) {
  const { reading } = await look(url, ca);
  if (reading.outcome === 'failed') expect.fail(reading.failure.message);
  return reading.answer;
}

/** The other faults, with the real deadlines: http-faults.test.ts. */
describe('a server that misbehaves', () => {
  it.each<[string, () => Promise<faults.FaultyServer>, string, RegExp]>([
    ['sends broken gzip', () => faults.answers('{}', { 'content-encoding': 'gzip' }), 'malformed', /unpacked/],
    ['invents an encoding', () => faults.answers('{}', { 'content-encoding': 'zip9' }), 'malformed', /unpacked/],
    ['speaks another language', () => faults.serveRaw((socket) => void socket.end('+PONG\r\n')), 'protocol', /HTTP/],
    ['hangs up at once', () => faults.serveRaw((socket) => void socket.destroy()), 'reset', /cut/],
    ['redirects to itself', () => faults.redirects((path) => path), 'redirect', /more than 3 times/],
    ['redirects nowhere', () => faults.redirects(() => 'http://['), 'redirect', /an address that is none/],
  ])('%s', async (_name, start, kind, message) => {
    const server = await running(start());
    const { kind: found, message: said } = await failure(`${server.origin}/health/?full=1`);
    expect(found).toBe(kind);
    expect(said).toMatch(message);
    expect(said).toMatch(/^The health endpoint .*\.$/);
  });

  it('has a name that does not resolve', async () => {
    expect(await failure('http://no-such-host.invalid/')).toMatchObject({ kind: 'dns' });
  });
});

describe('certificates', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });

  it('are checked against the authority that the configuration names', async () => {
    const server = await running(faults.answers(HEALTHY, {}, certificates.good));
    expect((await answered(server.origin, certificates.ca)).status).toBe(200);
    expect(await failure(server.origin)).toMatchObject({ kind: 'tls' });
  });

  it('are missing: the server speaks plain HTTP', async () => {
    const server = await running(faults.answers(HEALTHY));
    expect(await failure(server.origin.replace('http:', 'https:'))).toMatchObject({ kind: 'tls' });
  });

  it('protect nothing after a redirect to http, which is not followed', async () => {
    const plain = await running(faults.answers(HEALTHY));
    const server = await running(faults.redirects(() => `${plain.origin}/health/`, certificates.good));
    const found = await failure(server.origin, certificates.ca);
    expect(found).toMatchObject({ kind: 'redirect', message: expect.stringContaining('from https to http') });
  });
});

describe('an answer', () => {
  it('is read whatever its status', async () => {
    const server = await running(faults.answers(HEALTHY, { status: 503, age: '7' }));
    expect(await answered(server.origin)).toEqual({
      status: 503,
      contentType: 'application/json',
      ageSeconds: 7,
      body: HEALTHY,
    });
  });

  it('is unpacked', async () => {
    const server = await running(faults.answers(gzipSync(HEALTHY), { 'content-encoding': 'gzip' }));
    expect((await answered(server.origin)).body).toBe(HEALTHY);
  });

  it('of 64 KiB is read to its end', async () => {
    const server = await running(faults.answers(' '.repeat(64 * 1024)));
    expect((await answered(server.origin)).body.length).toBe(64 * 1024);
  });

  it('comes after up to three redirects of the same origin', async () => {
    const server = await running(
      faults.serve((request, response) => {
        const hops = Number(request.url?.slice(1) ?? 0);
        if (hops === 0) response.end(HEALTHY);
        else response.writeHead(307, { location: `/${hops - 1}` }).end();
      }),
    );
    expect((await answered(`${server.origin}/3`)).body).toBe(HEALTHY);
    expect(await failure(`${server.origin}/4`)).toMatchObject({ kind: 'redirect' });
  });

  it('is asked for freshly', async () => {
    let headers = {};
    const server = await running(
      faults.serve((request, response) => {
        headers = request.headers;
        response.end(HEALTHY);
      }),
    );
    await answered(server.origin);
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', accept: 'application/json' });
  });
});

describe('credentials in the address', () => {
  it('go to that origin as Basic, and nowhere else', async () => {
    const asked: (string | undefined)[] = [];
    const stranger = await running(
      faults.serve((request, response) => {
        asked.push(`stranger ${request.headers.authorization}`);
        response.end(HEALTHY);
      }),
    );
    const server = await running(
      faults.serve((request, response) => {
        asked.push(request.headers.authorization);
        response.writeHead(302, { location: stranger.origin }).end();
      }),
    );
    await failure(server.origin.replace('//', '//watch%40er:p%25ss@'));
    expect(asked).toEqual([`Basic ${Buffer.from('watch@er:p%ss').toString('base64')}`]);
  });

  it('are part of no message and of no shown address', async () => {
    const silent = await running(faults.silent());
    const wild = await running(faults.redirects((path) => `${path}/again`));
    const origins = [silent.origin, wild.origin, await faults.refusingOrigin(), 'http://no-such-host.invalid'];
    for (const origin of origins) {
      const url = `${origin.replace('//', '//watcher:canary77@')}/health/?full=1&token=canary78`;
      const { reading } = await look(url);
      const settings = {
        url: new Secret(url),
        intervalMs: 15_000,
        ca: null,
        components: DEFAULT_COMPONENT_NAMES,
        ignored: [],
      };
      const source = healthSource(settings);
      expect(JSON.stringify([reading, source.address, settings])).not.toMatch(/canary|watcher/);
      expect(source.address).toContain('/health/?full=1&token=…');
    }
  });
});

describe('a look that is given up', () => {
  it('ends at once, as cancelled, and its connection with it', async () => {
    let gone: () => void;
    const closed = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const server = await running(faults.serveRaw((socket) => void socket.resume().once('close', () => gone())));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const { reading, tookMs } = await look(server.origin, null, controller.signal);
    expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'cancelled' } });
    expect(tookMs).toBeLessThan(300);
    await closed;
  });

  it('before it began does not begin', async () => {
    const { reading } = await look(await faults.refusingOrigin(), null, AbortSignal.abort());
    expect(reading).toMatchObject({ failure: { kind: 'cancelled' } });
  });
});

describe('the reference', () => {
  const settings = {
    url: new Secret('http://no-such-host.invalid/'),
    intervalMs: 15_000,
    ca: null,
    components: DEFAULT_COMPONENT_NAMES,
    ignored: [],
  };
  const context = () => ({
    now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'b' },
    surroundings: { offline: false, unchangedForMs: 60_000, answeredBefore: true },
    healthSays: null,
    memory: null,
  });

  async function judged(reference: Reference | null) {
    const { signal } = new AbortController();
    return await askSource(healthSource(settings, LIMITS), { signal, depth: 'full', reference, context });
  }

  it('that answers afterwards makes it an outage', async () => {
    const server = await running(faults.answers('', { status: 204 }));
    expect((await judged(httpReference(new URL(server.origin)))).look.verdict).toBe('bad');
  });

  it('that does not makes it unknown', async () => {
    const reference = httpReference(new URL(await faults.refusingOrigin()));
    expect((await judged(reference)).look).toMatchObject({ verdict: 'unknown', cause: 'network' });
    expect((await judged(null)).look).toMatchObject({ verdict: 'unknown', cause: 'network' });
  });

  it('that sends one to a sign-in page says so', async () => {
    const server = await running(faults.redirects(() => 'http://portal.test/'));
    expect((await judged(httpReference(new URL(server.origin)))).look).toMatchObject({ cause: 'captive' });
  });

  it('is not asked about this very computer, nor about what is plain', async () => {
    let asked = 0;
    const reference: Reference = {
      address: '',
      ask: async () => {
        asked += 1;
        return 'answered';
      },
    };
    const silent = await running(faults.silent());
    const { signal } = new AbortController();
    const source = healthSource({ ...settings, url: new Secret(silent.origin) }, LIMITS);
    expect((await askSource(source, { signal, depth: 'full', reference, context })).look.verdict).toBe('bad');
    expect(asked).toBe(0);
  });
});
