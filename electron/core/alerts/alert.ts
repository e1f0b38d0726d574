import type { CheckInstance } from '../checks/check.ts';
import type { Look } from '../look.ts';
import type { Severity } from '../severity.ts';
import type { Instant } from '../time.ts';

/** `RULE` or `RULE/INSTANCE`. */
export type AlertKey = string;

/** What is the same whatever state an alert is in. */
interface AlertBase {
  readonly key: AlertKey;
  readonly ruleId: string;
  readonly instance: Pick<CheckInstance, 'id' | 'label'> | null;
  /** The newest look, also while it is unknown. */
  readonly lastLook: { readonly at: Instant; readonly look: Look; readonly value: number | null };
  /** Name of the newest cause of an explained alert. */
  readonly explainedBy: AlertKey | null;
  readonly flapping: boolean;
}

/** A bad alert's level, as the rule calls it. */
export interface Badness {
  readonly level: number;
  readonly name: string;
  readonly severity: Severity;
  /** What was measured against which threshold, in one sentence. */
  readonly reason: string;
  readonly value: number | null;
}

/** What the window, tray and notices see of an alert. The engine's own sums stay in the engine (alerts/state.ts). */
export type Alert = AlertBase &
  (
    | { readonly phase: 'inactive' }
    | {
        readonly phase: 'pending';
        readonly badness: Badness;
        readonly firstBad: Instant;
        readonly watchedMs: number;
        readonly holdMs: number;
      }
    | {
        readonly phase: 'firing';
        readonly badness: Badness;
        readonly firstBad: Instant;
        readonly firedAt: Instant;
        /** Set while the source cannot be looked at: the alert stays open, last seen bad then. */
        readonly unknownSince: Instant | null;
      }
    | {
        readonly phase: 'resolved';
        readonly badness: Badness;
        readonly firstBad: Instant;
        readonly firedAt: Instant;
        readonly resolvedAt: Instant;
      }
  );
