import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAlone } from '../faults/own-process.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';

/** Looks once at Redis and at Celery and has nothing else to do. */
const PROGRAM = `
  const [folder, url] = process.argv.slice(1);
  const { lookAt } = await import(folder + '/redis-look.ts');
  const { watch } = await import(folder + '/celery-look.ts');
  const celery = watch(url);
  await Promise.all([lookAt(url), celery.look()]);
  await celery.close();
`;

let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.remove());

const look = (url: string) => runAlone(PROGRAM, [import.meta.dirname, url]);

it('ends as soon as it has looked: no timer and no socket holds it, and nothing is printed', async () => {
  for (const url of [server.url({ user: 'nobody' }), server.url({ password: '' }), 'redis://127.0.0.1:1']) {
    const { out, err, tookMs } = await look(url);
    expect(out + err).toBe('');
    // The shortest deadline is 3 s.
    expect(tookMs).toBeLessThan(2500);
  }
  // Nobody works there: hearts are listened to for 5 s.
  const { out, err, tookMs } = await look(server.url());
  expect(out + err).toBe('');
  expect(tookMs).toBeLessThan(7500);
});
