import type { OutgoingMessage } from '../../electron/core/messages/message.ts';

export function message(change: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 'b6b8a3c4-0d5f-4c1e-9d5c-5b7f1f6f0001',
    incidentId: 'inc-1',
    template: 'initial',
    channel: 'slack',
    recipients: [],
    subject: '[SEV1] Database connection failed',
    text: '[SEV1] Database connection failed\nStatus: Investigating',
    ...change,
  };
}

export const NEVER = new AbortController().signal;
