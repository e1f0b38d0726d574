import { afterEach, describe, expect, it } from 'vitest';
import { createSessionBus } from '../../../electron/desktop/bus.ts';
import { askDaemon, DAEMON } from '../../../electron/desktop/notifications/daemon.ts';
import { ownName, startBus } from '../private-bus.ts';

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

describe('askDaemon', () => {
  it('says that there is none', async () => {
    const { bus } = await aBus();
    expect(await askDaemon(bus)).toEqual({ ready: false, reason: 'No notification daemon is running' });
  });

  it('says that there is no bus', async () => {
    expect(await askDaemon(createSessionBus(null))).toEqual({ ready: false, reason: 'There is no session bus' });
  });

  it('finds one that answers, and whether it reads mark-up', async () => {
    const { daemon, bus } = await aBus();
    ends.push(await ownName(daemon.address, DAEMON, () => ['body', 'body-markup']));
    expect(await askDaemon(bus)).toEqual({ ready: true, markup: true });
  });

  it('finds one that reads no mark-up', async () => {
    const { daemon, bus } = await aBus();
    ends.push(await ownName(daemon.address, DAEMON, () => ['body']));
    expect(await askDaemon(bus)).toEqual({ ready: true, markup: false });
  });

  it('tells a hung one from a good one', async () => {
    const { daemon, bus } = await aBus();
    ends.push(await ownName(daemon.address, DAEMON));
    expect(await askDaemon(bus)).toEqual({
      ready: false,
      reason: 'org.freedesktop.Notifications did not answer GetCapabilities within 1 s',
    });
  });

  it('has the bus start one that is not running yet', async () => {
    const program = new URL('./startable-daemon.ts', import.meta.url).pathname;
    const { bus } = await aBus({ [DAEMON]: `${process.execPath} ${program}` });
    expect(await askDaemon(bus)).toEqual({ ready: true, markup: false });
  });

  it('says why the bus could not start it', async () => {
    const { bus } = await aBus({ [DAEMON]: '/bin/false' });
    const state = await askDaemon(bus);
    expect(state.ready ? '' : state.reason).toMatch(/exited with status 1/);
  });
});
