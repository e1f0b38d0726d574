import { describe, expect, it } from 'vitest';
import { StoreError } from '../../electron/core/ports.ts';
import { COMMAND_NAMES, type CommandName, channelOf } from '../../electron/ipc/contract.ts';
import { type Handlers, openDoor, type Sender } from '../../electron/ipc/door.ts';
import { OUR_ORIGIN } from '../../electron/ipc/origin.ts';
import { Refusal } from '../../electron/ipc/refusal.ts';
import { GOOD_INPUTS } from './asks.ts';

const OURS: Sender = { senderFrame: { origin: OUR_ORIGIN, parent: null } };

/** A door whose handlers all do the same, with the channels of a main process and what its log was told. */
function doorWith(handler: (name: CommandName, input: unknown) => unknown) {
  const listeners = new Map<string, (sender: Sender, ...inputs: unknown[]) => Promise<unknown>>();
  const logged: [string, unknown][] = [];
  const handlers = Object.fromEntries(
    COMMAND_NAMES.map((name) => [name, (input: unknown) => handler(name, input)]),
  ) as unknown as Handlers;
  openDoor({ handle: (channel, listener) => listeners.set(channel, listener) }, handlers, (message, error) =>
    logged.push([message, error]),
  );
  async function ask(name: CommandName, sender: Sender, ...inputs: unknown[]): Promise<unknown> {
    return listeners.get(channelOf(name))?.(sender, ...inputs);
  }
  return { ask, logged, channels: [...listeners.keys()] };
}

const strangers: readonly { who: string; sender: Sender }[] = [
  { who: 'a frame that has gone', sender: { senderFrame: null } },
  { who: 'a frame inside our page', sender: { senderFrame: { origin: OUR_ORIGIN, parent: {} } } },
  ...['https://sevlight', 'app://sevlight.example.com', 'app://sevlight/', 'app://other', 'null', '', 'file://'].map(
    (origin) => ({ who: `the origin "${origin}"`, sender: { senderFrame: { origin, parent: null } } }),
  ),
  {
    who: 'a frame that throws when asked',
    sender: {
      get senderFrame(): never {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    },
  },
];

describe('the door', () => {
  it('stands at every command of the contract, under our own prefix', () => {
    const { channels } = doorWith(() => null);
    expect(channels).toEqual(COMMAND_NAMES.map((name) => `sevlight:${name}`));
  });

  it.each(COMMAND_NAMES)('hands %s on to its handler and its answer back', async (name) => {
    const { ask } = doorWith((asked, input) => ({ asked, input }));
    for (const input of GOOD_INPUTS[name]) {
      expect(await ask(name, OURS, input)).toEqual({ ok: true, value: { asked: name, input } });
    }
  });

  it.each(strangers)('refuses every command from $who', async ({ sender }) => {
    let handled = 0;
    const { ask, logged } = doorWith(() => (handled += 1));
    for (const name of COMMAND_NAMES) {
      expect(await ask(name, sender, GOOD_INPUTS[name][0])).toMatchObject({ ok: false, code: 'refused' });
    }
    expect(handled).toBe(0);
    expect(logged).toHaveLength(COMMAND_NAMES.length);
  });

  it.each(COMMAND_NAMES)('refuses %s in a wrong shape before its handler sees it', async (name) => {
    let handled = 0;
    const { ask } = doorWith(() => (handled += 1));
    for (const wrong of [null, 'x', [], { anything: 1 }, JSON.parse('{"__proto__": {"admin": true}}')]) {
      expect(await ask(name, OURS, wrong)).toMatchObject({ ok: false, code: 'invalid' });
    }
    expect(await ask(name, OURS, GOOD_INPUTS[name][0], 'more')).toMatchObject({ ok: false, code: 'invalid' });
    expect(handled).toBe(0);
  });

  it('says nothing back of what was wrong in the input', async () => {
    const { ask } = doorWith(() => null);
    const reply = await ask('copyText', OURS, { text: 5, 'canary-secret': 1 });
    expect(JSON.stringify(reply)).not.toContain('canary-secret');
  });

  it('tells a refusal in its own words, also a late one', async () => {
    const { ask, logged } = doorWith(async () => {
      throw new Refusal('unknown', 'There is no such incident.');
    });
    const reply = await ask('lookNow', OURS, undefined);
    expect(reply).toEqual({ ok: false, code: 'unknown', message: 'There is no such incident.' });
    expect(logged).toEqual([]);
  });

  it('tells what was not saved, and logs why', async () => {
    const full = new StoreError('full', 'The disk is full.');
    const { ask, logged } = doorWith(() => {
      throw full;
    });
    expect(await ask('lookNow', OURS)).toEqual({ ok: false, code: 'storage', message: 'The disk is full.' });
    expect(logged).toEqual([['The command lookNow failed', full]]);
  });

  it('logs our mistakes and keeps their details from the window', async () => {
    const mistake = new Error('postgres://user:canary-secret@db');
    const { ask, logged } = doorWith(() => {
      throw mistake;
    });
    const reply = await ask('lookNow', OURS, undefined);
    expect(reply).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify(reply)).not.toContain('canary-secret');
    expect(logged).toEqual([['The command lookNow failed', mistake]]);
  });
});
