import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ASK_MS, createSessionBus, sessionBusAddress } from '../../electron/desktop/bus.ts';
import { ownName, startBus } from './private-bus.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function aBus(services?: Readonly<Record<string, string>>) {
  const daemon = await startBus(services);
  const bus = createSessionBus(daemon.address);
  ends.push(daemon.stop, bus.close);
  return { daemon, bus };
}

describe('the session bus', () => {
  it('tells whether a name has an owner and could have one', async () => {
    const { daemon, bus } = await aBus({ 'org.example.Startable': '/bin/false' });
    expect(await bus.hasOwner('org.example.Name')).toBe(false);
    const leave = await ownName(daemon.address, 'org.example.Name');
    ends.push(leave);
    expect(await bus.hasOwner('org.example.Name')).toBe(true);
    expect(await bus.isActivatable('org.example.Startable')).toBe(true);
    expect(await bus.isActivatable('org.example.Name')).toBe(false);
  });

  it('tells of owners that come and go, for the watched name only', async () => {
    const { daemon, bus } = await aBus();
    const heard: boolean[] = [];
    const heardTwo = new Promise<void>((resolve) => {
      bus.watchOwner('org.example.Name', (owned) => {
        heard.push(owned);
        if (heard.length === 2) resolve();
      });
    });
    await bus.hasOwner('org.example.Name');
    ends.push(await ownName(daemon.address, 'org.example.Other'));
    const leave = await ownName(daemon.address, 'org.example.Name');
    leave();
    await heardTwo;
    expect(heard).toEqual([true, false]);
  });

  it('gives up on an owner that never answers', async () => {
    const { daemon, bus } = await aBus();
    ends.push(await ownName(daemon.address, 'org.example.Hung'));
    const startedMs = performance.now();
    const ask = { destination: 'org.example.Hung', path: '/', interface: 'org.example.Hung', member: 'Ask' };
    await expect(bus.call(ask)).rejects.toThrow('org.example.Hung did not answer Ask within 1 s');
    expect(performance.now() - startedMs).toBeLessThan(ASK_MS + 500);
  });

  it('reads the answer that came while this process was held up', async () => {
    const { bus } = await aBus();
    // Connected, and its library loaded.
    await bus.hasOwner('org.example.Name');
    const asked = bus.hasOwner('org.freedesktop.DBus');
    // The question leaves within these, and nothing is read.
    for (let turn = 0; turn < 20; turn += 1) await null;
    const freeMs = performance.now() + ASK_MS + 100;
    while (performance.now() < freeMs);
    expect(await asked).toBe(true);
  });

  it('gives up on a bus that never answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bus-'));
    const silent = createServer(() => undefined).listen(join(folder, 'socket'));
    ends.push(
      () => rmSync(folder, { recursive: true }),
      () => void silent.close(),
    );
    const bus = createSessionBus(`unix:path=${join(folder, 'socket')}`);
    ends.push(bus.close);
    await expect(bus.hasOwner('org.example.Name')).rejects.toThrow(/did not answer NameHasOwner/);
  });

  it('rejects, and throws nothing elsewhere, where there is no bus', async () => {
    await expect(createSessionBus(null).hasOwner('a.b')).rejects.toThrow('There is no session bus');
    const gone = createSessionBus('unix:path=/nonexistent/bus');
    await expect(gone.hasOwner('a.b')).rejects.toThrow();
    await expect(createSessionBus('nonsense').hasOwner('a.b')).rejects.toThrow();
  });

  it('connects anew after the bus was gone, and goes on watching', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bus-'));
    const socket = join(folder, 'socket');
    const first = await startBus({}, socket);
    const bus = createSessionBus(first.address);
    ends.push(() => rmSync(folder, { recursive: true }), bus.close);
    const heard = new Promise((resolve) => bus.watchOwner('org.example.Name', resolve));
    expect(await bus.hasOwner('org.example.Name')).toBe(false);
    await first.stop();
    await expect(bus.hasOwner('org.example.Name')).rejects.toThrow();

    rmSync(socket, { force: true });
    const second = await startBus({}, socket);
    ends.push(second.stop);
    expect(await bus.hasOwner('org.example.Name')).toBe(false);
    ends.push(await ownName(second.address, 'org.example.Name'));
    expect(await heard).toBe(true);
  });
});

describe('sessionBusAddress', () => {
  it('prepares a Unix address for Node, abstract or not', () => {
    const of = (address: string) => sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: address });
    expect(of('unix:path=/run/user/1000/bus,guid=12')).toBe('unix:socket=/run/user/1000/bus');
    expect(of('unix:guid=12,path=/tmp/a%20b')).toBe('unix:socket=/tmp/a b');
    expect(of('unix:abstract=/tmp/dbus-x;tcp:host=a')).toBe('unix:socket=\0/tmp/dbus-x');
    expect(of('tcp:host=localhost,port=1')).toBe('tcp:host=localhost,port=1');
  });

  it('falls back to the bus in the runtime folder, if there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'xdg-'));
    expect(sessionBusAddress({ XDG_RUNTIME_DIR: folder })).toBeNull();
    expect(sessionBusAddress({})).toBeNull();
    writeFileSync(join(folder, 'bus'), '');
    expect(sessionBusAddress({ XDG_RUNTIME_DIR: folder })).toBe(`unix:socket=${folder}/bus`);
    rmSync(folder, { recursive: true });
  });

  it('reaches an abstract socket', async () => {
    const server = createServer((socket) => socket.end()).listen('\0sevlight-test-bus');
    ends.push(() => void server.close());
    const heard = new Promise((resolve) => server.once('connection', resolve));
    const bus = createSessionBus(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=sevlight-test-bus' }));
    ends.push(bus.close);
    await expect(bus.hasOwner('a.b')).rejects.toThrow();
    await heard;
  });
});
