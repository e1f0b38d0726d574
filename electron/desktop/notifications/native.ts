import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Notice } from '../../core/ports.ts';
import type { Severity } from '../../core/severity.ts';
import type { DaemonState } from './daemon.ts';
import type { Rung } from './ladder.ts';

export interface NativeParts {
  readonly create: (options: NotificationConstructorOptions) => Notification;
  /** Asked before every call that talks to the system: on Linux those calls wait for the daemon in the main process. */
  readonly ask: () => Promise<DaemonState>;
  readonly onClick: (incidentId: string | null) => void;
  readonly icon?: string;
}

/** How long the system has to say that it showed a notice, in ms. */
const PROVEN_WITHIN_MS = 10_000;
/** A notice that nobody clicks is kept for its click; the oldest is let go beyond this many. */
const KEPT = 200;

/** Electron's own notification: the first rung, and on Linux the only one that can be clicked. */
export function createNativeRung({ create, ask, onClick, icon }: NativeParts): Rung {
  // A collected Notification loses its click (electron/electron#12690). `close` also means that it expired into the
  // notification centre, where it can still be clicked, so only a click or a withdrawal lets go of it.
  const standing = new Map<string, Notification>();

  async function close(notification: Notification): Promise<void> {
    const daemon = await ask();
    if (daemon.ready) notification.close();
  }

  function keep(noticeId: string, notification: Notification): void {
    standing.set(noticeId, notification);
    const [oldest] = standing.keys();
    if (standing.size > KEPT && oldest !== undefined) standing.delete(oldest);
  }

  return {
    name: 'native',
    show: async (notice) => {
      const daemon = await ask();
      if (!daemon.ready) throw new Error(daemon.reason);
      const notification = create({ ...options(notice, daemon.markup), ...(icon === undefined ? {} : { icon }) });
      notification.on('click', () => {
        standing.delete(notice.id);
        onClick(notice.incidentId);
      });
      await shown(notification).catch((error: unknown) => {
        void close(notification);
        throw error;
      });
      keep(notice.id, notification);
    },
    withdraw: (noticeId) => {
      const notification = standing.get(noticeId);
      if (notification === undefined) return;
      standing.delete(noticeId);
      void close(notification);
    },
  };
}

function shown(notification: Notification): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The system did not show it within ${PROVEN_WITHIN_MS / 1000} s`)),
      PROVEN_WITHIN_MS,
    );
    notification.once('show', () => {
      clearTimeout(timer);
      resolve();
    });
    notification.once('failed', (_event, error) => {
      clearTimeout(timer);
      reject(new Error(`The system refused it: ${error}`));
    });
    notification.show();
  });
}

function options(notice: Notice, markup: boolean): NotificationConstructorOptions {
  const critical = notice.severity !== null && notice.severity <= 2;
  return {
    title: notice.title,
    body: markup ? escapeMarkup(notice.body) : notice.body,
    silent: notice.silent,
    urgency: urgencyOf(notice.severity),
    // Without it Windows takes even a critical one away after seconds.
    timeoutType: critical ? 'never' : 'default',
  };
}

/** What the desktop makes of a severity: critical ones stay until somebody acts. */
export function urgencyOf(severity: Severity | null): 'critical' | 'normal' | 'low' {
  switch (severity) {
    case 1:
    case 2:
      return 'critical';
    case 4:
      return 'low';
    case 3:
    case null:
      return 'normal';
  }
}

/** The body is text; a daemon with mark-up would read `<` and `&` as its own. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
