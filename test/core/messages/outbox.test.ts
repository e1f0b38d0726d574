import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../electron/core/events.ts';
import type { ChannelKind } from '../../../electron/core/messages/message.ts';
import {
  dueMessages,
  EMPTY_OUTBOX,
  foldOutbox,
  type Outbox,
  staleReason,
} from '../../../electron/core/messages/outbox.ts';
import type { Instant } from '../../../electron/core/time.ts';

const at = (seconds: number): Instant => ({
  wallMs: Date.UTC(2026, 0, 13) + seconds * 1000,
  elapsedMs: seconds * 1000,
  awakeMs: seconds * 1000,
  bootId: 'boot',
});

function anOutbox() {
  let outbox: Outbox = EMPTY_OUTBOX;
  const ref = (messageId: string, channel: ChannelKind = 'slack') =>
    ({ messageId, template: 'update', channel }) as const;
  const happened = (seconds: number, body: EventBody) => {
    outbox = foldOutbox(outbox, { ...body, id: `e${seconds}`, at: at(seconds), actor: 'person', incidentId: 'inc-1' });
  };
  return {
    outbox: () => outbox,
    due: (seconds: number) => dueMessages(outbox, at(seconds)).map(({ id }) => id),
    queue: (seconds: number, id: string, channel: ChannelKind = 'slack') =>
      happened(seconds, {
        type: 'message-queued',
        payload: { ...ref(id, channel), recipients: [], subject: id, text: id },
      }),
    begin: (seconds: number, id: string) => happened(seconds, { type: 'message-sending', payload: ref(id) }),
    fail: (
      seconds: number,
      id: string,
      outcome: 'unreachable' | 'unclear' = 'unreachable',
      retryAfterMs: number | null = null,
    ) => happened(seconds, { type: 'message-failed', payload: { ...ref(id), outcome, reason: 'why', retryAfterMs } }),
    sent: (seconds: number, id: string) =>
      happened(seconds, { type: 'message-sent', payload: { ...ref(id), detail: '' } }),
    cancel: (seconds: number, id: string) => happened(seconds, { type: 'message-cancelled', payload: ref(id) }),
    retry: (seconds: number, id: string) => happened(seconds, { type: 'message-retried', payload: ref(id) }),
  };
}

describe('the outbox', () => {
  it('tries at once, then after 5 s, 15 s, 1 min, and every 5 min', () => {
    const { queue, begin, fail, due } = anOutbox();
    queue(0, 'm');
    expect(due(0)).toEqual(['m']);
    let now = 0;
    for (const wait of [5, 15, 60, 300, 300]) {
      begin(now, 'm');
      expect(due(now)).toEqual([]);
      fail(now, 'm');
      expect(due(now + wait - 1)).toEqual([]);
      now += wait;
      expect(due(now)).toEqual(['m']);
    }
  });

  it('waits as long as the other side asks for, but not longer than what it says is true', () => {
    const { queue, begin, fail, due } = anOutbox();
    queue(0, 'm');
    begin(0, 'm');
    fail(0, 'm', 'unreachable', 90_000);
    expect(due(89)).toEqual([]);
    expect(due(90)).toEqual(['m']);
    begin(90, 'm');
    fail(90, 'm', 'unreachable', 1e12);
    expect(due(90 + 3600)).toEqual(['m']);
  });

  it('keeps the order of the clicks within a channel, and lets the others pass', () => {
    const { queue, begin, fail, sent, due } = anOutbox();
    queue(0, 'a');
    queue(1, 'b');
    queue(2, 'c', 'email');
    expect(due(2)).toEqual(['a', 'c']);
    begin(2, 'a');
    expect(due(2)).toEqual(['c']);
    fail(3, 'a');
    expect(due(4)).toEqual(['c']);
    begin(8, 'a');
    sent(9, 'a');
    expect(due(9)).toEqual(['b', 'c']);
  });

  it('leaves what is unclear to a person, and does not stop the next one for it', () => {
    const { queue, begin, fail, retry, due } = anOutbox();
    queue(0, 'a');
    queue(1, 'b');
    begin(1, 'a');
    fail(2, 'a', 'unclear');
    expect(due(10_000)).toEqual(['b']);
    retry(10_001, 'a');
    expect(due(10_001)).toEqual(['a']);
  });

  it('touches nothing that is sent or taken back, and queues nothing twice', () => {
    const { queue, begin, sent, fail, cancel, retry, due, outbox } = anOutbox();
    queue(0, 'a');
    begin(0, 'a');
    sent(1, 'a');
    const before = outbox();
    queue(2, 'a');
    fail(2, 'a');
    cancel(2, 'a');
    retry(2, 'a');
    expect(outbox()).toEqual(before);
    queue(3, 'b');
    cancel(4, 'b');
    retry(5, 'b');
    expect(due(5)).toEqual([]);
  });

  it('forgets what was settled a day ago', () => {
    const { queue, begin, sent, outbox } = anOutbox();
    queue(0, 'a');
    begin(0, 'a');
    sent(1, 'a');
    queue(2, 'open');
    queue(86_401, 'c');
    expect(Object.keys(outbox())).toEqual(['open', 'c']);
  });

  it('does not send by itself what has waited for more than an hour', () => {
    const { queue, outbox } = anOutbox();
    queue(0, 'a');
    const message = outbox().a;
    if (message === undefined) throw new Error('It was not queued.');
    expect(staleReason(message, undefined, at(3600))).toBeNull();
    expect(staleReason(message, undefined, at(3601))).toBe('It waited for more than an hour.');
  });
});
