import { describe, expect, it } from 'vitest';
import { canMakeNetwork, runWithDeafResolver } from '../faults/own-process.ts';

/** Looks once at every source, all at once, and prints what each says. */
const PROGRAM = `
  const [folder] = process.argv.slice(1);
  const { lookAt: postgres } = await import(folder + '/postgres-look.ts');
  const { lookAt: redis } = await import(folder + '/redis-look.ts');
  const { watch } = await import(folder + '/celery-look.ts');
  const { healthLook, vendorLook } = await import(folder + '/http-look.ts');
  const { httpReference } = await import(folder + '/../../electron/sources/reference.ts');
  const reference = httpReference(new URL('https://reference.example.com'));
  const answerOf = async () => ({ look: { verdict: await reference.ask(new AbortController().signal), reason: '' } });
  const celery = watch('redis://broker.example.com:6379/0');
  const timed = async (looking) => {
    const began = performance.now();
    const { look } = await looking;
    return { verdict: look.verdict, reason: look.reason, tookMs: performance.now() - began };
  };
  const looked = await Promise.all([
    timed(postgres('postgres://u:p@db.example.com:5432/app')),
    timed(redis('redis://cache.example.com:6379/0')),
    timed(celery.look()),
    timed(healthLook('https://app.example.com')),
    timed(vendorLook('https://status.example.com')),
    timed(answerOf()),
  ]);
  await celery.close();
  // The look-ups themselves cannot be given up: the C library goes on asking for a while.
  process.stdout.write(JSON.stringify(looked), () => process.exit());
`;

interface Said {
  readonly verdict: string;
  readonly reason: string;
  readonly tookMs: number;
}

describe('a name that nobody looks up', () => {
  it('is given up by every source within its deadline, told for what it is, and holds up nobody', async (context) => {
    if (!canMakeNetwork()) context.skip('This system lets nobody make a network of his own (unshare -Urnm).');
    const { out, err } = await runWithDeafResolver(PROGRAM, [import.meta.dirname]);
    expect(err).toBe('');
    const looked: readonly Said[] = JSON.parse(out);
    expect(looked.map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual([
      'bad: The database has a name that could not be looked up within 4 s. It answered on this network before.',
      'bad: Redis has a name that could not be looked up within 3 s. It answered on this network before.',
      'bad: Redis has a name that could not be looked up within 3 s. It answered on this network before.',
      'unknown: Nobody was asked whether the internet is reachable. The health endpoint has a name that could not be looked up within 3 s.',
      'unknown: The status page of OpenAI has a name that could not be looked up within 3 s.',
      'unnamed: ',
    ]);
    for (const [index, { tookMs }] of looked.entries()) {
      const deadlineMs = index === 0 ? 4000 : 3000;
      expect(tookMs).toBeGreaterThan(deadlineMs - 100);
      expect(tookMs).toBeLessThan(deadlineMs + 1500);
    }
  }, 40_000);
});
