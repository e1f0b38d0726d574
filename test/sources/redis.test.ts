import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { PASSWORD, type RedisServer, startRedis } from '../servers/redis.ts';
import { makeAccount } from '../servers/redis-account.ts';
import { lookAt, SETTINGS } from './redis-look.ts';

const DEEP = '\u0006\u0016';

let certificates: Certificates;
let server: RedisServer;

beforeAll(async () => {
  certificates = makeCertificates();
  server = await startRedis({ tls: { ca: certificates.ca, pair: certificates.good } });
});
afterAll(() => server.remove());
afterEach(async () => {
  await server.admin.config('SET', 'maxmemory', '0', 'maxmemory-policy', 'noeviction', 'maxclients', '10000');
  await server.admin.flushall();
});

describe('a well Redis', () => {
  it('answers, and says how fast and how it is encrypted', async () => {
    await makeAccount(server.admin, PASSWORD);
    const { look, check } = await lookAt(server.url({ user: 'sevlight' }));
    expect(look.verdict).toBe('ok');
    expect(look.reason).toMatch(/^Answers in \d+ ms$/);
    expect(check('redis').look).toEqual(look);
    expect(check('redis').facts).toEqual([{ label: 'Encrypted', value: 'no' }]);
    expect(check('redis_latency').value).toBeLessThan(1000);
    expect(check('redis_clients').look.reason).toMatch(/^\d+ of 10000 clients connected$/);
    expect(check('redis_replication').look).toEqual({ verdict: 'ok', reason: 'A primary' });
  });

  it('is asked for nothing but PING by a cheap look (3 commands), and all by a full one (10, and ACL GETUSER, which nobody may hear)', async () => {
    const spy = await server.spy();
    const { checks } = await lookAt(server.url(), { depth: 'cheap' });
    expect(checks.map(({ name }) => name)).toEqual(['redis', 'redis_latency']);
    expect(await spy.sent()).toEqual({ auth: 1, client: 1, ping: 1 });
    await lookAt(server.url());
    expect(await spy.sent()).toEqual({ auth: 1, client: 1, ping: 1, info: 1, llen: 4, hlen: 1, acl: 1 });
    spy.stop();
  });

  it('is asked in the database that its address names', async () => {
    await server.admin.select(3);
    await server.admin.rpush('celery', 'a', 'b');
    await server.admin.select(0);
    expect((await lookAt(server.url({ database: 3 }))).check('queue_length').value).toBe(2);
    expect((await lookAt(server.url())).check('queue_length').value).toBe(0);
  });
});

describe('the queue', () => {
  it('counts all priorities, and what is delivered beside it', async () => {
    for (const [key, count] of [
      ['celery', 5],
      [`celery${DEEP}3`, 7],
      [`celery${DEEP}6`, 11],
      [`celery${DEEP}9`, 13],
    ] as const) {
      await server.admin.rpush(key, ...Array.from({ length: count }, () => 'task'));
    }
    await server.admin.hset('unacked', 'a', '1', 'b', '2');
    const check = (await lookAt(server.url())).check('queue_length');
    expect(check.value).toBe(36);
    expect(check.look).toEqual({ verdict: 'ok', reason: '36 waiting' });
    expect(check.facts).toEqual([
      { label: 'Delivered, not finished', value: '2 (prefetched, running or scheduled: not counted)' },
    ]);
  });

  it('is looked for under the names of the deployment', async () => {
    await server.admin.rpush(`app:ocr${DEEP}6`, 'a', 'b');
    await server.admin.rpush('app:mail', 'a');
    await server.admin.hset('app:unacked', 'a', '1');
    const broker = { ...SETTINGS.broker, queues: ['ocr', 'mail'], keyPrefix: 'app:' } as typeof SETTINGS.broker;
    const check = (await lookAt(server.url(), { settings: { broker } })).check('queue_length');
    expect(check.value).toBe(3);
    expect(check.facts?.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'ocr: 2',
      'mail: 1',
      'Delivered, not finished: 1 (prefetched, running or scheduled: not counted)',
    ]);
  });

  it('is not asked for where it lies elsewhere', async () => {
    const { checks } = await lookAt(server.url(), { settings: { broker: null } });
    expect(checks.map(({ name }) => name)).not.toContain('queue_length');
  });

  it('is a matter of configuration where somebody keeps something else under its name', async () => {
    await server.admin.set('celery', 'a string');
    const { look, check } = await lookAt(server.url());
    expect(check('queue_length').look).toMatchObject({ verdict: 'unknown', cause: 'configuration' });
    expect(look.verdict).toBe('ok');
  });
});

