import { join } from 'node:path';
import type { Notice } from '../../core/ports.ts';
import type { Rung } from './ladder.ts';
import { escapeMarkup, urgencyOf } from './native.ts';

export interface NotifierParts {
  readonly platform: NodeJS.Platform;
  /** Folder of node-notifier's own programs (macOS, Windows): on disk, they cannot be started from inside an archive. */
  readonly vendorFolder: string;
  readonly onClick: (incidentId: string | null) => void;
}

/** `notify-send` answers in milliseconds; one still waiting hangs on the daemon, for 25 s (D-Bus's own limit). */
const ANSWER_WITHIN_MS = 3000;

/** node-notifier, which runs a helper program of the system: the second rung. Nothing it showed can be taken away. */
export function createNotifierRung(parts: NotifierParts): Rung {
  return { name: 'notifier', show: (notice) => show(notice, parts), withdraw: () => undefined };
}

async function show(notice: Notice, { platform, vendorFolder, onClick }: NotifierParts): Promise<void> {
  const send = await helper(platform, vendorFolder);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      // Elsewhere the helper runs for as long as the notice stands.
      if (platform === 'linux') reject(new Error(`notify-send did not return within ${ANSWER_WITHIN_MS / 1000} s`));
      else resolve();
    }, ANSWER_WITHIN_MS);
    send(notice, (error, response) => {
      clearTimeout(timer);
      // Standard error arrives here too, as text.
      if (error instanceof Error) reject(new Error(lastLine(error.message)));
      else resolve();
      if (response === 'activate') onClick(notice.incidentId);
    });
  });
}

type Send = (notice: Notice, done: (error: unknown, response: string) => void) => void;

async function helper(platform: NodeJS.Platform, vendorFolder: string): Promise<Send> {
  switch (platform) {
    case 'linux': {
      const { default: NotifySend } = await import('node-notifier/notifiers/notifysend.js');
      const notifier = new NotifySend();
      return ({ title, body, severity }, done) => {
        const urgency = urgencyOf(severity);
        // node-notifier lets everything expire after 10 s unless told 0.
        const expiry = urgency === 'critical' ? { timeout: 0 } : {};
        notifier.notify({ title: plain(title), message: plain(escapeMarkup(body)), urgency, ...expiry }, done);
      };
    }
    case 'darwin': {
      const { default: NotificationCenter } = await import('node-notifier/notifiers/notificationcenter.js');
      const program = 'mac.noindex/terminal-notifier.app/Contents/MacOS/terminal-notifier';
      const notifier = new NotificationCenter({ customPath: join(vendorFolder, program) });
      return (notice, done) =>
        notifier.notify({ title: notice.title, message: plain(notice.body), sound: !notice.silent, wait: true }, done);
    }
    case 'win32': {
      const { default: WindowsToaster } = await import('node-notifier/notifiers/toaster.js');
      const notifier = new WindowsToaster({ customPath: join(vendorFolder, 'snoreToast/snoretoast-x64.exe') });
      return (notice, done) =>
        notifier.notify({ title: notice.title, message: plain(notice.body), sound: !notice.silent }, done);
    }
    default:
      throw new Error(`There is no helper program for ${platform}`);
  }
}

/** The helper's own words; what comes before them is our command line. */
function lastLine(message: string): string {
  return message.trimEnd().split('\n').at(-1) ?? message;
}

/** Never empty, and never read as an option by the helper's command line. */
function plain(text: string): string {
  if (text === '') return '–';
  return text.startsWith('-') ? `\u2011${text.slice(1)}` : text;
}
