import type { AppSnapshot, MessageView } from '../../electron/core/snapshot.ts';
import { NOW_MS } from './fixtures.ts';
import { STORIES } from './stories.ts';

export function message(change: Partial<MessageView>): MessageView {
  return {
    id: 'm-1',
    incidentId: 'inc-1',
    template: 'initial',
    channel: 'Slack',
    recipients: [],
    subject: '[SEV1] Database connection failed',
    queuedAtWallMs: NOW_MS - 60_000,
    state: 'waiting',
    why: null,
    reason: '',
    nextTryWallMs: null,
    sentAtWallMs: null,
    ...change,
  };
}

/** One that may have arrived, one that waits for the network, one that was sent. */
export const MESSAGES: AppSnapshot = {
  ...STORIES.acknowledged,
  messages: [
    message({
      id: 'm-3',
      template: 'update',
      state: 'held',
      why: 'unclear',
      reason: 'Slack did not answer within 10 s: it may have been posted.',
    }),
    message({
      id: 'm-2',
      template: 'update',
      channel: 'E-mail',
      reason: 'The mail server cannot be reached.',
      nextTryWallMs: NOW_MS + 40_000,
    }),
    message({ state: 'sent', sentAtWallMs: NOW_MS - 50_000 }),
  ],
};
