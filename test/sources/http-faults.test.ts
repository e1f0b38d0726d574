import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { wouldFire } from '../../electron/core/alerts/would-fire.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { bodyOf, healthyChecks } from '../core/checks/health-parts.ts';
import { makeCertificates } from '../faults/certificates.ts';
import * as faults from '../faults/http-faults.ts';
import { expectNothingLeft } from '../faults/leaks.ts';
import { connectivityLook, healthLook, type Looked, vendorLook } from './http-look.ts';

const certificates = makeCertificates();
const { ca } = certificates;
const open: faults.FaultyServer[] = [];
afterAll(() => Promise.all(open.map((server) => server.close())));

async function originOf(starting: Promise<faults.FaultyServer>): Promise<string> {
  const server = await starting;
  open.push(server);
  return server.origin;
}

const AT_ONCE = [0, 2500] as const;
const deadline = (seconds: number) => [seconds * 1000 - 100, seconds * 1000 + 1500] as const;

/** `bad`, or `unknown: CAUSE`; what it says; and within how many ms. */
type Expected = readonly [verdict: string, words: RegExp, withinMs: readonly [number, number]];

interface Cell {
  readonly start: () => Promise<string>;
  readonly health: Expected;
  readonly vendor: Expected;
  /** What is known of this computer's network where its reference answers so. */
  readonly connectivity: Expected;
}

const UNREAD: Pick<Cell, 'health' | 'vendor' | 'connectivity'> = {
  health: ['unknown: malformed', /more than 64 KiB/, AT_ONCE],
  vendor: ['unknown: malformed', /more than 1024 KiB/, AT_ONCE],
  connectivity: ['unknown: network', /nobody on the internet answers/, AT_ONCE],
};
const CUT: Pick<Cell, 'health' | 'vendor' | 'connectivity'> = {
  health: ['bad', /cut the connection off/, AT_ONCE],
  vendor: ['unknown: network', /cut the connection off/, AT_ONCE],
  connectivity: ['unknown: network', /nobody on the internet answers/, AT_ONCE],
};
const refused = (status: number, words: RegExp): Cell => ({
  start: () => originOf(faults.answers('{}', { status })),
  health: ['unknown: credentials', words, AT_ONCE],
  vendor: ['unknown: network', words, AT_ONCE],
  connectivity: ['unknown: captive', /sign in to it/, AT_ONCE],
});
const shows = (which: 'expired' | 'selfSigned' | 'wrongHost', words: RegExp): Cell => ({
  start: () => originOf(faults.answers('{}', {}, certificates[which])),
  health: ['bad', words, AT_ONCE],
  vendor: ['unknown: network', words, AT_ONCE],
  connectivity: ['unknown: captive', /sign in to it/, AT_ONCE],
});

const CELLS: Readonly<Record<string, Cell>> = {
  refuses: {
    start: faults.refusingOrigin,
    health: ['bad', /refuses connections/, AT_ONCE],
    vendor: ['unknown: network', /refuses connections/, AT_ONCE],
    connectivity: ['unknown: network', /nobody on the internet answers/, AT_ONCE],
  },
  'accepts and stays silent': {
    start: () => originOf(faults.silent()),
    health: ['bad', /stays silent for 20 s/, deadline(20)],
    vendor: ['unknown: network', /stays silent for 5 s/, deadline(5)],
    connectivity: ['unknown: network', /nobody on the internet answers/, deadline(5)],
  },
  'resets in the middle of the answer': { start: () => originOf(faults.resetMidAnswer()), ...CUT },
  'hangs up in the middle of the answer': { start: () => originOf(faults.cutMidAnswer()), ...CUT },
  drips: {
    start: () => originOf(faults.slowDrip(200)),
    health: ['bad', /no whole answer within 25 s/, deadline(25)],
    vendor: ['unknown: network', /no whole answer within 8 s/, deadline(8)],
    connectivity: ['unknown: network', /nobody on the internet answers/, deadline(5)],
  },
  'drips its headers': {
    start: () => originOf(faults.slowHeaders(200)),
    health: ['bad', /stays silent for 20 s/, deadline(20)],
    vendor: ['unknown: network', /stays silent for 5 s/, deadline(5)],
    connectivity: ['unknown: network', /nobody on the internet answers/, deadline(5)],
  },
  'announces 1 GB and sends it': { start: () => originOf(faults.endless(200, 1024 ** 3)), ...UNREAD },
  'never ends its answer': { start: () => originOf(faults.endless()), ...UNREAD },
  'never ends its answer, and says 503': {
    start: () => originOf(faults.endless(503)),
    ...UNREAD,
    health: ['bad', /more than 64 KiB/, AT_ONCE],
  },
  'sends a gzip bomb': { start: () => originOf(faults.gzipBomb()), ...UNREAD },
  'sends gzip that unpacks to nothing, for ever': { start: () => originOf(faults.endlessEmptyGzip()), ...UNREAD },
  'has expired': shows('expired', /has expired/),
  'has signed itself': shows('selfSigned', /signed itself/),
  "shows somebody else's certificate": shows('wrongHost', /another name/),
  'redirects for ever': {
    start: () => originOf(faults.redirects((path) => `${path}x`)),
    health: ['unknown: captive', /more than 3 times/, AT_ONCE],
    vendor: ['unknown: configuration', /more than 3 times/, AT_ONCE],
    connectivity: ['unknown: captive', /sign in to it/, AT_ONCE],
  },
  'redirects elsewhere': {
    start: () => originOf(faults.redirects(() => 'https://login.test/a?b=c')),
    health: ['unknown: captive', /https:\/\/login\.test\.$/, AT_ONCE],
    vendor: ['unknown: configuration', /https:\/\/login\.test\.$/, AT_ONCE],
    connectivity: ['unknown: captive', /sign in to it/, AT_ONCE],
  },
  'refuses our password': refused(401, /HTTP 401/),
  'grants us nothing': refused(403, /HTTP 403/),
};

