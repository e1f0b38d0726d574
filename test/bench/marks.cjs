/**
 * Loaded by Electron before the app (`-r`): says when the app's tray and window got where, as lines
 * `mark NAME CLOCK DETAIL`, the clock being the system's monotonic one in ms. The same for every app it is loaded into.
 */
const { writeSync } = require('node:fs');
const { app, Tray } = require('electron');

/** `content`: a selector that matches when the page shows what it is for; `effect`: one that matches once `key` is handled. */
const page = JSON.parse(process.env.BENCH_PAGE ?? '{}');
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
const early = [];
let tell = (...line) => early.push(line);

/** Nothing is written before the tray is there, so that writing is not measured. */
function flush() {
  if (early.length === 0) return;
  tell = (name, clock, detail) => writeSync(1, `mark ${name} ${clock} ${JSON.stringify(detail ?? null)}\n`);
  for (const line of early.splice(0)) tell(...line);
}

const whenReady = app.whenReady.bind(app);
app.whenReady = () => {
  tell('asked', nowMs());
  const ready = whenReady();
  ready.then(() => tell('ready', nowMs()));
  return ready;
};

const { setToolTip } = Tray.prototype;
Tray.prototype.setToolTip = function (text) {
  setToolTip.call(this, text);
  tell('tray', nowMs(), text);
  setImmediate(flush);
};

app.on('browser-window-created', (_event, window) => {
  const { webContents } = window;
  const shown = new Promise((resolve) => window.once('show', resolve));
  webContents.once('dom-ready', async () => {
    const { files } = await webContents.executeJavaScript(painted(page.content));
    tell('content', nowMs(), files);
    await shown;
    tell('shown', nowMs());
    webContents.sendInputEvent({ type: 'keyDown', keyCode: page.key });
    webContents.sendInputEvent({ type: 'char', keyCode: page.key });
    webContents.sendInputEvent({ type: 'keyUp', keyCode: page.key });
    await webContents.executeJavaScript(painted(page.effect));
    tell('interactive', nowMs());
    setTimeout(() => window.close(), 200);
  });
  window.once('closed', () => tell('closed', nowMs()));
});

/** Runs in the page: settles when the selector matches something with words in it, and that has been painted. */
function painted(selector) {
  return `new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(${JSON.stringify(selector)})?.textContent.trim()) return;
      changes.disconnect();
      const files = performance.getEntriesByType('resource').map(({ name }) => name);
      requestAnimationFrame(() => setTimeout(() => resolve({ files })));
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  })`;
}

tell('loaded', nowMs());
