import { join } from 'node:path';
import { app } from 'electron';
import type { TrayAction } from './core/tray/menu.ts';
import { STARTING } from './core/tray/starting.ts';
import type { Desk } from './desk.ts';
import { createSessionBus, sessionBusAddress } from './desktop/bus.ts';
import { deepLinkIn } from './desktop/links.ts';
import { createLog } from './desktop/log.ts';
import { setApplicationMenu } from './desktop/menu.ts';
import { isOffline } from './desktop/power.ts';
import { registerAppScheme } from './desktop/scheme.ts';
import { secureContents } from './desktop/security.ts';
import { takeSingleInstance } from './desktop/single-instance.ts';
import { createTray } from './desktop/tray.ts';
import { createClock } from './runtime/clock.ts';
import { printStates } from './runtime/state-lines.ts';
import { hasNoNetwork } from './sources/network.ts';

const { platform, env } = process;

// A name server that hangs occupies a thread of libuv; there are four unless told before the first is used.
env.UV_THREADPOOL_SIZE ??= '16';

const root = app.getAppPath();
const userData = app.getPath('userData');
const log = createLog(join(userData, 'logs', 'sevlight.log'), !app.isPackaged);
/** Lies beside a package made on a runtime without node:sqlite; elsewhere it is never asked for. */
const SQLITE_BESIDE = '@photostructure/sqlite';
let desk: Desk | null = null;
let openFirst: string | null | undefined = deepLinkIn(process.argv)?.incidentId;

function open(incidentId: string | null): void {
  if (desk === null) openFirst = incidentId;
  else desk.open(incidentId);
}

function act(action: TrayAction): void {
  if (desk !== null) desk.act(action);
  else if (action.id === 'quit') app.quit();
  else open(null);
}

async function start(): Promise<void> {
  const bus = platform === 'linux' ? createSessionBus(sessionBusAddress(env)) : null;
  const iconFolder = join(root, 'assets/icons/tray', platform);
  const tray = createTray({ platform, iconFolder, bus, onAction: act, onClick: () => open(null) }, STARTING);
  await tray.taken;
  // Larger than all before: it is read while the light is already on.
  const [{ openHouse }, { createDesk }] = await Promise.all([import('./house.ts'), import('./desk.ts')]);
  const clock = createClock();
  const house = await openHouse({
    version: app.getVersion(),
    env,
    clock,
    assetsFolder: join(root, 'assets'),
    dataFolder: userData,
    configFile: join(userData, 'config.yml'),
    isOffline: () => isOffline() || hasNoNetwork(),
    sqliteModule: app.isPackaged ? SQLITE_BESIDE : (env.SEVLIGHT_SQLITE_MODULE ?? null),
  });
  if (env.SEVLIGHT_PRINT_STATE === '1') printStates(house.watching.publisher, process.stdout);
  desk = await createDesk(house, clock, root, log, tray, bus);
  house.watching.start();
  // A newcomer should see at once what the light is for.
  if (openFirst !== undefined || house.training !== null) desk.open(openFirst ?? null);

  app.once('will-quit', (event) => {
    event.preventDefault();
    desk?.close();
    void house.close().finally(() => app.exit(0));
  });
}

// Before the app is ready, or Electron makes a menu of its own first.
setApplicationMenu(platform);
registerAppScheme();
app.enableSandbox();
secureContents(app);
app.setAppUserModelId('app.sevlight.desktop');
// The window is one of three ways to see the light; closing it ends nothing.
app.on('window-all-closed', () => undefined);
if (takeSingleInstance({ app, onOpen: open })) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log.error('Sevlight could not start', error);
      process.stderr.write(`Sevlight could not start. ${error instanceof Error ? error.message : String(error)}\n`);
      app.exit(1);
    });
} else {
  app.exit(0);
}
