import path from 'node:path';
import { eventually } from './eventually.ts';
import { expect, test } from './fixtures.ts';

const appDir = path.resolve(import.meta.dirname, '../../bench/bare-app');

test('the tray host shows the item, passes a click on, and reads its menu', async ({ desktop, launch }) => {
  const app = await launch({ appDir });
  const item = await desktop.trayItem();
  expect(item.tooltip).toBe('Bare tray');
  expect(item.icon?.argb.subarray(0, 4)).toEqual(Buffer.from([255, 255, 255, 255]));

  await desktop.activateTray();
  const window = await app.window();
  await expect(window.getByRole('heading')).toHaveText('Bare window');
  expect((await desktop.trayMenu()).map((entry) => entry.label)).toEqual(['Open', '', 'Notify', 'Quit']);
});

test('the sandbox is on', async ({ desktop, launch }) => {
  const app = await launch({ appDir });
  await desktop.clickMenu('Open');
  await app.window();
  expect(app.noSandboxFlagged()).toBe(false);
  expect(app.rendererSeccomp()).toEqual([2]);
});

test('the daemon receives a notice, and its click reaches the app', async ({ desktop, launch }) => {
  const app = await launch({ appDir });
  await desktop.clickMenu('Notify');
  const notice = await desktop.notices.waitFor(/Bare/);
  expect(notice).toMatchObject({ summary: 'Bare notice', body: 'Click me', urgency: 'critical', replaces: 0 });
  await desktop.notices.click(notice);
  await eventually(() => app.output().includes('clicked') || undefined, 'the click');
});

test('a crashed app is gone, with its tray item, and can be started again on the same data', async ({
  desktop,
  launch,
}) => {
  const first = await launch({ appDir });
  await desktop.trayItem();
  await first.crash();
  expect(first.processes()).toEqual([]);
  await eventually(async () => (await desktop.trayItems()).length === 0 || undefined, 'the item to leave');
  await launch({ appDir, userDataDir: first.userDataDir });
  expect((await desktop.trayItem()).tooltip).toBe('Bare tray');
});
