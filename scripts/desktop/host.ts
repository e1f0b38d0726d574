import path from 'node:path';
import { type Background, startInBackground } from './background.ts';
import { SessionBus } from './bus.ts';

export type DesktopHost = { readonly stop: () => Promise<void> };

const WATCHER = ['org.kde.StatusNotifierWatcher', '/StatusNotifierWatcher', 'org.kde.StatusNotifierWatcher'] as const;

/**
 * Starts a tray host and a notification daemon on the session bus we are on, and returns when both answer there.
 * Their home is the one `makeHome` made; their output goes to its `log` folder.
 */
export async function startDesktopHost(home: string): Promise<DesktopHost> {
  const bus = await SessionBus.connect();
  const started: Background[] = [];
  const stop = async () => {
    for (const program of started.reverse()) await program.stop();
  };
  try {
    const log = (name: string) => path.join(home, 'log', `${name}.log`);
    started.push(startInBackground('xfce4-panel', ['--disable-wm-check'], log('panel')));
    started.push(startInBackground('dunst', [], log('dunst')));
    await bus.waitForOwner(WATCHER[0]);
    await bus.waitForOwner('org.freedesktop.Notifications');
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    bus.close();
  }
}
