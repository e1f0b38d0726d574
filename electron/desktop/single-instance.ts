import type { App } from 'electron';
import { deepLinkIn, parseDeepLink } from './links.ts';
import { removeStaleLock } from './stale-lock.ts';

export interface InstanceParts {
  readonly app: App;
  /** Somebody started the app once more, or opened a deep link; `incidentId` is the incident it names, if any. */
  readonly onOpen: (incidentId: string | null) => void;
}

/**
 * Makes this the only instance, and hears from those that come later. Answers false when another one runs: it has been
 * told what was wanted, and this one must end. What this start itself was asked to open, `deepLinkIn(process.argv)` tells.
 */
export function takeSingleInstance({ app, onOpen }: InstanceParts): boolean {
  if (process.platform === 'linux') removeStaleLock(app.getPath('userData'), process.execPath);
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onOpen(deepLinkIn(argv)?.incidentId ?? null));
  // macOS tells of links by an event, also the one that started the app.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const link = parseDeepLink(url);
    if (link !== null) onOpen(link.incidentId);
  });
  app.on('activate', () => onOpen(null));
  return true;
}
