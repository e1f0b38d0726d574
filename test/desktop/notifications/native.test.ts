import { EventEmitter } from 'node:events';
import type { Notification, NotificationConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Notice } from '../../../electron/core/ports.ts';
import type { DaemonState } from '../../../electron/desktop/notifications/daemon.ts';
import { createNativeRung } from '../../../electron/desktop/notifications/native.ts';

const notice: Notice = {
  id: 'n1',
  severity: 1,
  title: '[SEV1] Database connection failed',
  body: 'a < b & c',
  silent: false,
  replaces: null,
  incidentId: 'inc-1',
};

/** What no desktop here does on demand: stay silent, or refuse. */
class FakeNotification extends EventEmitter {
  readonly options: NotificationConstructorOptions;
  readonly reaction: 'show' | 'failed' | 'nothing';
  closed = false;

  constructor(options: NotificationConstructorOptions, reaction: 'show' | 'failed' | 'nothing') {
    super();
    this.options = options;
    this.reaction = reaction;
  }

  show(): void {
    if (this.reaction === 'show') this.emit('show');
    if (this.reaction === 'failed') this.emit('failed', {}, 'not allowed');
  }

  close(): void {
    this.closed = true;
  }
}

function rung(reaction: 'show' | 'failed' | 'nothing', daemon: DaemonState = { ready: true, markup: false }) {
  const made: FakeNotification[] = [];
  const clicked: (string | null)[] = [];
  let state = daemon;
  return {
    made,
    clicked,
    daemon: (next: DaemonState) => {
      state = next;
    },
    rung: createNativeRung({
      create: (options) => {
        const notification = new FakeNotification(options, reaction);
        made.push(notification);
        return notification as unknown as Notification;
      },
      ask: async () => state,
      onClick: (incidentId) => clicked.push(incidentId),
    }),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the native rung', () => {
  it('shows by severity: critical ones stay', async () => {
    const { rung: native, made } = rung('show');
    for (const severity of [1, 2, 3, 4, null] as const) await native.show({ ...notice, severity });
    expect(made.map(({ options }) => `${options.urgency} ${options.timeoutType}`)).toEqual([
      'critical never',
      'critical never',
      'normal default',
      'low default',
      'normal default',
    ]);
  });

  it('escapes the body for a daemon that reads mark-up, and only then', async () => {
    const plain = rung('show');
    await plain.rung.show(notice);
    const marked = rung('show', { ready: true, markup: true });
    await marked.rung.show(notice);
    expect([plain.made[0]?.options.body, marked.made[0]?.options.body]).toEqual(['a < b & c', 'a &lt; b &amp; c']);
  });

  it('makes nothing that would wait for a daemon that is not ready', async () => {
    const { rung: native, made } = rung('show', { ready: false, reason: 'hung' });
    await expect(native.show(notice)).rejects.toThrow('hung');
    expect(made).toEqual([]);
  });

  it('fails when the system refuses', async () => {
    await expect(rung('failed').rung.show(notice)).rejects.toThrow('The system refused it: not allowed');
  });

  it('fails when nothing is shown within 10 s, and takes it back should it come later', async () => {
    const { rung: native, made } = rung('nothing');
    const shown = expect(native.show(notice)).rejects.toThrow('The system did not show it within 10 s');
    await vi.advanceTimersByTimeAsync(9999);
    expect(made[0]?.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await shown;
    expect(made[0]?.closed).toBe(true);
  });

  it('is clicked also after it has expired into the notification centre', async () => {
    const { rung: native, made, clicked } = rung('show');
    await native.show(notice);
    made[0]?.emit('close');
    made[0]?.emit('click');
    expect(clicked).toEqual(['inc-1']);
  });

  it('takes a notice away only while the daemon answers', async () => {
    const { rung: native, made, daemon } = rung('show');
    await native.show(notice);
    await native.show({ ...notice, id: 'n2' });
    native.withdraw('n1');
    native.withdraw('n1');
    await vi.advanceTimersByTimeAsync(0);
    daemon({ ready: false, reason: 'hung' });
    native.withdraw('n2');
    await vi.advanceTimersByTimeAsync(0);
    expect(made.map(({ closed }) => closed)).toEqual([true, false]);
  });
});
