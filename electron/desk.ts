import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, ipcMain, session } from 'electron';
import { createTrayActions } from './commands/tray-actions.ts';
import type { TrayAction } from './core/tray/menu.ts';
import { trayView } from './core/tray/view.ts';
import type { SessionBus } from './desktop/bus.ts';
import { chooseContactsFile } from './desktop/choose-file.ts';
import { copyText } from './desktop/clipboard.ts';
import type { Log } from './desktop/log.ts';
import { createDelivery } from './desktop/notifications/delivery.ts';
import { inWords, testNotice } from './desktop/notifications/test-notice.ts';
import { watchPower } from './desktop/power.ts';
import { saveText } from './desktop/save-text.ts';
import { serveApp } from './desktop/scheme.ts';
import { openLink, secureSession } from './desktop/security.ts';
import type { AppTray } from './desktop/tray.ts';
import { createWindow } from './desktop/window.ts';
import type { House } from './house.ts';
import { houseHandlers } from './house-handlers.ts';
import { channelOf } from './ipc/contract.ts';
import type { SleepingClock } from './runtime/clock.ts';
import { connectNotifier } from './runtime/notifier.ts';
import { networkFingerprint } from './sources/network.ts';

export interface Desk {
  /** Opens the window, at an incident where one is named. */
  open(incidentId: string | null): void;
  /** Does what was chosen in the tray's menu. */
  act(action: TrayAction): void;
  close(): void;
}

const { platform } = process;
/** Tokens `--bg` of the page. */
const BACKGROUND = { light: '#f6f7f9', dark: '#0f1216' };

const TOOLTIP_EVERY_MS = 30_000;
/** At login the panel may come later than we do. */
const PANEL_WITHIN_MS = 5000;

/** Puts the house on this desktop: tray, notices, window, and the door between window and house. */
export async function createDesk(
  house: House,
  clock: SleepingClock,
  root: string,
  log: Log,
  tray: AppTray,
  bus: SessionBus | null,
): Promise<Desk> {
  const { watching, views, settings } = house;
  const { publisher, engine } = watching;
  const { zone } = settings.clocks.hours;
  const nowWallMs = () => clock.now().wallMs;
  const icon = join(root, 'assets/icons/app.png');

  secureSession(session.defaultSession);
  serveApp(session.defaultSession, join(root, 'out/renderer'));
  const window = await createWindow({
    preload: join(root, 'out/preload/preload.cjs'),
    boundsFile: join(app.getPath('userData'), 'window.json'),
    icon,
    background: BACKGROUND,
    devTools: !app.isPackaged,
    onCrash: (reason) => log.error(`The window's page ended: ${reason}`),
  });
  function open(incidentId: string | null): void {
    if (incidentId !== null) views.ask('incident', incidentId);
    window.open();
  }

  function raise(incidentId: string | null): Promise<void> {
    if (incidentId !== null) views.ask('incident', incidentId);
    return window.raise();
  }

  const delivery = createDelivery({
    platform,
    bus,
    vendorFolder: app.isPackaged
      ? join(process.resourcesPath, 'vendor')
      : join(root, 'node_modules/node-notifier/vendor'),
    icon,
    onClick: open,
    raiseWindow: raise,
    onAvailability: house.setDelivery,
  });
  connectNotifier(engine, delivery, (incidentId) => {
    raise(incidentId).catch((error: unknown) => log.warn('The window could not be raised', error));
  });

  const handlers = houseHandlers(house, clock, {
    lookNow: watching.lookNow,
    copyText,
    saveText,
    openLink,
    chooseFile: chooseContactsFile,
    newId: randomUUID,
    testNotification: async () => inWords(await delivery.deliver(testNotice(randomUUID()))),
  });
  const act = createTrayActions({
    handlers,
    views,
    newId: randomUUID,
    nowWallMs,
    zone,
    openWindow: window.open,
    quit: () => app.quit(),
  });

  showTray();
  // The schemas are heavy, and nobody asks before there is a window.
  const { openDoor } = await import('./ipc/door.ts');
  openDoor(ipcMain, handlers, log.error);
  publisher.listen((snapshot) => {
    showTray();
    window.contents()?.send(channelOf('snapshot'), snapshot);
  });
  const unwatchPower = watchPower({
    clock,
    platform,
    fingerprint: networkFingerprint,
    onWake: ({ sleptMs }) => {
      clock.slept(sleptMs);
      watching.woke(sleptMs);
    },
    onNetworkChange: watching.networkChanged,
  });

  // Ages in the tooltip go on while nothing happens.
  const ages = setInterval(showTray, TOOLTIP_EVERY_MS);
  const panel = setTimeout(() => void sayIfHidden(), PANEL_WITHIN_MS);

  function showTray(): void {
    tray.show(trayView(publisher.current(), nowWallMs(), zone));
  }

  async function sayIfHidden(): Promise<void> {
    const hidden = await tray.hiddenBecause();
    if (hidden === null) return;
    house.addProblem({ area: 'delivery', severity: 'warning', message: hidden });
    window.open();
  }

  return {
    open,
    act: (action) => void act(action).catch((error: unknown) => log.warn('A command was refused', error)),
    close: () => {
      clearInterval(ages);
      clearTimeout(panel);
      unwatchPower();
      tray.close();
      bus?.close();
    },
  };
}
