import { execFileSync } from 'node:child_process';
import { type Address, open, SessionBus } from '../../../scripts/desktop/bus.ts';
import { eventually } from './eventually.ts';

/** A notification as the daemon received it. */
export type ReceivedNotice = {
  /** The daemon's id; null until it has answered. */
  readonly id: number | null;
  /** The id of the notice this one replaces, 0 for none. */
  readonly replaces: number;
  readonly app: string;
  readonly summary: string;
  readonly body: string;
  readonly urgency: 'low' | 'normal' | 'critical' | 'unstated';
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, unknown>>;
  /** performance.now() when the call was heard. */
  readonly heardMs: number;
  readonly closed: boolean;
};

const NOTIFICATIONS: Address = [
  'org.freedesktop.Notifications',
  '/org/freedesktop/Notifications',
  'org.freedesktop.Notifications',
];
const URGENCY = ['low', 'normal', 'critical'] as const;

/** Listens to what applications say to the notification daemon, and works the daemon as a person would. */
export class Notices {
  readonly #monitor: SessionBus;
  readonly #bus: SessionBus;
  #received: readonly ReceivedNotice[] = [];
  readonly #unanswered = new Map<string, number>();

  private constructor(monitor: SessionBus, bus: SessionBus) {
    this.#monitor = monitor;
    this.#bus = bus;
  }

  static async listen(bus: SessionBus): Promise<Notices> {
    const monitor = await SessionBus.connect();
    const notices = new Notices(monitor, bus);
    await monitor.monitor(["interface='org.freedesktop.Notifications'", "type='method_return'"], (message) => {
      if (message.member === 'Notify') notices.#hear(message.sender, message.serial ?? 0, message.body.map(open));
      else if (message.member === 'NotificationClosed') notices.#close(Number(message.body[0]));
      else if (message.replySerial) notices.#answer(`${message.destination}/${message.replySerial}`, message.body[0]);
    });
    return notices;
  }

  /** Everything received since the last `forget`, in order. */
  get received(): readonly ReceivedNotice[] {
    return this.#received;
  }

  /** Neither closed nor replaced. */
  get displayed(): readonly ReceivedNotice[] {
    return this.#received.filter(
      ({ id, closed }, index) => !closed && !this.#received.slice(index + 1).some(({ replaces }) => replaces === id),
    );
  }

  /** Waits for a notice whose summary matches. */
  waitFor(summary: RegExp, timeoutMs = 15_000): Promise<ReceivedNotice> {
    return eventually(
      () => this.#received.find((notice) => notice.id !== null && summary.test(notice.summary)),
      `a notice like ${summary}`,
      timeoutMs,
      () => this.#received.map((notice) => notice.summary).join(' | ') || 'none at all',
    );
  }

  /** Performs the default action of a displayed notice. The daemon counts by position, so the others are closed first. */
  async click(notice: ReceivedNotice): Promise<void> {
    for (const other of this.displayed) if (other.id !== notice.id) await this.close(other);
    await eventually(() => this.displayed.length === 1 || undefined, 'the other notices to close');
    execFileSync('dunstctl', ['action', '0']);
  }

  async close(notice: ReceivedNotice): Promise<void> {
    await this.#bus.call(NOTIFICATIONS, 'CloseNotification', 'u', notice.id ?? 0);
  }

  /** Closes what is shown and forgets what was received. */
  async forget(): Promise<void> {
    execFileSync('dunstctl', ['close-all']);
    await eventually(() => this.displayed.length === 0 || undefined, 'all notices to close');
    this.#received = [];
  }

  stop(): void {
    this.#monitor.close();
  }

  #hear(sender: string, serial: number, body: readonly unknown[]): void {
    const [app, replaces, , summary, text, actions, hints] = body;
    const known: Readonly<Record<string, unknown>> = typeof hints === 'object' && hints !== null ? { ...hints } : {};
    this.#unanswered.set(`${sender}/${serial}`, this.#received.length);
    this.#received = [
      ...this.#received,
      {
        id: null,
        replaces: Number(replaces),
        app: String(app),
        summary: String(summary),
        body: String(text),
        urgency: URGENCY[Number(known.urgency ?? -1)] ?? 'unstated',
        actions: Array.isArray(actions) ? actions.map(String) : [],
        hints: known,
        heardMs: performance.now(),
        closed: false,
      },
    ];
  }

  #answer(call: string, id: unknown): void {
    const index = this.#unanswered.get(call);
    if (index === undefined) return;
    this.#unanswered.delete(call);
    this.#received = this.#received.map((notice, at) => (at === index ? { ...notice, id: Number(id) } : notice));
  }

  #close(id: number): void {
    this.#received = this.#received.map((notice) => (notice.id === id ? { ...notice, closed: true } : notice));
  }
}
