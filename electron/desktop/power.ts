import { net, powerMonitor } from 'electron';
import type { Clock } from '../core/ports.ts';
import { createSleepWatch, TICK_MS } from './sleep.ts';

export interface PowerParts {
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** The computer woke; how long it slept, in ms. Told once per sleep. */
  readonly onWake: (sleep: { readonly sleptMs: number }) => void;
  /** How this computer is connected, as one text: another network gives another. */
  readonly fingerprint: () => string;
  /** Another network, VPN or name server. */
  readonly onNetworkChange: () => void;
}

const NETWORK_EVERY_MS = 10_000;

/** Watches sleep and the network until the answered function is called. Call it when the app is ready. */
export function watchPower({ clock, platform, fingerprint, onWake, onNetworkChange }: PowerParts): () => void {
  const sleep = createSleepWatch(clock, platform === 'linux');
  let network = fingerprint();

  function suspend(): void {
    sleep.suspended();
  }
  function resume(): void {
    onWake({ sleptMs: sleep.resumed() });
  }
  const ticks = setInterval(() => {
    const sleptMs = sleep.tick();
    if (sleptMs !== null) onWake({ sleptMs });
  }, TICK_MS);
  const looks = setInterval(() => {
    const newest = fingerprint();
    if (newest === network) return;
    network = newest;
    onNetworkChange();
  }, NETWORK_EVERY_MS);

  powerMonitor.on('suspend', suspend);
  powerMonitor.on('resume', resume);
  return () => {
    clearInterval(ticks);
    clearInterval(looks);
    powerMonitor.off('suspend', suspend);
    powerMonitor.off('resume', resume);
  };
}

/** Whether the system knows of no network at all. The opposite means nothing. */
export function isOffline(): boolean {
  return !net.isOnline();
}