describe('memory', () => {
  it('is a percentage where a full Redis refuses what is written', async () => {
    await server.admin.config('SET', 'maxmemory', '100mb');
    const check = (await lookAt(server.url())).check('redis_memory');
    expect(check.value).toBeGreaterThan(0.5);
    expect(check.value).toBeLessThan(5);
    expect(check.look.reason).toMatch(/ of 100 MiB used/);
  });

  it('is at its end when it is full, and everything else can still be read', async () => {
    await server.admin.rpush('celery', ...Array.from({ length: 20 }, () => 'x'.repeat(100_000)));
    await server.admin.config('SET', 'maxmemory', '2mb');
    await expect(server.admin.set('one', 'more')).rejects.toThrow(/^OOM/);
    const { look, check } = await lookAt(server.url());
    expect(look.verdict).toBe('ok');
    expect(check('redis_memory').value).toBeGreaterThanOrEqual(100);
    expect(check('queue_length').value).toBe(20);
  });

  it('is no percentage without a limit, or where older keys make room', async () => {
    expect((await lookAt(server.url())).check('redis_memory').value).toBeNull();
    await server.admin.config('SET', 'maxmemory', '100mb', 'maxmemory-policy', 'allkeys-lru');
    const check = (await lookAt(server.url())).check('redis_memory');
    expect(check.value).toBeNull();
    expect(check.look).toMatchObject({ verdict: 'ok' });
    expect(check.facts?.[0]?.value).toBe('allkeys-lru: throws out any key, waiting tasks too');
  });
});

describe('the account', () => {
  it('of the document is enough for a full look, and no more than that', async () => {
    await makeAccount(server.admin, PASSWORD);
    await server.admin.call('ACL', 'LOG', 'RESET');
    const { checks, check } = await lookAt(server.url({ user: 'sevlight' }));
    expect(checks.filter(({ look }) => look.verdict !== 'ok')).toEqual([]);
    expect(check('redis_grants').look.reason).toBe("Our account (sevlight) is not an administrator's");
    // What it is not allowed to do is to see its own rules, which would show everybody's passwords.
    const refused = (await server.admin.call('ACL', 'LOG')) as readonly string[][];
    const objects = refused.map((entry) => entry[entry.indexOf('object') + 1]);
    // Nor may it write, which is how it is found out that it may not.
    expect(objects.sort()).toEqual(['acl|getuser', 'persist']);
  });

  it('is warned of when it may write anything, though it may not read its own rules, as with many providers', async () => {
    await server.admin.call(
      'ACL',
      'SETUSER',
      'app',
      'on',
      `>${PASSWORD}`,
      '~*',
      '&*',
      '+@all',
      '-@admin',
      '+acl|whoami',
    );
    const before = await server.admin.dbsize();
    const { look, check } = await lookAt(server.url({ user: 'app' }));
    expect(check('redis_grants').look).toEqual({
      verdict: 'bad',
      reason:
        'Our account (app) may do more than watch (it may write to any key): give Sevlight the one of docs/redis-acl.md',
    });
    expect(look.verdict).toBe('ok');
    expect(await server.admin.dbsize()).toBe(before);
  });

  it('is warned of when it may throw away any key', async () => {
    await makeAccount(server.admin, PASSWORD);
    await server.admin.call('ACL', 'SETUSER', 'sevlight', '~*', '+acl|getuser');
    expect((await lookAt(server.url({ user: 'sevlight' }))).check('redis_grants').look).toMatchObject({
      verdict: 'bad',
      reason: expect.stringContaining('(~*)'),
    });
  });

  it('is warned of when it may do anything', async () => {
    const { look, check } = await lookAt(server.url());
    expect(check('redis_grants').look).toEqual({
      verdict: 'bad',
      reason: 'Our account (default) may do more than watch (+@all): give Sevlight the one of docs/redis-acl.md',
    });
    expect(look.verdict).toBe('ok');
    expect(look.reason).toContain('may do more than watch');
  });

  it.each([
    ['+info', ['redis_memory', 'redis_clients', 'redis_replication'], 'ACL SETUSER sevlight +info'],
    ['+llen', ['queue_length'], 'ACL SETUSER sevlight %R~celery* %R~unacked +llen +hlen'],
  ])('without %s leaves that check alone out, and says how to fix it', async (rule, names, fix) => {
    await makeAccount(server.admin, PASSWORD, [rule]);
    const { look, checks, check } = await lookAt(server.url({ user: 'sevlight' }));
    expect(look.verdict).toBe('ok');
    expect(checks.filter((each) => each.look.verdict === 'unknown').map(({ name }) => name)).toEqual(names);
    for (const name of names) {
      expect(check(name).look).toMatchObject({ verdict: 'unknown', cause: 'grant' });
      expect(check(name).look.reason).toContain(fix);
      expect(check(name).facts).toEqual([{ label: 'ACL', value: fix }]);
    }
    await server.admin.call(...(fix.split(' ') as [string, ...string[]]));
    expect((await lookAt(server.url({ user: 'sevlight' }))).checks.every((each) => each.look.verdict === 'ok')).toBe(
      true,
    );
  });

  it('without +ping is not allowed to look at all', async () => {
    await makeAccount(server.admin, PASSWORD, ['+ping']);
    const { look } = await lookAt(server.url({ user: 'sevlight' }));
    expect(look).toMatchObject({ verdict: 'unknown', cause: 'grant' });
  });

  it('without a name in CLIENT LIST, and without its own name, looks all the same', async () => {
    await makeAccount(server.admin, PASSWORD, ['+client|setname', '+acl|whoami']);
    const { checks, check } = await lookAt(server.url({ user: 'sevlight' }));
    expect(checks.every((each) => each.look.verdict === 'ok')).toBe(true);
    expect(check('redis_grants').look.reason).toBe('Our account may not even ask what it may do');
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown user', { user: 'nobody' }],
    ['no password', { password: '' }],
  ])('with %s is a matter of credentials', async (_, parts) => {
    const { look, check } = await lookAt(server.url(parts));
    expect(look).toMatchObject({ verdict: 'unknown', cause: 'credentials' });
    expect(check('redis').look).toEqual(look);
  });
});

