import type { AlertKey, Badness } from '../alerts/alert.ts';
import type { CheckInstance } from '../checks/check.ts';
import type { UnknownCause } from '../look.ts';
import type { Instant } from '../time.ts';

/** What becomes of a rule that looks bad. */
export type AlertEvent =
  | {
      readonly type: 'alert-pending';
      readonly payload: { readonly alertKey: AlertKey; readonly badness: Badness };
    }
  | { readonly type: 'alert-calmed'; readonly payload: { readonly alertKey: AlertKey; readonly reason: string } }
  | {
      readonly type: 'alert-fired';
      readonly payload: {
        readonly alertKey: AlertKey;
        readonly ruleId: string;
        readonly instance: Pick<CheckInstance, 'id' | 'label'> | null;
        readonly runbook: string;
        readonly badness: Badness;
        readonly firstBad: Instant;
        readonly explainedBy: AlertKey | null;
      };
    }
  | {
      readonly type: 'alert-level-changed';
      readonly payload: { readonly alertKey: AlertKey; readonly from: Badness; readonly to: Badness };
    }
  | {
      readonly type: 'alert-explained';
      readonly payload: { readonly alertKey: AlertKey; readonly by: AlertKey; readonly byName: string };
    }
  | { readonly type: 'alert-unexplained'; readonly payload: { readonly alertKey: AlertKey; readonly reason: string } }
  | {
      readonly type: 'alert-unknown';
      readonly payload: { readonly alertKey: AlertKey; readonly cause: UnknownCause; readonly reason: string };
    }
  | { readonly type: 'alert-known'; readonly payload: { readonly alertKey: AlertKey; readonly reason: string } }
  | { readonly type: 'alert-flapping'; readonly payload: { readonly alertKey: AlertKey; readonly flapping: boolean } }
  | {
      readonly type: 'alert-resolved';
      readonly payload: {
        readonly alertKey: AlertKey;
        readonly badness: Badness;
        readonly firstBad: Instant;
        readonly reason: string;
      };
    };
