import type { SessionBus } from '../bus.ts';

/** The bus name of the desktop's notification daemon (Desktop Notifications Specification 1.2). */
export const DAEMON = 'org.freedesktop.Notifications';

/** `markup`: whether the daemon reads the body as mark-up, so that `<` and `&` must be escaped. */
export type DaemonState =
  | { readonly ready: true; readonly markup: boolean }
  | { readonly ready: false; readonly reason: string };

/**
 * Whether the notification daemon would answer now; within 4 s at the worst, and never blocking.
 *
 * Electron's `show()` waits for the daemon inside the main process: with none on the bus, or one that hangs, the app
 * freezes for up to two minutes (electron/electron#48753, #54210). So the daemon is asked something harmless first.
 */
export async function askDaemon(bus: SessionBus): Promise<DaemonState> {
  try {
    if (!(await bus.hasOwner(DAEMON))) {
      if (!(await bus.isActivatable(DAEMON))) return { ready: false, reason: 'No notification daemon is running' };
      await bus.start(DAEMON);
    }
    const [capabilities] = await bus.call({
      destination: DAEMON,
      path: '/org/freedesktop/Notifications',
      interface: DAEMON,
      member: 'GetCapabilities',
    });
    return { ready: true, markup: Array.isArray(capabilities) && capabilities.includes('body-markup') };
  } catch (error) {
    return { ready: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
