import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askSource } from '../../electron/core/ask-source.ts';
import type { Reference } from '../../electron/core/configured-source.ts';
import type { ReferenceAnswer } from '../../electron/core/connectivity/failure-to-look.ts';
import { anyReference } from '../../electron/core/connectivity/references.ts';
import { judgeNetwork } from '../../electron/core/connectivity/this-computer.ts';
import { connectivitySource } from '../../electron/sources/connectivity.ts';
import { httpReference } from '../../electron/sources/reference.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import * as faults from '../faults/http-faults.ts';

let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates();
});

const open: faults.FaultyServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function originOf(starting: Promise<faults.FaultyServer>): Promise<string> {
  const server = await starting;
  open.push(server);
  return server.origin;
}

const { signal } = new AbortController();

describe('a reference over http', () => {
  const html = { 'content-type': 'text/html' };
  it.each<[string, () => Promise<faults.FaultyServer>, ReferenceAnswer]>([
    ['that answers 204', () => faults.answers('', { status: 204 }), 'answered'],
    ['that answers a word', () => faults.answers('success', { 'content-type': 'text/plain' }), 'answered'],
    ['that is redirected', () => faults.redirects(() => 'http://sign-in.test/'), 'captive'],
    ['in whose place a page comes', () => faults.answers('<html>Welcome', html), 'captive'],
    [
      'in whose place a page comes without saying so',
      () => faults.answers(' <HTML>Welcome', { 'content-type': '' }),
      'captive',
    ],
    ['that is refused', () => faults.answers('', { status: 511 }), 'captive'],
    ['that says nothing', () => faults.serveRaw((socket) => void socket.destroy()), 'silent'],
  ])('%s', async (_name, start, answer) => {
    expect(await httpReference(new URL(await originOf(start()))).ask(signal)).toBe(answer);
  });
});

describe('a reference over https', () => {
  it.each<[string, () => Promise<faults.FaultyServer>, ReferenceAnswer]>([
    ['that answers anything', () => faults.answers('<html>', { status: 500 }, certificates.good), 'answered'],
    ['that redirects', () => faults.redirects(() => 'https://elsewhere.test/', certificates.good), 'answered'],
    ['that is made out to another name', () => faults.answers('', {}, certificates.wrongHost), 'captive'],
    ['that signed itself', () => faults.answers('', {}, certificates.selfSigned), 'captive'],
  ])('%s', async (_name, start, answer) => {
    expect(await httpReference(new URL(await originOf(start())), certificates.ca).ask(signal)).toBe(answer);
  });

  it('whose name does not resolve is unnamed', async () => {
    expect(await httpReference(new URL('https://no-such-host.invalid/')).ask(signal)).toBe('unnamed');
    expect(await httpReference(new URL('http://no-such-host.invalid/')).ask(signal)).toBe('unnamed');
  });

  it('that nobody listens for is silent', async () => {
    const origin = (await faults.refusingOrigin()).replace('http:', 'https:');
    expect(await httpReference(new URL(origin)).ask(signal)).toBe('silent');
  });
});

describe('two references', () => {
  const saying = (answer: ReferenceAnswer): Reference => ({ address: answer, ask: async () => answer });
  it.each<[ReferenceAnswer, ReferenceAnswer, ReferenceAnswer]>([
    ['answered', 'silent', 'answered'],
    ['silent', 'answered', 'answered'],
    ['captive', 'answered', 'answered'],
    ['captive', 'silent', 'captive'],
    ['silent', 'silent', 'silent'],
    ['unnamed', 'unnamed', 'unnamed'],
    ['unnamed', 'silent', 'silent'],
    ['unnamed', 'answered', 'answered'],
  ])('%s and %s are %s', async (one, other, together) => {
    expect(await anyReference([saying(one), saying(other)])?.ask(signal)).toBe(together);
  });

  it('wait for no one who hangs once the other has answered', async () => {
    const hanging: Reference = { address: '', ask: () => new Promise(() => {}) };
    expect(await anyReference([hanging, saying('answered')])?.ask(signal)).toBe('answered');
  });

  it('are none where none is configured', () => {
    expect(anyReference([])).toBeNull();
  });
});

describe('this computer', () => {
  const calm = { offline: false, unchangedForMs: 25 * 60_000 };
  const judged = (internet: ReferenceAnswer | null, interfaces = ['eth0'], around = calm) =>
    judgeNetwork(
      { outcome: 'answered', answer: { interfaces, dnsServers: ['192.0.2.53'], internet }, latencyMs: 3 },
      around,
    );

  it.each<[ReferenceAnswer, object]>([
    ['answered', { verdict: 'ok' }],
    ['captive', { verdict: 'unknown', cause: 'captive' }],
    ['unnamed', { verdict: 'unknown', cause: 'network', reason: expect.stringContaining('DNS') }],
    ['silent', { verdict: 'unknown', cause: 'network', reason: expect.stringContaining('nobody on the internet') }],
  ])('whose reference is %s', (internet, look) => {
    expect(judged(internet).look).toMatchObject(look);
  });

  it('without a network says so, whoever noticed', () => {
    const look = { verdict: 'unknown', cause: 'offline' };
    expect(judged(null, []).look).toMatchObject(look);
    expect(judged('answered', ['eth0'], { ...calm, offline: true }).look).toMatchObject(look);
  });

  it.each([
    [['eth0', 'wg0'], 'wg0'],
    [['en0', 'utun4'], 'utun4'],
    [['Ethernet', 'OpenVPN TAP-Windows6'], 'OpenVPN TAP-Windows6'],
    [['wlp2s0', 'docker0', 'tunnelbear'], 'no interface is named like one'],
  ])('with %j names its VPN', (interfaces, vpn) => {
    const [check] = judged('answered', interfaces).checks;
    expect(check?.facts).toContainEqual({ label: 'VPN', value: vpn });
    expect(check?.facts).toContainEqual({ label: 'DNS', value: '192.0.2.53' });
    expect(check?.facts).toContainEqual({ label: 'Unchanged for', value: '25 min' });
  });

  it('is asked for real, and ends at once when given up', async () => {
    const origin = await originOf(faults.answers('', { status: 204 }));
    const context = () => ({
      now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'b' },
      surroundings: { offline: false, unchangedForMs: 60_000, answeredBefore: true },
      healthSays: null,
      memory: null,
    });
    const look = async (url: string, by: AbortSignal) => {
      const source = connectivitySource(httpReference(new URL(url)), 60_000);
      return await askSource(source, { signal: by, depth: 'full', reference: null, context });
    };
    const seen = await look(origin, signal);
    // A machine that has no network at all, as some test machines, is offline and says so.
    expect(seen.look.verdict === 'ok' || seen.look.reason === 'This computer has no network.').toBe(true);
    const began = performance.now();
    const silent = await originOf(faults.silent());
    expect((await look(silent, AbortSignal.timeout(50))).cancelled).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
