/**
 * Loaded by Electron before the app (`-r`): opens a screen of the window as soon as it is there, types into it letter by
 * letter, scrolls its list, and says how long each letter took from the key to the painted result, and each frame, as
 * lines `mark NAME CLOCK DETAIL`. BENCH_PAGE holds the plan, see typing.ts.
 */
const { readFileSync, writeSync } = require('node:fs');
const { app, ipcMain } = require('electron');

/** @type {import('./typing.ts').TypingPlan} */
const plan = JSON.parse(process.env.BENCH_PAGE);
const SNAPSHOT = 'sevlight:snapshot';
const FRAMES = 150;

function tell(name, detail) {
  writeSync(1, `mark ${name} ${Number(process.hrtime.bigint()) / 1e6} ${JSON.stringify(detail)}\n`);
}

/** More alerts than the app itself can ever have: put into what main tells the window. */
const alerts = plan.alerts === null ? null : JSON.parse(readFileSync(plan.alerts, 'utf8'));
const withAlerts = (snapshot) => (alerts === null ? snapshot : { ...snapshot, alerts });

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, answer) =>
  handle(channel, async (...asked) => {
    const reply = await answer(...asked);
    return channel === SNAPSHOT && reply.ok ? { ...reply, value: withAlerts(reply.value) } : reply;
  });
app.on('web-contents-created', (_event, contents) => {
  const send = contents.send.bind(contents);
  contents.send = (channel, value) => send(channel, channel === SNAPSHOT ? withAlerts(value) : value);
});

app.on('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', resolve));
  window.webContents.once('dom-ready', async () => {
    await shown;
    try {
      await measure(window.webContents);
    } catch (error) {
      tell('failed', String(error));
    }
  });
});

async function measure(contents) {
  const run = (work, ...parts) => contents.executeJavaScript(`(${work})(${parts.map((each) => JSON.stringify(each))})`);
  const press = (keyCode) => {
    contents.sendInputEvent({ type: 'keyDown', keyCode });
    if (keyCode.length === 1) contents.sendInputEvent({ type: 'char', keyCode });
    contents.sendInputEvent({ type: 'keyUp', keyCode });
  };
  await run(appears, 'main h1');
  if (plan.key !== null) press(plan.key);
  await run(appears, plan.field);
  await run((field) => document.querySelector(field).focus(), plan.field);
  const lettersMs = [];
  for (const text of plan.texts) {
    for (const letter of text) {
      await run(arm, plan.status);
      press(letter);
      lettersMs.push(await run(() => window.painted));
    }
    await run(arm, plan.status);
    contents.selectAll();
    press('Backspace');
    await run(() => window.painted);
  }
  tell('typed', lettersMs);
  tell('scrolled', plan.scroller === null ? [] : await run(scroll, plan.scroller, FRAMES));
}

// What follows runs in the page.

function appears(selector) {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(selector) === null) return;
      changes.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(null), 500));
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { subtree: true, childList: true });
    look();
  });
}

/** From the next key to the frame after which what `selector` says has changed, ms. */
function arm(selector) {
  const says = () => document.querySelector(selector)?.textContent;
  const before = says();
  window.painted = new Promise((resolve, reject) => {
    let pressedMs = null;
    setTimeout(() => reject(new Error(`still ${before}`)), 10_000);
    const note = (event) => {
      pressedMs ??= event.timeStamp;
    };
    addEventListener('keydown', note, { once: true, capture: true });
    const changes = new MutationObserver(() => {
      if (says() === before) return;
      changes.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - pressedMs);
        port2.postMessage(null);
      });
    });
    changes.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** How long each frame took from its beginning until it was painted, ms. */
async function scroll(selector, frames) {
  const list = document.querySelector(selector);
  const framesMs = [];
  for (let i = 0; i < frames; i += 1) {
    await new Promise((resolve) => {
      requestAnimationFrame((begunMs) => {
        list.scrollTop += 300;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          framesMs.push(performance.now() - begunMs);
          resolve(null);
        };
        port2.postMessage(null);
      });
    });
  }
  return framesMs;
}
