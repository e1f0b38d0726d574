/**
 * `virtual.ts [--for SECONDS] --home FOLDER -- PROGRAM [ARGUMENTS]`: runs the app on a virtual display with a tray host and a
 * notification daemon, prints what it says, and keeps pictures of tray and window up to date.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startDesktopHost } from '../desktop/host.ts';
import { startSession } from '../desktop/session.ts';
import { takePictures } from './pictures.ts';

const { values, positionals } = parseArgs({
  options: { for: { type: 'string' }, home: { type: 'string' } },
  allowPositionals: true,
});
const [program, ...args] = positionals;
const { home } = values;
if (home === undefined || program === undefined)
  throw new Error('usage: virtual.ts [--for SECONDS] --home FOLDER -- PROGRAM');

const session = await startSession(home, '1440x960x24');
// The app keeps the user's own folders, where there are any; the panel and the daemon use this desktop's.
const own = Object.fromEntries(['HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME'].map((name) => [name, process.env[name]]));
const appFolders = own.HOME === undefined ? {} : own;
Object.assign(process.env, session.env);
const host = await startDesktopHost(home);

const app = spawn(program, args, {
  env: { ...process.env, ...appFolders, SEVLIGHT_PRINT_STATE: '1' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const pictures = takePictures(home, app.pid ?? -1, console.log);
createInterface({ input: app.stdout }).on('line', (line) => {
  console.log(line);
  if (line.startsWith('state ')) pictures.renew();
});
createInterface({ input: app.stderr }).on('line', (line) => {
  if (!isNoise(line)) console.error(line);
});

let isAsked = false;
const end = () => {
  isAsked = true;
  app.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
const timer = values.for === undefined ? undefined : setTimeout(end, Number(values.for) * 1000);
const status = await new Promise<number>((resolve) => {
  app.once('error', () => resolve(127));
  app.once('exit', (code) => resolve(code ?? (isAsked ? 0 : 1)));
});
clearTimeout(timer);
await pictures.stop();
await host.stop();
await session.stop();
process.exit(status);

/** Chromium complains about the system bus and the graphics card, neither of which a virtual desktop has. */
function isNoise(line: string): boolean {
  return /ERROR:(bus|viz_main_impl|object_proxy|gl_|gpu_|command_buffer)/.test(line);
}
