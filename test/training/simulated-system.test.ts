import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseDrill } from '../../electron/training/drill.ts';
import { type SimulatedSystem, startSimulatedSystem } from '../../electron/training/simulated-system.ts';

const FILE = readFileSync(new URL('../../assets/drills/connections-exhausted.yaml', import.meta.url), 'utf8');

let system: SimulatedSystem | undefined;
afterEach(() => system?.close());

async function overall(): Promise<[number, string]> {
  const response = await fetch(system?.healthUrl ?? '');
  const body = (await response.json()) as { status: string };
  return [response.status, body.status];
}

describe('the simulated system', () => {
  it('is calm, then answers 503 with the database unhealthy, and recovers when told or by itself', async () => {
    const drill = { ...parseDrill(FILE), calmMs: 50, endsAfterMs: 200 };
    system = await startSimulatedSystem(drill, () => undefined);
    expect(await overall()).toEqual([200, 'healthy']);
    await vi.waitFor(async () => expect(await overall()).toEqual([503, 'unhealthy']), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await overall()).toEqual([200, 'healthy']), { timeout: 10_000 });
    system.restart();
    await vi.waitFor(async () => expect(await overall()).toEqual([503, 'unhealthy']), { timeout: 10_000 });
    system.endOutage();
    expect(await overall()).toEqual([200, 'healthy']);
  });

  it('answers liveness only where the full answer is not asked for, as the real one does', async () => {
    system = await startSimulatedSystem(parseDrill(FILE), () => undefined);
    const response = await fetch(system.healthUrl.replace('?full=1', ''));
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});

describe('a drill file', () => {
  it('brings the first alert within 20 seconds', () => {
    const { calmMs, holdMs, intervalMs } = parseDrill(FILE);
    expect(calmMs + holdMs + 4 * intervalMs).toBeLessThan(20_000);
  });

  it.each([
    ['title: ""', 'title'],
    ['title: x\nnote: y\ncalmSeconds: soon', 'calmSeconds'],
    ['- a list', 'list of named values'],
    [FILE.replace('status: unhealthy', 'status: poorly'), 'outage "database"'],
  ])('that is wrong is told where', (text, named) => {
    expect(() => parseDrill(text)).toThrow(named);
  });
});
