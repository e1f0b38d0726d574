import type { ChannelKind } from '../messages/message.ts';
import type { TemplateKind } from '../playbook/model.ts';

export interface MessageRef {
  readonly messageId: string;
  readonly template: TemplateKind;
  readonly channel: ChannelKind;
}

/** Messages to other people. What a person clicked is queued; `message-sending` is on disk before each attempt. */
export type MessageEvent =
  | {
      readonly type: 'message-queued';
      readonly payload: {
        readonly messageId: string;
        readonly template: TemplateKind;
        readonly channel: ChannelKind;
        readonly recipients: readonly string[];
        readonly subject: string;
        readonly text: string;
      };
    }
  | { readonly type: 'message-sending'; readonly payload: MessageRef }
  | { readonly type: 'message-sent'; readonly payload: MessageRef & { readonly detail: string } }
  | {
      readonly type: 'message-failed';
      readonly payload: MessageRef & {
        readonly outcome: 'refused' | 'unreachable' | 'unclear' | 'stale';
        readonly reason: string;
        readonly retryAfterMs: number | null;
      };
    }
  | { readonly type: 'message-retried'; readonly payload: MessageRef }
  | { readonly type: 'message-cancelled'; readonly payload: MessageRef }
  /** Stakeholders have heard, or the person has the words to tell them: the next-update clock starts anew. */
  | {
      readonly type: 'update-given';
      readonly payload: {
        readonly template: TemplateKind;
        /** told: in another way, and a person says so. */
        readonly how: 'sent' | 'copied' | 'told';
        readonly channel: ChannelKind | null;
      };
    };
