import { CHANNEL_NAMES } from '../messages/message.ts';
import type { Outbox, QueuedMessage } from '../messages/outbox.ts';
import type { MessageView } from '../snapshot.ts';

/** The newest first. `offline`: why this computer is known to be; null when it is not. */
export function messageViews(outbox: Outbox, offline: string | null): readonly MessageView[] {
  return Object.values(outbox)
    .map((message) => messageView(message, offline))
    .reverse();
}

function messageView(message: QueuedMessage, offline: string | null): MessageView {
  const { id, incidentId, template, channel, recipients, subject, queuedAt, now } = message;
  return {
    id,
    incidentId,
    template,
    channel: CHANNEL_NAMES[channel],
    recipients,
    subject,
    queuedAtWallMs: queuedAt.wallMs,
    state: now.state,
    why: now.state === 'held' ? now.why : null,
    reason: reason(now, offline),
    nextTryWallMs: now.state === 'waiting' && now.notBefore !== null ? now.notBefore.wallMs + now.waitMs : null,
    sentAtWallMs: now.state === 'sent' ? now.at.wallMs : null,
  };
}

function reason(now: QueuedMessage['now'], offline: string | null): string {
  switch (now.state) {
    case 'waiting':
      return offline === null ? now.reason : 'This computer is offline: it goes out when the network is back.';
    case 'held':
      return now.reason;
    case 'sent':
      return now.detail;
    case 'sending':
    case 'cancelled':
      return '';
  }
}
