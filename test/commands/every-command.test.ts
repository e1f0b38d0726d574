import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_NAMES, type CommandName } from '../../electron/ipc/contract.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type HealthServer, startHealthServer } from '../servers/health.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { openWorld, type World } from './world.ts';

let health: HealthServer;
let folder: string;
let world: World;
const clock = fakeClock();

beforeAll(async () => {
  health = await startHealthServer();
  health.set('database', 'unhealthy', 'connection refused');
});
afterAll(() => health.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-commands-'));
  world = await openWorld(folder, clock, health.url);
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const byPeople = () => world.log().filter(({ actor }) => actor === 'person');

async function restarted(): Promise<void> {
  await world.close();
  world = await openWorld(folder, clock, health.url);
}

it('has an example of every command, and of no other', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...COMMAND_NAMES].sort());
});

describe.each(COMMAND_NAMES)('the command %s', (name) => {
  it('writes what a person did and nothing else, once, and a restart shows the same', async () => {
    await check(name, EXAMPLES[name]);
  });
});

async function check<Name extends CommandName>(name: Name, example: Example<Name>): Promise<void> {
  const { before, input, writes = [], keeps = false, refused } = example;
  await before?.(world);
  const asked = input(world);
  const written = byPeople().length;
  const shownBefore = await world.shown();

  const reply = await world.ask(name, asked);
  if (refused === undefined) expect(reply).toMatchObject({ ok: true });
  else expect(reply).toMatchObject({ ok: false, message: expect.stringMatching(refused) });
  expect(
    byPeople()
      .slice(written)
      .map(({ type }) => type),
  ).toEqual(writes);
  const shown = await world.shown();
  if (writes.length > 0 || keeps) expect(shown).not.toEqual(shownBefore);
  else expect(shown).toEqual(shownBefore);

  if (writes.length > 0 || keeps) {
    // A window that did not hear the answer says it again: whatever it is told, nothing happens twice.
    clock.pass(1000);
    const shownLater = await world.shown();
    await world.ask(name, asked);
    expect(byPeople()).toHaveLength(written + writes.length);
    expect(await world.shown()).toEqual(shownLater);
  }

  const shownLast = await world.shown();
  await restarted();
  expect(await world.shown()).toEqual(shownLast);
  expect(byPeople()).toHaveLength(written + writes.length);
}
