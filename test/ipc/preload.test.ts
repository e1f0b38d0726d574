import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, COMMAND_NAMES } from '../../electron/ipc/contract.ts';

/** The preload as it ships: one CommonJS file. */
let bundled: string;

beforeAll(async () => {
  const input = fileURLToPath(new URL('../../electron/preload.ts', import.meta.url));
  const bundle = await rolldown({ input, external: ['electron'] });
  const { output } = await bundle.generate({ format: 'cjs' });
  bundled = output[0].code;
  await bundle.close();
});

/** Runs the bundle as a sandboxed renderer would: no Node, `electron` alone can be required. */
function run() {
  const required: string[] = [];
  const invoked: unknown[][] = [];
  const heard = new Map<string, Set<(event: unknown, value: unknown) => void>>();
  const exposed = new Map<string, Bridge>();
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, bridge: Bridge) => exposed.set(name, bridge) },
    ipcRenderer: {
      invoke: async (...sent: unknown[]) => invoked.push(sent),
      on: (channel: string, listener: () => void) => {
        heard.set(channel, (heard.get(channel) ?? new Set()).add(listener));
      },
      removeListener: (channel: string, listener: () => void) => heard.get(channel)?.delete(listener),
    },
  };
  runInNewContext(bundled, {
    exports: {},
    module: { exports: {} },
    require: (name: string) => {
      required.push(name);
      return electron;
    },
  });
  const bridge = exposed.get('sevlight');
  if (bridge === undefined) throw new Error('Nothing was exposed');
  const tell = (channel: string, value: unknown) => {
    for (const listener of heard.get(channel) ?? []) listener({ sender: 'must not pass' }, value);
  };
  return { bridge, required, invoked, exposed, heard, tell };
}

describe('the preload', () => {
  it('requires electron alone and exposes the contract alone', () => {
    const { bridge, required, exposed } = run();
    expect(required).toEqual(['electron']);
    expect([...exposed.keys()]).toEqual(['sevlight']);
    expect(Object.keys(bridge).sort()).toEqual([...COMMAND_NAMES, 'on'].sort());
  });

  it('asks each command on its channel, with its input alone', async () => {
    const { bridge, invoked } = run();
    await bridge.lookNow(undefined);
    await bridge.copyText({ text: 'x' });
    expect(invoked).toEqual([
      ['sevlight:lookNow', undefined],
      ['sevlight:copyText', { text: 'x' }],
    ]);
  });

  it('hands on what is pushed, without the event, until the subscription ends', () => {
    const { bridge, tell } = run();
    const first: unknown[] = [];
    const second: unknown[] = [];
    const end = bridge.on('snapshot', (snapshot) => first.push(snapshot));
    bridge.on('snapshot', (snapshot) => second.push(snapshot));
    tell('sevlight:snapshot', 1);
    end();
    tell('sevlight:snapshot', 2);
    expect(first).toEqual([1]);
    expect(second).toEqual([1, 2]);
  });

  it('listens to nothing that is not in the contract', () => {
    const { bridge, heard } = run();
    const listen: (name: never, listener: () => void) => unknown = bridge.on;
    expect(() => listen('lookNow' as never, () => undefined)).toThrow('no such push');
    expect(heard.size).toBe(0);
  });
});
