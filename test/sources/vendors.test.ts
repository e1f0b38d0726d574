import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askSource } from '../../electron/core/ask-source.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { Vendor } from '../../electron/core/playbook/model.ts';
import { isEssential } from '../../electron/core/source.ts';
import { chosenVendors, vendorSource } from '../../electron/sources/vendors.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import * as faults from '../faults/http-faults.ts';
import { type Says, startStatusPage, summaryOf } from '../servers/statuspage.ts';

let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates();
});

const open: faults.FaultyServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function running<Server extends faults.FaultyServer>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  open.push(server);
  return server;
}

/** One look at a page, trusting the test's authority. */
async function look(origin: string, offline = false) {
  const vendor = { id: 'vendor:openai', service: 'OpenAI', page: new URL(origin), intervalMs: 300_000 } as const;
  const source = vendorSource(vendor, certificates.ca);
  const { signal } = new AbortController();
  const context = () => ({
    now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'b' },
    surroundings: { offline, unchangedForMs: 60_000, answeredBefore: true },
    healthSays: null,
    memory: null,
  });
  return await askSource(source, { signal, depth: 'full', reference: null, context });
}

async function saying(says: Says) {
  return await look((await running(startStatusPage(certificates.good, says))).origin);
}

describe('a status page', () => {
  it('is asked for its summary, without credentials', async () => {
    const page = await running(startStatusPage(certificates.good));
    const { look: seen } = await look(`${page.origin.replace('//', '//user:canary@')}/history?token=canary`);
    expect(seen).toEqual({ verdict: 'ok', reason: 'All Systems Operational' });
    expect(page.asked).toEqual(['/api/v2/summary.json']);
    expect(page.headers()).not.toHaveProperty('authorization');
  });

  it.each<[string, 'ok' | 'bad', string]>([
    ['none', 'ok', 'In its words'],
    ['maintenance', 'ok', 'Maintenance'],
    ['minor', 'bad', 'Minor: In its words'],
    ['major', 'bad', 'Major: In its words'],
    ['critical', 'bad', 'Critical: In its words'],
  ])('%s is %s', async (indicator, verdict, reason) => {
    expect((await saying({ indicator, description: 'In its words' })).look).toEqual({ verdict, reason });
  });

  it('names its open incidents, the worst first, and the components that are not well', async () => {
    const { look: seen, checks } = await saying({
      indicator: 'major',
      description: 'Partial System Outage',
      incidents: [
        { name: 'Slow logins', impact: 'minor', status: 'monitoring' },
        { name: 'Elevated error rates', impact: 'major', status: 'investigating' },
        { name: 'Yesterday', impact: 'critical', status: 'resolved' },
      ],
      components: [
        { name: 'API', status: 'partial_outage' },
        { name: 'All of it', status: 'partial_outage', group: true },
        { name: 'Login', status: 'degraded_performance' },
      ],
    });
    expect(seen.reason).toBe('Major: Partial System Outage. Open incident: Elevated error rates');
    expect(checks).toMatchObject([
      {
        name: 'vendor_incidents',
        source: 'vendor:openai',
        value: null,
        look: { verdict: 'bad', reason: '2 open' },
        facts: [
          { label: 'Elevated error rates', value: 'Major, investigating' },
          { label: 'Slow logins', value: 'Minor, monitoring' },
        ],
      },
      {
        name: 'vendor_components',
        look: { verdict: 'bad', reason: '2 not operational' },
        facts: [
          { label: 'API', value: 'partial outage' },
          { label: 'Login', value: 'degraded performance' },
        ],
      },
    ]);
  });

  it('that is green over an open incident says both', async () => {
    const incidents = [{ name: 'Invoices late', impact: 'none', status: 'identified' }];
    const { look: seen } = await saying({ indicator: 'none', description: 'All Systems Operational', incidents });
    expect(seen).toEqual({ verdict: 'ok', reason: 'All Systems Operational, with an open incident: Invoices late' });
  });

  it('with hundreds of components is read to its end, and the first few are shown', async () => {
    const components = Array.from({ length: 600 }, (_, index) => ({ name: `Region ${index}`, status: 'major_outage' }));
    const { look: seen, checks } = await saying({ indicator: 'critical', description: 'Major Outage', components });
    expect(seen.verdict).toBe('bad');
    expect(JSON.stringify(summaryOf({ indicator: 'critical', description: '', components })).length).toBeGreaterThan(
      128 * 1024,
    );
    expect(checks[1]?.facts?.slice(-2)).toEqual([
      { label: 'Region 7', value: 'major outage' },
      { label: 'And', value: '592 more' },
    ]);
  });

  it('puts no control character and no endless word on our screen', async () => {
    const name = `\u001b[31mred\u202e${'x'.repeat(5000)}`;
    const incidents = [{ name, impact: 'major', status: 'investigating' }];
    const seen = JSON.stringify(await saying({ indicator: 'major', description: name, incidents }));
    expect(seen).not.toMatch(/\\u001b|\u202e/);
    expect(seen.length).toBeLessThan(2000);
  });

  it('feeds no rule, whatever it says', async () => {
    const { checks } = await saying({ indicator: 'critical', description: '' });
    const ruled = new Set<string>(defaultRules().map(({ check }) => check));
    expect(checks.map(({ name }) => name).filter((name) => ruled.has(name))).toEqual([]);
    expect(isEssential({ id: 'vendor:openai' })).toBe(false);
  });
});