describe('encryption', () => {
  it('is checked with a private authority', async () => {
    const { check } = await lookAt(server.url({ tls: true, host: 'localhost' }), { settings: { ca: certificates.ca } });
    expect(check('redis').look.verdict).toBe('ok');
    expect(check('redis').facts).toEqual([{ label: 'Encrypted', value: 'yes, certificate checked' }]);
  });

  it('fails with an authority that nobody knows', async () => {
    const { reading } = await lookAt(server.url({ tls: true }));
    expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'tls' } });
  });

  it('is left unchecked where the address says so, and that is shown', async () => {
    const { check } = await lookAt(server.url({ tls: true, query: '?ssl_cert_reqs=CERT_NONE' }));
    expect(check('redis').facts).toEqual([{ label: 'Encrypted', value: 'yes, but the certificate is not checked' }]);
  });

  it('is told apart when only one side speaks it', async () => {
    const plainToTls = await lookAt(server.url().replace(`:${server.port}`, `:${server.tlsPort}`));
    expect(plainToTls.reading).toMatchObject({ outcome: 'failed', failure: { kind: 'reset' } });
    const tlsToPlain = await lookAt(server.url().replace('redis:', 'rediss:'));
    expect(tlsToPlain.look.reason).toContain('accepts the connection and does not begin to encrypt within 3 s');
  });
});

describe('what a failed look leaves', () => {
  it('is one sentence for every check that was fed before', async () => {
    const { memory, checks } = await lookAt(server.url());
    const failed = await lookAt(server.url({ password: 'wrong' }), { memory });
    expect(failed.checks.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
    expect(failed.checks.every(({ look }) => look.verdict === 'unknown')).toBe(true);
  });

  it('never holds the password', async () => {
    const wrong = 'canary-wr0ng/pass%word';
    for (const options of [
      { user: 'sevlight' },
      { password: wrong },
      { password: wrong, user: 'nobody' },
      { password: wrong, tls: true },
    ]) {
      const { reading, look, checks } = await lookAt(server.url(options));
      const said = JSON.stringify({ reading, look, checks });
      for (const secret of [PASSWORD, wrong]) {
        expect(said).not.toContain(secret);
        expect(said).not.toContain(encodeURIComponent(secret));
        expect(said).not.toContain(Buffer.from(secret).toString('base64'));
      }
    }
  });
});
