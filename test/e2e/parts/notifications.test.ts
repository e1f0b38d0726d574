import { spawn } from 'node:child_process';
import { ownName, startBus } from '../../desktop/private-bus.ts';
import { eventually } from '../harness/eventually.ts';
import { alarm, expect, test } from './fixture.ts';

/** The main process has to go on, in ms. A synchronous call to a daemon that is not there stops it for 25,000. */
const UNNOTICED_MS = 1000;
const DAEMON = 'org.freedesktop.Notifications';

const ends: (() => unknown)[] = [];

test.afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A bus without any service, ended with the test. */
async function aBus(): Promise<string> {
  const bus = await startBus();
  ends.push(bus.stop);
  return bus.address;
}

test('a SEV1 reaches the daemon as critical, its text as text, and its click opens the window', async ({
  desktop,
  parts,
}) => {
  const app = await parts();
  expect(await app.deliver(alarm)).toEqual({ outcome: 'shown', rung: 'native', failedBefore: [] });
  const notice = await desktop.notices.waitFor(/Database connection failed/);
  expect(notice).toMatchObject({
    summary: '[SEV1] Database connection failed',
    body: 'connect() < 3 s & no answer\nFirst: check the pool',
    urgency: 'critical',
  });
  await desktop.notices.click(notice);
  await app.told({ clicked: 'inc-1' });
  await expect((await app.window()).getByRole('heading')).toHaveText('Fixture');
});

test('a click arrives also after the window was destroyed', async ({ desktop, parts }) => {
  const app = await parts();
  await app.electron.evaluate(() => globalThis.fixture.openWindow());
  await (await app.window()).close();
  await app.deliver({ ...alarm, severity: 3, title: 'Later', incidentId: 'inc-2' });
  const notice = await desktop.notices.waitFor(/Later/);
  expect(notice.urgency).toBe('normal');
  await desktop.notices.click(notice);
  await app.told({ clicked: 'inc-2' });
  await expect((await app.window()).getByRole('heading')).toHaveText('Fixture');
});

test('a newer notice takes the place of the older one, and a withdrawn one goes', async ({ desktop, parts }) => {
  const app = await parts();
  await app.deliver({ ...alarm, title: 'First' });
  await app.deliver({ ...alarm, id: 'n2', title: 'Second', replaces: 'n1' });
  const shown = () => desktop.notices.displayed.map(({ summary }) => summary).join();
  await eventually(() => shown() === 'Second' || undefined, 'the first to go', 5000, shown);
  await app.withdraw('n2');
  await eventually(() => shown() === '' || undefined, 'the second to go', 5000, shown);
});

test('without a daemon the window is raised, the main process goes on, and a daemon that comes is used', async ({
  parts,
}) => {
  const address = await aBus();
  const app = await parts({ env: { DBUS_SESSION_BUS_ADDRESS: address } });
  await app.told({ available: false, reason: 'No notification daemon is running' });
  const outcome = await app.deliver(alarm);
  expect(outcome).toMatchObject({
    outcome: 'shown',
    rung: 'window',
    failedBefore: [{ rung: 'native', reason: 'No notification daemon is running' }, { rung: 'notifier' }],
  });
  await expect((await app.window()).getByRole('heading')).toHaveText('Fixture');
  expect(await app.lagMs()).toBeLessThan(UNNOTICED_MS);

  ends.push(await ownName(address, DAEMON, () => ['body']));
  await app.told({ available: true });
});

test('a daemon that hangs does not hang the app: the window is raised', async ({ parts }) => {
  const address = await aBus();
  ends.push(await ownName(address, DAEMON));
  const app = await parts({ env: { DBUS_SESSION_BUS_ADDRESS: address } });
  const outcome = await app.deliver(alarm);
  expect(outcome).toEqual({
    outcome: 'shown',
    rung: 'window',
    failedBefore: [
      { rung: 'native', reason: 'org.freedesktop.Notifications did not answer GetCapabilities within 1 s' },
      { rung: 'notifier', reason: 'notify-send did not return within 3 s' },
    ],
  });
  await expect((await app.window()).getByRole('heading')).toHaveText('Fixture');
  expect(await app.lagMs()).toBeLessThan(UNNOTICED_MS);
});

test('a daemon that hangs later cannot hang the app, neither by a new notice nor by one that is taken away', async ({
  parts,
}) => {
  const env = { DBUS_SESSION_BUS_ADDRESS: await aBus() };
  const dunst = spawn('dunst', { env: { ...process.env, ...env }, stdio: 'ignore' });
  ends.push(() => dunst.kill('SIGKILL'));
  const app = await parts({ env });
  await app.told({ available: true });
  expect(await app.deliver(alarm)).toMatchObject({ rung: 'native' });

  dunst.kill('SIGSTOP');
  await app.withdraw('n1');
  expect(await app.deliver({ ...alarm, id: 'n2', severity: 2 })).toMatchObject({ rung: 'window' });
  expect(await app.lagMs()).toBeLessThan(UNNOTICED_MS);
});
