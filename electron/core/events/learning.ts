import type { AlertKey } from '../alerts/alert.ts';
import type { Judgement } from '../history/judgement.ts';
import type { ActionItem, PostmortemState } from '../postmortem/record.ts';

/** What is learnt. `section` is its title in lower case; `text` null goes back to the facts. */
export type LearningEvent =
  | {
      readonly type: 'postmortem-edited';
      readonly payload: { readonly section: string; readonly text: string | null };
    }
  | { readonly type: 'postmortem-state'; readonly payload: { readonly to: PostmortemState } }
  | { readonly type: 'action-item-set'; readonly payload: ActionItem }
  | {
      readonly type: 'alert-judged';
      readonly payload: { readonly alertKey: AlertKey; readonly name: string; readonly verdict: Judgement };
    };
