import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PRESERVE_LIST, PRESERVE_STEPS } from '../../electron/core/incidents/preserve.ts';
import { MINUTE_MS } from '../../electron/core/time.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import { type HealthServer, startHealthServer } from '../servers/health.ts';
import { openWorld, type World } from './world.ts';

const NO_NUMBER = 'no number in the playbook or the contacts';

let health: HealthServer;
let folder: string;
let clock: FakeClock;
let world: World;

beforeAll(async () => {
  health = await startHealthServer();
});
afterAll(() => health.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-flags-'));
  clock = fakeClock();
  world = await openWorld(folder, clock, health.url);
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const incident = () => {
  const found = world.house.watching.publisher.current().incidents.find(({ id }) => id === world.incidentId);
  if (found === undefined) throw new Error('The incident is gone.');
  return found;
};
const legal = () => incident().ladder.find(({ level }) => level === 4);
const calls = () =>
  world
    .log()
    .flatMap((event) =>
      event.type === 'notice-intended' && event.payload.kind === 'deadline' ? [event.payload.body] : [],
    );
const tick = () => {
  clock.pass(5000);
  world.house.watching.engine.observe({ type: 'tick' });
};
async function restart(): Promise<void> {
  await world.close();
  world = await openWorld(folder, clock, health.url);
}

it('a breach flag calls level 4 at once at any severity, lists what to keep, and a restart changes nothing of it', async () => {
  const ask = { commandId: 'c-1', incidentId: world.incidentId };
  await world.ask('setSeverity', { ...ask, to: 3, reason: 'few users' });
  tick();
  expect([legal()?.state, calls()]).toEqual(['on-flag', []]);

  const flag = { ...ask, commandId: 'c-2', flag: 'breach', reason: 'an even rhythm, all night' } as const;
  expect(await world.ask('raiseFlag', flag)).toMatchObject({ ok: true });
  tick();
  expect(legal()).toMatchObject({ state: 'due', reason: 'because data may be in the wrong hands' });
  const told = [`Call Legal Team, ${NO_NUMBER}, because data may be in the wrong hands.`];
  expect(calls()).toEqual(told);
  expect(incident().brief).toContain('Possible data breach.');
  expect(incident().flags).toMatchObject([{ flag: 'breach', reason: 'an even rhythm, all night' }]);

  const [first] = PRESERVE_STEPS;
  const step = { ...ask, commandId: 'c-3', list: PRESERVE_LIST, stepId: first?.id ?? '' };
  expect(await world.ask('doStep', step)).toMatchObject({ ok: true });
  await restart();
  tick();
  expect(legal()?.state).toBe('due');
  expect(calls()).toEqual(told);
  expect(incident().steps[`${PRESERVE_LIST}/${first?.id}`]?.state).toBe('done');

  const call = { ...ask, commandId: 'c-4', level: 4, person: 'Legal Team' };
  expect(await world.ask('ladderCalled', call)).toMatchObject({ ok: true });
  expect(await world.ask('ladderCalled', { ...call, commandId: 'c-4-again' })).toMatchObject({ ok: false });
  expect(await world.ask('lowerFlag', { ...flag, commandId: 'c-5', reason: 'it was a review' })).toMatchObject({
    ok: true,
  });
  clock.pass(5 * MINUTE_MS);
  tick();
  expect(legal()?.state).toBe('called');
  expect([incident().flags, calls()]).toEqual([[], told]);
});

it('a flag taken back calls nobody any more, and raised again it calls anew', async () => {
  const flag = (commandId: string, reason: string) =>
    ({ commandId, incidentId: world.incidentId, flag: 'legal', reason }) as const;
  const call = `Call Legal Team, ${NO_NUMBER}, because it may have legal consequences.`;
  await world.ask('raiseFlag', flag('c-1', 'a contract'));
  expect(calls()).toEqual([call]);
  await world.ask('lowerFlag', flag('c-2', 'none of ours'));
  tick();
  expect([legal()?.state, calls()]).toEqual(['on-flag', [call]]);
  await world.ask('raiseFlag', flag('c-3', 'it is ours'));
  tick();
  expect([legal()?.state, calls()]).toEqual(['due', [call, call]]);
});
