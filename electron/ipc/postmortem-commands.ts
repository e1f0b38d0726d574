import type { Suggestion } from '../core/postmortem/check.ts';
import type { Postmortem, Share } from '../core/postmortem/compose.ts';
import type { ItemStatus, PostmortemState } from '../core/postmortem/record.ts';
import type { Ask } from './ask.ts';

/** `include`: the bare facts, or with them people's data: e-mail addresses, network addresses and phone numbers. */
export interface PostmortemAsk {
  readonly incidentId: string;
  readonly include: 'facts' | 'people';
}

/** A post-mortem with what is worth a second look, and how much of it was filled in from facts. */
export interface PostmortemSheet extends Postmortem {
  readonly suggestions: readonly Suggestion[];
  readonly shares: { readonly facts: Share; readonly all: Share };
}

/** A post-mortem's sheet, its edits, its action items and its export. */
export interface PostmortemCommands {
  readonly postmortem: { readonly input: PostmortemAsk; readonly output: PostmortemSheet };
  readonly editPostmortem: {
    readonly input: Ask & { readonly incidentId: string; readonly section: string; readonly text: string };
    readonly output: null;
  };
  /** Goes back to what the facts say; what was written stays in the log. */
  readonly revertPostmortem: {
    readonly input: Ask & { readonly incidentId: string; readonly section: string };
    readonly output: null;
  };
  readonly setPostmortemState: {
    readonly input: Ask & { readonly incidentId: string; readonly to: PostmortemState };
    readonly output: null;
  };
  /** A new one, or a known one as it is to be from now on. Without `owner` nobody owns it; `due` is `YYYY-MM-DD`. */
  readonly setActionItem: {
    readonly input: Ask & {
      readonly incidentId: string;
      readonly itemId: string;
      readonly action: string;
      readonly owner?: string;
      readonly due?: string;
      readonly status: ItemStatus;
    };
    readonly output: null;
  };
  /** Answers in words where it went. */
  readonly exportPostmortem: {
    readonly input: PostmortemAsk & { readonly to: 'file' | 'clipboard' };
    readonly output: string;
  };
}
