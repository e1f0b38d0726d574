import dbus from 'dbus-next';
import { afterEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../electron/core/ports.ts';
import { createNotifierRung } from '../../../electron/desktop/notifications/notifier.ts';
import { ownName, startBus } from '../private-bus.ts';

const DAEMON = 'org.freedesktop.Notifications';
const notice: Notice = {
  id: 'n1',
  severity: 1,
  title: '[SEV1] $(touch /tmp/never) "quoted" `x`',
  body: '--urgency=low < first\nsecond',
  silent: false,
  replaces: null,
  incidentId: 'inc-1',
};
const rung = createNotifierRung({ platform: 'linux', vendorFolder: '', onClick: () => undefined });
const { DBUS_SESSION_BUS_ADDRESS: addressBefore } = process.env;
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  if (addressBefore === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
  else process.env.DBUS_SESSION_BUS_ADDRESS = addressBefore;
});

/** A bus that notify-send, our child, finds. */
async function aBus(): Promise<string> {
  const bus = await startBus();
  ends.push(bus.stop);
  process.env.DBUS_SESSION_BUS_ADDRESS = bus.address;
  return bus.address;
}

/** A daemon that takes every notice and keeps what it was told. */
async function aDaemon(address: string): Promise<unknown[][]> {
  const taken: unknown[][] = [];
  const bus = dbus.sessionBus({ busAddress: address });
  bus.addMethodHandler((call: dbus.Message) => {
    if (call.member === 'Notify') taken.push(call.body);
    const replies: Record<string, [string, unknown[]]> = {
      Notify: ['u', [1]],
      GetCapabilities: ['as', [['body']]],
      GetServerInformation: ['ssss', ['test', 'test', '1', '1.2']],
    };
    const [signature, body] = replies[call.member] ?? ['', []];
    bus.send(dbus.Message.newMethodReturn(call, signature, body));
    return true;
  });
  await bus.requestName(DAEMON, 0);
  ends.push(() => bus.disconnect());
  return taken;
}

describe('the notifier rung, with the real notify-send', () => {
  it('passes the text as it is: nothing in it is run or read as an option', async () => {
    const taken = await aDaemon(await aBus());
    await rung.show(notice);
    const [, , , title, body, , hints, expiryMs] = taken[0] ?? [];
    expect(title).toBe(notice.title);
    expect(body).toBe('\u2011-urgency=low &lt; first\nsecond');
    expect(hints).toMatchObject({ urgency: { value: 2 } });
    expect(expiryMs).toBe(0);
  });

  it('shows a title that begins with a hyphen, and an empty body', async () => {
    const taken = await aDaemon(await aBus());
    await rung.show({ ...notice, title: '--help', body: '' });
    expect(taken[0]?.slice(3, 5)).toEqual(['\u2011-help', '–']);
  });

  it('fails with the reason where there is no daemon', async () => {
    await aBus();
    await expect(rung.show(notice)).rejects.toThrow(/^GDBus\.Error:org\.freedesktop\.DBus\.Error\.ServiceUnknown/);
  });

  it('fails where the daemon hangs', async () => {
    const address = await aBus();
    ends.push(await ownName(address, DAEMON));
    await expect(rung.show(notice)).rejects.toThrow('notify-send did not return within 3 s');
  });
});
