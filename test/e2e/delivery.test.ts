import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownName, type PrivateBus, startBus } from '../desktop/private-bus.ts';
import { type HealthServer, startHealthServer } from '../servers/health.ts';
import type { LaunchedApp } from './harness/app.ts';
import { eventually } from './harness/eventually.ts';
import { expect, test } from './harness/fixtures.ts';

const MINUTE_MS = 60_000;
const DAEMON = 'org.freedesktop.Notifications';
/**
 * The main process has to go on, in ms. A synchronous call to a daemon that is not there stops it for 25,000; a machine
 * that does much else at the same time, for up to a second.
 */
const UNNOTICED_MS = 3000;

declare global {
  /** Set in the app's main process: by how much its busiest turn of the event loop was late, ms. */
  var worstLagMs: number;
}

let bus: PrivateBus;
let health: HealthServer;
let folder: string;
const ends: (() => unknown)[] = [];

test.beforeEach(async () => {
  bus = await startBus();
  health = await startHealthServer();
  folder = mkdtempSync(path.join(tmpdir(), 'sevlight-delivery-'));
});

test.afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await health.stop();
  await bus.stop();
  rmSync(folder, { recursive: true });
});

/** What the app is started with: on a bus without a tray host and, so far, without a daemon. */
function started(): { readonly env: Record<string, string>; readonly userDataDir: string } {
  const userDataDir = path.join(folder, 'user');
  mkdirSync(userDataDir);
  writeFileSync(
    path.join(userDataDir, 'config.yml'),
    'rules: {database-connection-failed: {hold: 5s, keepFiring: 5s}}\n',
  );
  const env = { DBUS_SESSION_BUS_ADDRESS: bus.address, HEALTH_URL: health.url, SEVLIGHT_PRINT_STATE: '1' };
  return { env, userDataDir };
}

/** Until it has said that all is well, with no window left open. */
async function watchingUnseen(app: LaunchedApp): Promise<void> {
  await eventually(() => app.output().includes('state All is well') || undefined, 'a first good look', MINUTE_MS);
  // Where no panel takes the icon, the window says so first.
  const page = await app.window();
  await page.close();
  await app.electron.evaluate(() => {
    globalThis.worstLagMs = 0;
    let last = performance.now();
    setInterval(() => {
      globalThis.worstLagMs = Math.max(globalThis.worstLagMs, performance.now() - last - 20);
      last = performance.now();
    }, 20);
  });
}

/** The database goes down; answers what the incident says of the way its notice took. */
async function alarmSeen(app: LaunchedApp): Promise<readonly string[]> {
  health.set('database', 'unhealthy', 'connection refused');
  const window = await app.electron.waitForEvent('window', { timeout: MINUTE_MS });
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Database connection failed');
  const raised = window.getByText('Shown by raising the window, because notifications failed');
  await expect(raised.first()).toBeVisible();
  expect(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
  ).toEqual([true]);
  return window.getByRole('list', { name: 'Timeline' }).getByText('Not shown: ').allInnerTexts();
}

async function lateMs(app: LaunchedApp): Promise<number> {
  const worst = Math.round(await app.electron.evaluate(() => globalThis.worstLagMs));
  console.log(`the main process was late by ${worst} ms at most`);
  return worst;
}

test('no daemon: the alarm raises the window, which says why, and a daemon that comes is used', async ({ launch }) => {
  test.setTimeout(3 * MINUTE_MS);
  const app = await launch(started());
  await watchingUnseen(app);
  const reasons = await alarmSeen(app);
  expect(reasons).toContain('Not shown: No notification daemon is running');
  const page = await app.window();
  await expect(page.getByText('Notifications are unavailable. No notification daemon is running')).toBeVisible();
  expect(await lateMs(app)).toBeLessThan(UNNOTICED_MS);

  ends.push(await ownName(bus.address, DAEMON, () => ['body']));
  await expect(page.getByText('Notifications are unavailable.')).toBeHidden();
});

test('a daemon that never answers anything: the alarm raises the window', async ({ launch }) => {
  test.setTimeout(3 * MINUTE_MS);
  ends.push(await ownName(bus.address, DAEMON));
  const app = await launch(started());
  await watchingUnseen(app);
  const reasons = await alarmSeen(app);
  expect(reasons.join('\n')).toContain(`${DAEMON} did not answer GetCapabilities within 1 s`);
  expect(await lateMs(app)).toBeLessThan(UNNOTICED_MS);
});

test('a daemon that stops in the night: the alarm raises the window', async ({ launch }) => {
  test.setTimeout(3 * MINUTE_MS);
  const dunst = spawn('dunst', { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address }, stdio: 'ignore' });
  ends.push(() => dunst.kill('SIGKILL'));
  const app = await launch(started());
  await watchingUnseen(app);
  dunst.kill('SIGSTOP');
  const reasons = await alarmSeen(app);
  expect(reasons.join('\n')).toContain('did not answer');
  expect(await lateMs(app)).toBeLessThan(UNNOTICED_MS);
});
