import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { loadConfig } from '../../electron/config/load.ts';
import { createLog } from '../../electron/desktop/log.ts';
import { openHouse } from '../../electron/house.ts';
import { createClock } from '../../electron/runtime/clock.ts';
import { printStates } from '../../electron/runtime/state-lines.ts';
import { askEverything } from './window.ts';

/** For the messages that the window has sent. */
const SENDING_MS = 2000;

/**
 * The house in a process of its own, as the app runs it, until an incident is open or so many ms have passed, and then
 * all that a window can ask of it; below `folder` everything that anybody could ever read of it: store, log, what the
 * window is told, what notices say, what is exported.
 */
const [folder = '', forMs = '0'] = process.argv.slice(2);
const log = createLog(join(folder, 'sevlight.log'), true);
const tell = (file: string, value: unknown) => appendFileSync(join(folder, file), `${JSON.stringify(value)}\n`);

const clock = createClock();
const configFile = join(folder, '../config.yml');
const house = await openHouse({
  version: '0.0.0',
  env: process.env,
  clock,
  assetsFolder: join(import.meta.dirname, '../../assets'),
  dataFolder: join(folder, 'data'),
  configFile,
  isOffline: () => false,
  sqliteModule: null,
});
const { engine, publisher } = house.watching;
printStates(publisher, process.stdout);
publisher.listen((snapshot) => tell('snapshots.jsonl', snapshot));
engine.listen((state, events) => {
  tell('events.jsonl', events);
  tell('states.jsonl', state.sources);
});
house.watching.start();
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const deadline = performance.now() + Number(forMs);
while (publisher.current().incidents.length === 0 && performance.now() < deadline) await wait(50);
await askEverything({ house, clock, tell });
await wait(SENDING_MS);
tell('snapshots.jsonl', publisher.current());
// What a bug report would hold at worst.
const readFile = (path: string) => readFileSync(path, 'utf8');
const loaded = loadConfig({ env: process.env, configPath: configFile, timeZone: 'UTC', readFile });
log.error('Everything there is', house, house.settings, loaded);
process.stdout.write(inspect([house, loaded], { depth: 20, showHidden: true }));
await house.close();
