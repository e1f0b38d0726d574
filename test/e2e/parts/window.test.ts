import { rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive } from '../harness/processes.ts';
import { expect, test } from './fixture.ts';

test('the window is remembered where it was, rebuilt when closed, and closing it ends nothing', async ({ parts }) => {
  const app = await parts();
  const place = { x: 40, y: 60, width: 950, height: 640 };
  const open = () => app.electron.evaluate(() => globalThis.fixture.openWindow());
  const bounds = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await open();
  await expect((await app.window()).getByRole('heading')).toHaveText('Fixture');
  await app.electron.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place);
  await expect.poll(bounds).toEqual(place);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(bounds).toBeUndefined();

  await open();
  await expect((await app.window()).getByRole('heading')).toHaveText('Fixture');
  expect(await bounds()).toEqual(place);
});

test('a page whose process dies is made anew', async ({ parts }) => {
  const app = await parts();
  await app.electron.evaluate(() => globalThis.fixture.raiseWindow());
  const first = await app.window();
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await app.told({ crash: 'crashed' });
  const second = await app.electron.waitForEvent('window', { predicate: (page) => page !== first }).catch(() => null);
  await expect((second ?? (await app.window())).getByRole('heading')).toHaveText('Fixture');
});

test('the page stays where it is, loads nothing, asks for nothing', async ({ parts }) => {
  const app = await parts();
  await app.electron.evaluate(() => globalThis.fixture.openWindow());
  const page = await app.window();
  await expect(page.getByRole('heading')).toHaveText('Fixture');
  const answers = await page.evaluate(async () => {
    const failed = () => 'refused';
    window.open('https://example.invalid/');
    location.href = 'https://example.invalid/';
    return {
      own: await fetch('app://sevlight/page.js').then(() => 'answered', failed),
      foreign: await fetch('https://example.invalid/').then(() => 'answered', failed),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', failed),
      notification: await Notification.requestPermission(),
      sink: (() => {
        try {
          document.body.innerHTML = '<b>markup</b>';
          return 'taken';
        } catch {
          return 'refused';
        }
      })(),
      node: typeof Reflect.get(window, 'require'),
      violations: Reflect.get(window, 'violations'),
    };
  });
  expect(answers).toMatchObject({
    own: 'refused',
    foreign: 'refused',
    camera: 'refused',
    notification: 'denied',
    sink: 'refused',
    node: 'undefined',
  });
  expect(page.url()).toBe('app://sevlight/index.html');
  expect(app.electron.windows()).toHaveLength(1);
  expect(app.noSandboxFlagged()).toBe(false);
  expect(app.rendererSeccomp()).toEqual([2]);
});

test('a request from outside the page is cancelled too', async ({ parts }) => {
  const app = await parts();
  const refusal = await app.electron.evaluate(async ({ net }) =>
    net.fetch('https://example.invalid/').then(
      () => 'answered',
      (error: unknown) => String(error),
    ),
  );
  expect(refusal).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('a link that must not be opened is refused with its reason', async ({ parts }) => {
  const app = await parts();
  const opened = await app.electron.evaluate(() => globalThis.fixture.openLink('file:///etc/passwd'));
  expect(opened).toEqual({ ok: false, reason: 'Only https links are opened, not file:' });
});

test('the clipboard holds what was copied, and a wake-up is told once', async ({ parts }) => {
  const app = await parts();
  expect(await app.electron.evaluate(() => globalThis.fixture.copyText('redis-cli LLEN celery'))).toBe(true);
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('redis-cli LLEN celery');
  // The system's own word; this computer cannot be put to sleep by a test.
  await app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
  });
  await app.told({ sleptMs: 0 });
});

test('a second start hands its deep link over and ends; after a kill the next one starts', async ({ parts }) => {
  const app = await parts();
  await expect(parts({ userDataDir: app.userDataDir, args: ['sevlight://incident/inc-9'] })).rejects.toThrow();
  await app.told({ opened: 'inc-9' });
  await app.crash();
  await parts({ userDataDir: app.userDataDir });
});

test('a lock whose process id is taken, or from before the computer was renamed, does not stop the start', async ({
  parts,
}) => {
  const other = await parts();
  const { userDataDir, crash } = await parts();
  await crash();
  const lock = path.join(userDataDir, 'SingletonLock');
  for (const holder of [`${hostname()}-${other.pid}`, 'old-name-999999', `${hostname()}-${process.pid}`]) {
    rmSync(lock, { force: true });
    symlinkSync(holder, lock);
    const app = await parts({ userDataDir });
    expect(isAlive(other.pid)).toBe(true);
    await app.crash();
  }
});
