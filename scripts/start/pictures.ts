import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { SessionBus } from '../desktop/bus.ts';
import { activate, trayItems } from '../desktop/tray.ts';

const exec = promisify(execFile);

/** After a change the tray host and the window need a moment to draw, ms. */
const DRAWING_MS = 1200;
const TRAY_AREA = '0,0,320,32';

export type Pictures = { readonly renew: () => void; readonly stop: () => Promise<void> };

/** Keeps `tray.png` and `window.png` of a running app: at first when its tray item appears, then at every `renew`. */
export function takePictures(home: string, pid: number, report: (line: string) => void): Pictures {
  const folder = path.join(home, 'pictures');
  const file = (name: string) => path.join(folder, name);
  mkdirSync(folder, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  let current = Promise.resolve();
  let taken = 0;

  const take = async () => {
    if (taken === 0) await showWindow(pid);
    await exec('scrot', ['-o', '-a', TRAY_AREA, file('tray.png')]);
    await exec('convert', [file('tray.png'), '-scale', '300%', file('tray.png')]);
    await exec('scrot', ['-o', file('window.png')]);
    if (taken === 0) report(`Pictures, renewed at every change: ${file('tray.png')} and ${file('window.png')}`);
    taken += 1;
  };
  const renew = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      current = current.then(take).catch((error: unknown) => report(`no picture: ${error}`));
    }, DRAWING_MS);
  };
  renew();
  const stop = async () => {
    clearTimeout(timer);
    await current;
  };
  return { renew, stop };
}

/** Clicks the tray item when the app shows no window by itself. */
async function showWindow(pid: number): Promise<void> {
  const visible = await exec('xdotool', ['search', '--onlyvisible', '--pid', String(pid)]).catch(() => ({
    stdout: '',
  }));
  if (visible.stdout.trim() !== '') return;
  const bus = await SessionBus.connect();
  const item = (await trayItems(bus))[0];
  if (item !== undefined) await activate(bus, item);
  bus.close();
  await new Promise((resolve) => setTimeout(resolve, DRAWING_MS));
}
