import type { MessageRef, NewEvent } from '../events.ts';
import type { Incident } from '../incidents/incident.ts';
import { severityLabel } from '../severity.ts';
import { DAY_MS, elapsedBetween, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../time.ts';
import { CHANNEL_NAMES, type OutgoingMessage } from './message.ts';

/**
 * waiting: it will be sent by itself, later or now · sending: on its way · sent · held: only a person can say what
 * becomes of it · cancelled
 */
export type MessageState =
  | { readonly state: 'waiting'; readonly notBefore: Instant | null; readonly waitMs: number; readonly reason: string }
  | { readonly state: 'sending'; readonly since: Instant }
  | { readonly state: 'sent'; readonly at: Instant; readonly detail: string }
  | { readonly state: 'held'; readonly why: HeldWhy; readonly reason: string }
  | { readonly state: 'cancelled' };

/** refused: by the other side · unclear: it may have arrived · stale: it waited so long that its words may be wrong */
export type HeldWhy = 'refused' | 'unclear' | 'stale';

export type QueuedMessage = OutgoingMessage & {
  readonly queuedAt: Instant;
  readonly attempts: number;
  readonly now: MessageState;
};

/** By id, in the order in which they were queued. A fold of the log. */
export type Outbox = Readonly<Record<string, QueuedMessage>>;

export const EMPTY_OUTBOX: Outbox = {};

/** Between attempts, ms; the last one repeats. */
const BACKOFF_MS: readonly number[] = [5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS];
/** After that what it says may be wrong: a person decides. */
const STALE_AFTER_MS = HOUR_MS;

/** The outbox after one more event. A message is queued once, and nothing happens to one that is sent or cancelled. */
export function foldOutbox(outbox: Outbox, event: NewEvent): Outbox {
  switch (event.type) {
    case 'message-queued': {
      const { messageId, ...words } = event.payload;
      if (event.incidentId === null || outbox[messageId] !== undefined) return outbox;
      const message: QueuedMessage = {
        ...words,
        id: messageId,
        incidentId: event.incidentId,
        queuedAt: event.at,
        attempts: 0,
        now: { state: 'waiting', notBefore: null, waitMs: 0, reason: '' },
      };
      return { ...withoutOld(outbox, event.at), [messageId]: message };
    }
    case 'message-sending':
      return changed(outbox, event.payload.messageId, (message) => ({
        ...message,
        attempts: message.attempts + 1,
        now: { state: 'sending', since: event.at },
      }));
    case 'message-sent':
      return changed(outbox, event.payload.messageId, (message) => ({
        ...message,
        now: { state: 'sent', at: event.at, detail: event.payload.detail },
      }));
    case 'message-failed':
      return changed(outbox, event.payload.messageId, (message) => failed(message, event));
    case 'message-retried':
      return changed(outbox, event.payload.messageId, (message) => ({
        ...message,
        queuedAt: event.at,
        now: { state: 'waiting', notBefore: null, waitMs: 0, reason: '' },
      }));
    case 'message-cancelled':
      return changed(outbox, event.payload.messageId, (message) => ({ ...message, now: { state: 'cancelled' } }));
    default:
      return outbox;
  }
}

function failed(message: QueuedMessage, event: Extract<NewEvent, { type: 'message-failed' }>): QueuedMessage {
  const { outcome, reason, retryAfterMs } = event.payload;
  if (outcome !== 'unreachable') return { ...message, now: { state: 'held', why: outcome, reason } };
  const backoff = BACKOFF_MS[Math.min(Math.max(0, message.attempts - 1), BACKOFF_MS.length - 1)] ?? 0;
  const waitMs = Math.max(backoff, Math.min(retryAfterMs ?? 0, STALE_AFTER_MS));
  return { ...message, now: { state: 'waiting', notBefore: event.at, waitMs, reason } };
}

function changed(outbox: Outbox, id: string, change: (message: QueuedMessage) => QueuedMessage): Outbox {
  const message = outbox[id];
  if (message === undefined || !isUnsettled(message)) return outbox;
  return { ...outbox, [id]: change(message) };
}

/** What is settled stays a day: the log keeps it for ever. */
function withoutOld(outbox: Outbox, now: Instant): Outbox {
  return Object.fromEntries(
    Object.entries(outbox).filter(([, each]) => isUnsettled(each) || elapsedBetween(each.queuedAt, now) <= DAY_MS),
  );
}

export function isUnsettled({ now }: QueuedMessage): boolean {
  return now.state !== 'sent' && now.state !== 'cancelled';
}

/** What may be tried now, the oldest first: one at a time per channel, so that they arrive in order. */
export function dueMessages(outbox: Outbox, now: Instant): readonly QueuedMessage[] {
  const busy = new Set<string>();
  return Object.values(outbox).filter((message) => {
    if (message.now.state === 'held' || !isUnsettled(message) || busy.has(message.channel)) return false;
    busy.add(message.channel);
    if (message.now.state !== 'waiting') return false;
    const { notBefore, waitMs } = message.now;
    return notBefore === null || elapsedBetween(notBefore, now) >= waitMs;
  });
}

/** Why what it says may be wrong by now, so that a person must look at it again; null where nothing speaks against it. */
export function staleReason(message: QueuedMessage, incident: Incident | undefined, now: Instant): string | null {
  if (elapsedBetween(message.queuedAt, now) > STALE_AFTER_MS) return 'It waited for more than an hour.';
  if (incident === undefined) return null;
  const changedSince = (at: Instant) => at.wallMs > message.queuedAt.wallMs;
  if (message.template !== 'resolution' && incident.resolvedAt !== null && changedSince(incident.resolvedAt)) {
    return 'The incident has been resolved since.';
  }
  if (changedSince(incident.severitySince)) return `The incident has become ${severityLabel(incident.severity)} since.`;
  return null;
}

/** What a notice says of a message that waits for a person. */
export function heldWords(
  { channel, subject }: OutgoingMessage,
  why: HeldWhy,
  reason: string,
): { readonly title: string; readonly body: string } {
  const name = CHANNEL_NAMES[channel];
  const titles = {
    refused: `${name} refused your message`,
    unclear: `Did your message to ${name} arrive?`,
    stale: `Your message to ${name} was held back`,
  };
  return { title: titles[why], body: `${subject}\n${reason}` };
}

/** What its events name it by. */
export function refOf({ id, template, channel }: OutgoingMessage): MessageRef {
  return { messageId: id, template, channel };
}

/** The message with these very words to the same people that is still on its way, or was sent; undefined where there is none. */
export function sameMessage(outbox: Outbox, wanted: Omit<OutgoingMessage, 'id'>): QueuedMessage | undefined {
  return Object.values(outbox).find(
    (each) =>
      each.now.state !== 'cancelled' &&
      each.incidentId === wanted.incidentId &&
      each.channel === wanted.channel &&
      each.text === wanted.text &&
      each.recipients.join() === wanted.recipients.join(),
  );
}
