import type { Addressed } from '../core/incidents/follow.ts';
import type { MessageChannel, SendOutcome } from '../core/messages/message.ts';
import { dueMessages, heldWords, type QueuedMessage, refOf, staleReason } from '../core/messages/outbox.ts';
import type { Clock } from '../core/ports.ts';
import type { Engine } from './engine.ts';

export interface OutboxParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly channels: readonly MessageChannel[];
  readonly isOffline: () => boolean;
}

export interface OutboxRunner {
  /** Gives up what is on its way, writes down what is known of it, and sends nothing more. */
  close(): Promise<void>;
}

/**
 * Sends what people have queued, one message per channel at a time. That an attempt begins is on disk before it does:
 * so an attempt of which nobody wrote down the end is known as such after a crash, and is not simply made again.
 */
export function createOutbox({ engine, clock, channels, isOffline }: OutboxParts): OutboxRunner {
  const closing = new AbortController();
  const running = new Map<string, Promise<void>>();
  let isAsked = false;

  for (const message of Object.values(engine.state().outbox)) {
    if (message.now.state !== 'sending') continue;
    const reason = 'Sevlight ended while it was on its way.';
    engine.report(eventsOf(message, { outcome: 'unclear', reason }, channelOf(message)));
  }
  engine.listen(ask);
  ask();

  function channelOf(message: QueuedMessage): MessageChannel | undefined {
    return channels.find(({ kind }) => kind === message.channel);
  }

  /** Not within the engine's step that woke us: what we report is the next one. */
  function ask(): void {
    if (isAsked || closing.signal.aborted) return;
    isAsked = true;
    setImmediate(() => {
      isAsked = false;
      sendDue();
    });
  }

  function sendDue(): void {
    if (closing.signal.aborted || isOffline()) return;
    for (const message of dueMessages(engine.state().outbox, clock.now())) {
      if (running.has(message.id)) continue;
      running.set(
        message.id,
        attempt(message).finally(() => running.delete(message.id)),
      );
    }
  }

  async function attempt(message: QueuedMessage): Promise<void> {
    const channel = channelOf(message);
    const stale = staleReason(message, engine.state().incidents[message.incidentId], clock.now());
    if (channel === undefined) {
      engine.report(eventsOf(message, { outcome: 'refused', reason: 'It is not set up any more.' }, channel));
    } else if (stale !== null) {
      engine.report(held(message, { outcome: 'stale', reason: stale }));
    } else {
      engine.report([{ type: 'message-sending', payload: refOf(message), incidentId: message.incidentId }]);
      engine.report(eventsOf(message, await outcomeOf(message, channel), channel));
    }
  }

  async function outcomeOf(message: QueuedMessage, channel: MessageChannel): Promise<SendOutcome> {
    const unsaved = engine.unsaved();
    // What is not on disk would be forgotten by a crash, and the message sent twice.
    if (unsaved !== null) return { outcome: 'unreachable', reason: unsaved, retryAfterMs: null };
    return await channel.send(message, closing.signal);
  }

  return {
    close: async () => {
      closing.abort();
      await Promise.all(running.values());
    },
  };
}

function eventsOf(
  message: QueuedMessage,
  outcome: SendOutcome,
  channel: MessageChannel | undefined,
): readonly Addressed[] {
  const { incidentId, template } = message;
  if (outcome.outcome === 'sent') {
    return [
      { type: 'message-sent', payload: { ...refOf(message), detail: outcome.detail }, incidentId },
      { type: 'update-given', payload: { template, how: 'sent', channel: message.channel }, incidentId },
    ];
  }
  // Sent again under its id, it counts once over there.
  if (outcome.outcome === 'unclear' && channel?.knowsIds === true) {
    return [failed(message, { outcome: 'unreachable', reason: outcome.reason })];
  }
  return held(message, outcome);
}

interface Failure {
  readonly outcome: 'refused' | 'unreachable' | 'unclear' | 'stale';
  readonly reason: string;
  readonly retryAfterMs?: number | null;
}

/** What waits for a person is told to one, too: the window may be closed by now. */
function held(message: QueuedMessage, failure: Failure): readonly Addressed[] {
  if (failure.outcome === 'unreachable') return [failed(message, failure)];
  const { title, body } = heldWords(message, failure.outcome, failure.reason);
  const payload = {
    noticeId: `${message.id}:${message.attempts}:${failure.outcome}`,
    kind: 'message' as const,
    severity: null,
    title,
    body,
    replaces: null,
    about: '',
    covers: [],
  };
  return [failed(message, failure), { type: 'notice-intended', payload, incidentId: message.incidentId }];
}

function failed(message: QueuedMessage, { outcome, reason, retryAfterMs = null }: Failure): Addressed {
  return {
    type: 'message-failed',
    payload: { ...refOf(message), outcome, reason, retryAfterMs },
    incidentId: message.incidentId,
  };
}