/** With bad certificates, silent, without an end: http-faults.test.ts. */
describe('a page that says nothing about its vendor', () => {
  const json = { 'content-type': 'application/json' };
  const good = () => certificates.good;
  it.each<[string, () => Promise<faults.FaultyServer>, string, RegExp]>([
    ['is a web page', () => faults.answers('<!doctype html><p>', {}, good()), 'configuration', /with a web page/],
    ['has no summary', () => faults.answers('', { status: 404 }, good()), 'configuration', /no summary/],
    ['has moved', () => faults.redirects(() => 'https://new.test/', good()), 'configuration', /https:\/\/new\.test/],
    ['is down itself', () => faults.answers('', { status: 503 }, good()), 'network', /answers HTTP 503/],
    ['asks us to wait', () => faults.answers('', { status: 429 }, good()), 'network', /answers HTTP 429/],
    ['is too large', () => faults.answers(' '.repeat(1024 * 1024 + 1), {}, good()), 'malformed', /more than 1024 KiB/],
    ['is no JSON', () => faults.answers('OK', json, good()), 'malformed', /no summary/],
    ['has another shape', () => faults.answers('{"status":"ok"}', json, good()), 'malformed', /no summary/],
    [
      'invents an indicator',
      () => faults.answers('{"status":{"indicator":"fine"}}', json, good()),
      'malformed',
      /no summary/,
    ],
  ])('%s', async (_name, start, cause, message) => {
    const server = await running(start());
    const began = performance.now();
    const { look: seen, checks } = await look(server.origin);
    expect(seen).toMatchObject({ verdict: 'unknown', cause, reason: expect.stringMatching(message) });
    expect(checks).toEqual([]);
    expect(performance.now() - began).toBeLessThan(8000);
  });

  it('refuses, and says so as this computer’s trouble where that is offline', async () => {
    const origin = (await faults.refusingOrigin()).replace('http:', 'https:');
    expect((await look(origin)).look).toMatchObject({ cause: 'network' });
    expect((await look(origin, true)).look).toMatchObject({ cause: 'offline' });
  });
});

describe('the vendors that are asked', () => {
  const vendor = (service: string, statusUrl: string | null): Vendor => ({
    service,
    statusUrl,
    supportUrl: null,
    line: 1,
  });
  const VENDORS = [
    vendor('DigitalOcean', 'https://status.digitalocean.com/'),
    vendor('Stripe (payments)', 'https://status.stripe.com/history'),
    vendor('Plain', 'http://status.plain.test/'),
    vendor('Nobody', null),
  ];
  const choose = (only: readonly string[] | null) => {
    const { chosen, problems } = chosenVendors(VENDORS, { only, intervalMs: 300_000 });
    return { ids: chosen.map(({ id }) => id), problems };
  };

  it('are all that the playbook has a page for, but over https only', () => {
    expect(choose(null)).toEqual({
      ids: ['vendor:digitalocean', 'vendor:stripe-payments'],
      problems: ['The status page of Plain is not asked: its address in the playbook is not https.'],
    });
  });

  it('are those that the configuration names, and it is told whom the playbook does not know', () => {
    expect(choose(['digitalocean'])).toEqual({ ids: ['vendor:digitalocean'], problems: [] });
    expect(choose(['Strype']).problems).toEqual([
      'The playbook names no vendor Strype. It names: DigitalOcean, Stripe (payments), Plain, Nobody.',
    ]);
  });

  it('are none where they are switched off', () => {
    expect(chosenVendors(VENDORS, null).chosen).toEqual([]);
  });
});
