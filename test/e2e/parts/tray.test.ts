import { spawn } from 'node:child_process';
import type { Severity } from '../../../electron/core/severity.ts';
import type { TrayIcon } from '../../../electron/core/tray/icon.ts';
import type { TrayView } from '../../../electron/core/tray/view.ts';
import { createSessionBus, sessionBusAddress } from '../../../electron/desktop/bus.ts';
import { startSession } from '../../../scripts/desktop/session.ts';
import { eventually } from '../harness/eventually.ts';
import { expect, test } from './fixture.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const REGISTERED = {
  destination: WATCHER,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  signature: 'ss',
  body: [WATCHER, 'RegisteredStatusNotifierItems'],
};

const well: TrayIcon = { shape: 'well', muted: false, stripes: false };
const solid = (severity: Severity): TrayIcon => ({
  shape: 'severity',
  severity,
  fill: 'solid',
  muted: false,
  stripes: false,
});

function view(icon: TrayIcon, tooltip: string): TrayView {
  return {
    icon,
    tooltip,
    menu: [
      { kind: 'label', label: tooltip },
      { kind: 'action', label: 'Salt & pepper_jar', action: { id: 'acknowledge', incidentId: 'inc-1' } },
      { kind: 'separator' },
      { kind: 'submenu', label: 'Mute…', entries: [{ kind: 'label', label: 'Everything but SEV1' }] },
    ],
  };
}

const ends: (() => unknown)[] = [];

test.afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test('the registered item changes its icon, tooltip and menu; of changes in quick succession the last one wins', async ({
  desktop,
  parts,
}) => {
  const app = await parts();
  const before = await desktop.trayItem();
  expect(before.tooltip).toBe('All is well');

  await app.show(view(solid(1), 'SEV1 x'), view(well, 'All is well again'), view(solid(1), 'SEV1 Disk full'));
  const after = await desktop.trayTooltip(/Disk full/);
  expect((await desktop.trayMenu()).map(({ label, enabled }) => [label, enabled])).toEqual([
    ['SEV1 Disk full', false],
    ['Salt & pepper_jar', true],
    ['', true],
    ['Mute…', true],
  ]);
  const icon = await eventually(async () => {
    const now = (await desktop.trayItem()).icon;
    return now !== null && before.icon !== null && !now.argb.equals(before.icon.argb) ? now : undefined;
  }, 'another picture');
  expect(after.address).toEqual(before.address);

  await app.show(view(solid(2), 'SEV2'));
  await desktop.trayTooltip(/SEV2/);
  await app.show(view(solid(1), 'SEV1 Disk full'));
  await eventually(
    async () => (await desktop.trayItem()).icon?.argb.equals(icon.argb) || undefined,
    'the picture of the last view',
  );
});

test('a click and a menu entry reach the app', async ({ desktop, parts }) => {
  const app = await parts();
  await desktop.trayItem();
  await desktop.activateTray();
  await app.told({ trayClick: true });
  await app.show(view(well, 'ready'));
  await desktop.trayTooltip(/ready/);
  await desktop.clickMenu('Salt & pepper_jar');
  await eventually(async () => {
    const told = await app.electron.evaluate(() => JSON.stringify(globalThis.fixture.told));
    return told.includes('{"id":"acknowledge","incidentId":"inc-1"}') || undefined;
  }, 'the action');
});

test('a tray host that comes late, and one that comes back, shows the icon', async ({ parts }, testInfo) => {
  const session = await startSession(testInfo.outputPath('home'));
  ends.push(session.stop);
  const app = await parts({ env: session.env });
  expect(await app.hiddenBecause()).toMatch(/shows no tray icons/);

  const bus = createSessionBus(sessionBusAddress(session.env));
  const items = async () => JSON.stringify(await bus.call(REGISTERED));
  for (const _ of ['late', 'back']) {
    const panel = spawn('xfce4-panel', ['--disable-wm-check'], {
      env: { ...process.env, ...session.env },
      stdio: 'ignore',
    });
    ends.push(() => panel.kill('SIGKILL'));
    await eventually(async () => (await bus.hasOwner(WATCHER)) || undefined, 'the tray host');
    await eventually(async () => (await items()).includes('/StatusNotifierItem') || undefined, 'the item');
    expect(await app.hiddenBecause()).toBeNull();
    panel.kill('SIGKILL');
    await eventually(async () => !(await bus.hasOwner(WATCHER)) || undefined, 'the tray host to go');
  }
  bus.close();
  await app.quit();
});
