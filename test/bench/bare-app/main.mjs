/**
 * The least an Electron tray app can be: a tray item, its menu, and a window made on click. Benchmarks compare with it,
 * and the harness proves itself on it. It prints `tray` and `window` with the milliseconds since its process started.
 */
import { writeSync } from 'node:fs';
import { app, BrowserWindow, Menu, Notification, nativeImage, Tray } from 'electron';

const say = (what) => writeSync(1, `${what} ${Math.round(process.uptime() * 1000)}\n`);
const image = nativeImage.createFromBitmap(Buffer.alloc(32 * 32 * 4, 0xff), { width: 32, height: 32 });
const page =
  '<title>Bare tray</title><h1>Bare window</h1><script>onkeydown = ({ key }) => { document.body.dataset.key = key }</script>';
const kept = {};

app.enableSandbox();
app.on('window-all-closed', () => {});
app.whenReady().then(() => {
  kept.tray = new Tray(image);
  kept.tray.setToolTip('Bare tray');
  kept.tray.on('click', openWindow);
  kept.tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: openWindow },
      { type: 'separator' },
      { label: 'Notify', click: notify },
      { label: 'Quit', click: () => app.exit(0) },
    ]),
  );
  say('tray');
});

function openWindow() {
  const window = new BrowserWindow({ width: 800, height: 600, show: false });
  window.once('ready-to-show', () => {
    window.show();
    say('window');
  });
  window.loadURL(`data:text/html,${encodeURIComponent(page)}`);
}

function notify() {
  kept.notice = new Notification({ title: 'Bare notice', body: 'Click me', urgency: 'critical' });
  kept.notice.on('click', () => say('clicked'));
  kept.notice.show();
}
