import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { PASSWORD, type RedisServer, startRedis } from '../servers/redis.ts';
import { freePort } from '../servers/running.ts';
import { watch } from './celery-look.ts';
import { lookAt } from './redis-look.ts';

const servers: RedisServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((each) => each.remove()));
});

async function start(...options: readonly string[]): Promise<RedisServer> {
  const server = await startRedis({ options });
  servers.push(server);
  return server;
}

async function failure(url: string) {
  const { reading, look } = await lookAt(url);
  return reading.outcome === 'failed' ? { ...reading.failure, verdict: look.verdict } : null;
}

describe('a real Redis', () => {
  it('that was stopped refuses, and answers once it is back', async () => {
    const server = await start();
    await server.stop();
    expect(await failure(server.url())).toMatchObject({ kind: 'refused', verdict: 'bad' });
    await server.start();
    expect(await failure(server.url())).toBeNull();
  });

  it('that still loads its data is bad, until it has loaded', async () => {
    const server = await start();
    await server.admin.eval("for i = 1, 30000 do redis.call('set', 'key:' .. i, i) end", 0);
    await server.admin.save();
    await server.stop();
    await server.start('--key-load-delay', '50', '--loading-process-events-interval-bytes', '1024');
    expect(await failure(server.url())).toMatchObject({ kind: 'starting', code: 'LOADING', verdict: 'bad' });
    await expect.poll(() => failure(server.url()), { timeout: 10_000 }).toBeNull();
  });

  it('that is stopped in its tracks says nothing, for 3 s', async () => {
    const server = await start();
    process.kill(server.pid, 'SIGSTOP');
    const { reading, look } = await lookAt(server.url());
    process.kill(server.pid, 'SIGCONT');
    expect(reading).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
    expect(reading.latencyMs).toBeGreaterThan(2900);
    expect(reading.latencyMs).toBeLessThan(4200);
    expect(look.verdict).toBe('bad');
    expect(await failure(server.url())).toBeNull();
  });

  it('that is busy with a script is bad', async () => {
    const server = await start('--busy-reply-threshold', '50');
    const script = server.admin.eval('while true do end', 0).catch(() => {});
    await expect.poll(() => failure(server.url()), { timeout: 5000 }).toMatchObject({ code: 'BUSY', verdict: 'bad' });
    const killer = server.admin.duplicate();
    await killer.script('KILL');
    killer.disconnect();
    await script;
    expect(await failure(server.url())).toBeNull();
  });

  it('that has no place left is bad', async () => {
    const server = await start();
    await server.admin.config('SET', 'maxclients', '1');
    const found = await failure(server.url());
    await server.admin.config('SET', 'maxclients', '100');
    expect(found).toMatchObject({ kind: 'exhausted', verdict: 'bad' });
    expect((await lookAt(server.url())).check('redis_clients').facts).toEqual([
      { label: 'Connections turned away', value: '1' },
    ]);
  });

  it('that cannot save to its disk is bad', async () => {
    const server = await start('--save', '3600 1');
    await server.admin.set('a', 'b');
    const [, folder = ''] = (await server.admin.config('GET', 'dir')) as string[];
    rmSync(folder, { recursive: true });
    await server.admin.bgsave();
    await expect
      .poll(() => failure(server.url()), { timeout: 5000 })
      .toMatchObject({ code: 'MISCONF', verdict: 'bad' });
  });

  it('that is a replica says so; its lost primary is told, and bad where it answers nobody any more', async () => {
    const primary = await start('--repl-diskless-sync-delay', '0');
    const replica = await start('--replicaof', '127.0.0.1', String(primary.port), '--masterauth', PASSWORD);
    const link = async () => (await lookAt(replica.url())).check('redis_replication').look;
    const up = { verdict: 'ok', reason: 'A replica; the link to its primary is up' };
    await expect.poll(link, { timeout: 10_000 }).toEqual(up);
    const asked = await watch(replica.url()).look();
    expect(asked.reading).toMatchObject({
      answer: { question: { outcome: 'refused', failure: { code: 'READONLY' } } },
    });
    expect(asked.look).toMatchObject({ verdict: 'unknown', cause: 'configuration' });
    await primary.stop();
    await expect.poll(async () => (await link()).verdict, { timeout: 5000 }).toBe('bad');
    await replica.admin.config('SET', 'replica-serve-stale-data', 'no');
    expect(await failure(replica.url())).toMatchObject({ code: 'MASTERDOWN', verdict: 'bad' });
  }, 30_000);

  it('that is one node of a cluster is a matter of configuration', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => start('--cluster-enabled', 'yes', '--cluster-port', String(await freePort()))),
    );
    if (one === undefined || other === undefined) throw new Error('They did not start');
    const slot = Number(await one.admin.cluster('KEYSLOT', 'celery'));
    await other.admin.cluster('ADDSLOTS', slot);
    await one.admin.call('CLUSTER', 'ADDSLOTSRANGE', 0, slot - 1, slot + 1, 16383);
    const [, bus = ''] = (await other.admin.config('GET', 'cluster-port')) as string[];
    await one.admin.call('CLUSTER', 'MEET', '127.0.0.1', other.port, bus);
    const queue = async () => (await lookAt(one.url())).check('queue_length').look;
    await expect
      .poll(async () => (await queue()).reason, { timeout: 15_000 })
      .toContain('one node of a cluster and sends us to another');
    expect(await queue()).toMatchObject({ verdict: 'unknown', cause: 'configuration' });
  }, 30_000);

  it('without a password tells that the address carries one', async () => {
    const server = await startRedis({ password: null });
    servers.push(server);
    expect(await failure(server.url())).toBeNull();
    expect(await failure(server.url({ password: PASSWORD }))).toMatchObject({
      kind: 'credentials',
      verdict: 'unknown',
    });
    expect(await failure(server.url({ database: 99 }))).toMatchObject({ kind: 'missing', verdict: 'unknown' });
  });
});
