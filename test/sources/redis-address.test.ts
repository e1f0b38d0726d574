import { describe, expect, it } from 'vitest';
import { DEFAULT_BROKER_NAMES } from '../../electron/core/checks/broker-names.ts';
import { Secret } from '../../electron/core/secret.ts';
import type { SourcesSettings } from '../../electron/core/source-settings.ts';
import { isSameServer, redisAddress } from '../../electron/sources/redis/address.ts';
import { redisAndCelery } from '../../electron/sources/redis-and-celery.ts';

const parsed = (url: string) => redisAddress(new Secret(url));

describe('an address', () => {
  it.each([
    ['redis://cache', { host: 'cache', port: 6379, database: 0, user: '', encryption: 'none', loopback: false }],
    ['redis://cache:6380/3', { host: 'cache', port: 6380, database: 3, shown: 'redis://cache:6380/3' }],
    ['redis://cache?db=4', { database: 4 }],
    ['redis://cache/name', { database: 0 }],
    ['redis://127.0.0.1', { loopback: true }],
    ['redis://[::1]:6380', { host: '::1', loopback: true, shown: 'redis://[::1]:6380/0' }],
    ['rediss://cache', { encryption: 'checked', shown: 'rediss://cache:6379/0' }],
    ['rediss://cache?ssl_cert_reqs=CERT_REQUIRED', { encryption: 'checked' }],
    ['rediss://cache?ssl_cert_reqs=CERT_NONE', { encryption: 'unchecked' }],
    ['rediss://cache?ssl_cert_reqs=none', { encryption: 'unchecked' }],
    ['rediss://cache?ssl_ca_certs=/ca.pem', { files: { ca: '/ca.pem', certificate: null, key: null } }],
  ])('%s', (url, expected) => {
    expect(parsed(url)).toMatchObject(expected);
  });

  it('carries user and password as they were typed, and shows neither', () => {
    for (const [url, user, password] of [
      ['redis://:secret@cache', '', 'secret'],
      ['redis://me:s%2Fe%3Fc%23r%25et@cache', 'me', 's/e?c#r%et'],
      ['redis://me:100%@cache', 'me', '100%'],
      ['redis://cache?username=me&password=secret', 'me', 'secret'],
    ] as const) {
      const address = parsed(url);
      expect([address.user, address.password()]).toEqual([user, password]);
      expect(JSON.stringify(address)).not.toContain(password);
    }
  });

  it('is of the same server whatever user, password, database and encryption', () => {
    expect(isSameServer(parsed('redis://a:b@Cache/0'), parsed('rediss://cache:6379/1'))).toBe(true);
    expect(isSameServer(parsed('redis://cache'), parsed('redis://cache:6380'))).toBe(false);
    expect(isSameServer(parsed('redis://cache'), parsed('redis://broker'))).toBe(false);
  });
});

describe('whoever is switched on', () => {
  const settings = (redis: string | null, celery: string | null): SourcesSettings => {
    const at = (url: string | null) => url && { url: new Secret(url), intervalMs: 15_000, ca: null };
    return {
      ...{ health: null, postgres: null, vendors: null, connectivity: null, references: [] },
      redis: at(redis) || null,
      celery: at(celery) || null,
      broker: DEFAULT_BROKER_NAMES,
    };
  };

  it.each([
    [null, null, []],
    ['redis://cache', null, ['redis redis://cache:6379/0']],
    [null, 'redis://broker', ['celery redis://broker:6379/0']],
    ['redis://cache', 'redis://cache/1', ['redis redis://cache:6379/0', 'celery redis://cache:6379/1']],
  ] as const)('Redis at %s, Celery at %s', (redis, celery, expected) => {
    expect(redisAndCelery(settings(redis, celery)).map(({ id, address }) => `${id} ${address}`)).toEqual(expected);
  });
});
