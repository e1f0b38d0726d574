import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../electron/config/load.ts';

function load(file: string, env: Record<string, string> = {}) {
  const readFile = () => file;
  const { config, problems } = loadConfig({ env, readFile, configPath: 'config.yml', timeZone: 'UTC' });
  return { ...config.sources, told: problems.map(({ message }) => message) };
}

const references = (sources: ReturnType<typeof load>) => sources.references.map((one) => one.reveal());

describe('vendors', () => {
  it('are all asked every 5 min, unless the file says otherwise', () => {
    expect(load('').vendors).toEqual({ only: null, intervalMs: 300_000 });
    expect(load('sources: {vendors: {only: [OpenAI], interval: 10min}}').vendors).toEqual({
      only: ['OpenAI'],
      intervalMs: 600_000,
    });
    expect(load('sources: {vendors: {enabled: false}}').vendors).toBeNull();
  });

  it('are not asked more often than every minute', () => {
    const { vendors, told } = load('sources: {vendors: {interval: 5s}}');
    expect(vendors?.intervalMs).toBe(300_000);
    expect(told).toEqual([
      'config.yml:1:31: sources.vendors.interval: Write a time with its unit from 1min to 1h, as 5min.',
    ]);
  });

  it('are as the environment says', () => {
    const file = 'sources: {vendors: {only: [OpenAI]}}';
    expect(load(file, { SEVLIGHT_VENDORS: 'false' }).vendors).toBeNull();
    expect(load(file, { SEVLIGHT_VENDORS: 'Sentry, Stripe' }).vendors?.only).toEqual(['Sentry', 'Stripe']);
  });
});

describe('references', () => {
  it('are two of different owners, over https', () => {
    const hosts = references(load('')).map((one) => new URL(one));
    expect(hosts.map(({ protocol }) => protocol)).toEqual(['https:', 'https:']);
    expect(new Set(hosts.map(({ hostname }) => hostname)).size).toBe(2);
  });

  it('are one, two or none, as the file says', () => {
    expect(references(load('reference: https://a.test/'))).toEqual(['https://a.test/']);
    expect(references(load('reference: [https://a.test/, http://b.test/]'))).toEqual([
      'https://a.test/',
      'http://b.test/',
    ]);
    expect(references(load('reference: false'))).toEqual([]);
  });

  it('are as the environment says', () => {
    const file = 'reference: https://a.test/';
    expect(references(load(file, { SEVLIGHT_REFERENCE: 'https://b.test/, https://c.test/' }))).toEqual([
      'https://b.test/',
      'https://c.test/',
    ]);
    expect(references(load(file, { SEVLIGHT_REFERENCE: 'false' }))).toEqual([]);
  });

  it('that are none are told, and never repeated', () => {
    const { told, ...sources } = load('', { SEVLIGHT_REFERENCE: 'https://a.test/, canary' });
    expect(told).toEqual([
      'SEVLIGHT_REFERENCE (environment): Not an address. Write one or two that begin with https:// or http://, or false for none.',
    ]);
    expect(sources.references).toHaveLength(2);
  });
});

it('this computer is asked once a minute, or not', () => {
  expect(load('').connectivity).toEqual({ intervalMs: 60_000 });
  expect(load('sources: {connectivity: {interval: 2min}}').connectivity).toEqual({ intervalMs: 120_000 });
  expect(load('sources: {connectivity: {enabled: false}}').connectivity).toBeNull();
});
