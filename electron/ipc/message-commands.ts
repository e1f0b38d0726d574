import type { MessageWarning } from '../core/messages/check.ts';
import type { ChannelKind, ChannelView } from '../core/messages/message.ts';
import type { TemplateKind } from '../core/playbook/model.ts';
import type { Ask } from './ask.ts';

/** `include`: the bare facts, or beside them people's notes, people's data (e-mail addresses and the like), or both. */
export interface MessageAsk {
  readonly incidentId: string;
  readonly template: TemplateKind;
  readonly include: 'facts' | 'notes' | 'people' | 'notes-and-people';
}

export interface MessageDraft {
  readonly text: string;
  /** What facts could not fill, as it stands in the text. */
  readonly blanks: readonly string[];
  readonly warnings: readonly MessageWarning[];
  readonly channels: readonly ChannelView[];
  readonly isInPlaybook: boolean;
}

/** Words to other people, from the filled template to what became of them. */
export interface MessageCommands {
  /** A template of the playbook, filled from what is measured now. */
  readonly composeMessage: { readonly input: MessageAsk; readonly output: MessageDraft };
  /** Where words that a person has written contradict the data. */
  readonly checkMessage: {
    readonly input: MessageAsk & { readonly text: string };
    readonly output: readonly MessageWarning[];
  };
  /** Queues it; what becomes of it stands in the snapshot. `readers` is what the person saw beside the button. */
  readonly sendMessage: {
    readonly input: Ask & {
      readonly incidentId: string;
      readonly template: TemplateKind;
      readonly channel: ChannelKind;
      readonly readers: string;
      readonly text: string;
    };
    readonly output: null;
  };
  readonly copyMessage: {
    readonly input: Ask & { readonly incidentId: string; readonly template: TemplateKind; readonly text: string };
    readonly output: null;
  };
  readonly retryMessage: { readonly input: Ask & { readonly messageId: string }; readonly output: null };
  readonly cancelMessage: { readonly input: Ask & { readonly messageId: string }; readonly output: null };
  /** It has arrived after all: a person has seen it. */
  readonly confirmMessage: { readonly input: Ask & { readonly messageId: string }; readonly output: null };
  /** An update went out in a way that Sevlight does not see: the next one's clock starts. */
  readonly giveUpdate: { readonly input: Ask & { readonly incidentId: string }; readonly output: null };
}