/** What one look would raise. */
function alerts({ checks }: Looked): readonly string[] {
  return wouldFire(checks, defaultRules()).map(({ severity, name }) => `SEV${severity} ${name}`);
}

function expectLook(looked: Looked, [verdict, words, [least, most]]: Expected): void {
  const { look, tookMs } = looked;
  expect(look.verdict === 'unknown' ? `unknown: ${look.cause}` : look.verdict).toBe(verdict);
  expect(look.reason).toMatch(words);
  expect(tookMs).toBeGreaterThanOrEqual(least);
  expect(tookMs).toBeLessThan(most);
}

describe('a server that misbehaves, with the real deadlines', () => {
  for (const [what, { start, health, vendor, connectivity }] of Object.entries(CELLS)) {
    it.concurrent(`${what}: the health endpoint`, async () => {
      const looked = await healthLook(await start(), { ca });
      expectLook(looked, health);
      expect(alerts(looked)).toEqual(health[0] === 'bad' ? ['SEV1 Service Unreachable'] : []);
    }, 30_000);

    it.concurrent(`${what}: a vendor's status page`, async () => {
      const looked = await vendorLook(await start(), { ca });
      expectLook(looked, vendor);
      expect(alerts(looked)).toEqual([]);
    }, 30_000);

    it.concurrent(`${what}: this computer's reference`, async () => {
      const looked = await connectivityLook(await start(), { ca });
      // A machine without any network, as some test machines, asks nobody.
      if (looked.look.reason === 'This computer has no network.') return;
      expectLook(looked, connectivity);
      expect(alerts(looked)).toEqual([]);
    }, 30_000);
  }

  it.concurrent('needs 9 s, as is usual while workers are dead: a good look, called slow', async () => {
    const body = JSON.stringify(bodyOf(healthyChecks()));
    const origin = await originOf(faults.serve((_, response) => setTimeout(() => response.end(body), 9000)));
    const looked = await healthLook(origin);
    expect(looked.look).toEqual({ verdict: 'ok', reason: 'Healthy' });
    expect(looked.checks.find(({ name }) => name === 'health_latency')?.look.reason).toBe('Slow: 9.0 s');
    expect(alerts(looked)).toEqual([]);
  }, 30_000);
});

describe('a thousand looks that are given up after 50 ms', () => {
  const limits = { deadlineMs: 50, connectMs: 50, headersMs: 50 };
  const soon = () => AbortSignal.timeout(50);
  it.each<[string, (origin: string, isHurried: boolean) => Promise<Looked>]>([
    ['the health endpoint', (origin, isHurried) => healthLook(origin, isHurried ? { limits } : {})],
    ["a vendor's status page", (origin, isHurried) => vendorLook(origin, isHurried ? { limits } : {})],
    ["this computer's reference", (origin, isHurried) => connectivityLook(origin, isHurried ? { signal: soon() } : {})],
  ])(
    'leave no descriptor, no timer and no memory behind: %s',
    async (_, look) => {
      const lasting = await Promise.all([faults.silent(), faults.slowDrip(5), faults.slowHeaders(5)]);
      // These are over soon, so that a timer left behind would last as long as the real deadlines.
      const soonOver = await Promise.all([
        faults.endless(),
        faults.resetMidAnswer(),
        faults.answers(gzipSync('{}'), { 'content-encoding': 'gzip' }),
      ]);
      const quick = [await faults.refusingOrigin(), ...soonOver.map(({ origin }) => origin)];
      await expectNothingLeft(lasting.length + quick.length, () =>
        Promise.all([
          ...lasting.map(({ origin }) => look(origin, true)),
          ...quick.map((origin) => look(origin, false)),
        ]),
      );
      await Promise.all([...lasting, ...soonOver].map((server) => server.close()));
    },
    90_000,
  );
});
