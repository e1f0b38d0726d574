import { Notification, shell } from 'electron';
import type { NoticeDelivery } from '../../core/ports.ts';
import type { SessionBus } from '../bus.ts';
import { askDaemon, DAEMON, type DaemonState } from './daemon.ts';
import { createLadder, type Rung } from './ladder.ts';
import { createNativeRung } from './native.ts';
import { createNotifierRung } from './notifier.ts';

export interface DeliveryParts {
  readonly platform: NodeJS.Platform;
  /** The session bus on Linux, else null. */
  readonly bus: SessionBus | null;
  /** Folder of node-notifier's own programs, on disk. */
  readonly vendorFolder: string;
  readonly icon?: string;
  /** A notice was clicked; the incident it was about. */
  readonly onClick: (incidentId: string | null) => void;
  /** Opens the window in front of everything and has it call for attention; settles when it is visible. */
  readonly raiseWindow: (incidentId: string | null) => Promise<void>;
  /** Whether native notifications can be expected to work, told at first and whenever that changes. */
  readonly onAvailability: (delivery: { readonly available: boolean; readonly reason: string }) => void;
}

/** The delivery ladder: native notification, helper program, raised window. Call it when the app is ready. */
export function createDelivery(parts: DeliveryParts): NoticeDelivery {
  const { platform, bus, onClick, onAvailability } = parts;
  let told: string | null = null;

  function tell(state: DaemonState): DaemonState {
    const reason = state.ready ? '' : state.reason;
    if (reason !== told) onAvailability({ available: state.ready, reason });
    told = reason;
    return state;
  }

  async function ask(): Promise<DaemonState> {
    if (bus !== null) return tell(await askDaemon(bus));
    // Never asked on Linux: there it waits for the daemon.
    return tell(
      Notification.isSupported() ? { ready: true, markup: false } : { ready: false, reason: 'The system has none' },
    );
  }

  bus?.watchOwner(DAEMON, () => void ask());
  void ask();

  return createLadder([
    createNativeRung({
      create: (options) => new Notification(options),
      ask,
      onClick,
      ...(parts.icon === undefined ? {} : { icon: parts.icon }),
    }),
    createNotifierRung({ platform, vendorFolder: parts.vendorFolder, onClick }),
    createWindowRung(parts.raiseWindow),
  ]);
}

/** The last rung: the window itself, with the system's sound. */
function createWindowRung(raiseWindow: DeliveryParts['raiseWindow']): Rung {
  return {
    name: 'window',
    show: async ({ incidentId, silent }) => {
      await raiseWindow(incidentId);
      if (!silent) shell.beep();
    },
    withdraw: () => undefined,
  };
}
