import type { AlertKey } from '../alerts/alert.ts';
import type { EvidenceAnswered } from '../evidence/answered.ts';
import type { LadderFlag } from '../playbook/model.ts';
import type { Severity } from '../severity.ts';
import type { Instant } from '../time.ts';

export type IncidentStatus = 'Investigating' | 'Mitigating' | 'Resolved';

/** What people and Sevlight do about an incident: its course, its ladder, its checklist. */
export type IncidentEvent =
  | {
      readonly type: 'incident-opened';
      readonly payload: {
        readonly title: string;
        readonly severity: Severity;
        readonly runbook: string;
        readonly alertKey: AlertKey | null;
        readonly reason: string;
        readonly firstBad: Instant;
      };
    }
  | {
      readonly type: 'incident-joined';
      readonly payload: { readonly alertKey: AlertKey; readonly name: string; readonly reason: string };
    }
  | {
      readonly type: 'incident-severity-changed';
      readonly payload: { readonly from: Severity; readonly to: Severity; readonly reason: string };
    }
  | {
      readonly type: 'incident-status-changed';
      readonly payload: {
        readonly to: IncidentStatus;
        readonly reason: string;
        /** Resolved by a person although it still fired. */
        readonly againstData?: true;
      };
    }
  | {
      readonly type: 'incident-acknowledged';
      readonly payload: { readonly reason: string | null; readonly untilWallMs: number | null };
    }
  | {
      readonly type: 'incident-unacknowledged';
      readonly payload: { readonly why: 'undone' | 'expired' | 'worsened'; readonly reason: string };
    }
  /** Written on the one that goes on; what opened and what joined the other. */
  | {
      readonly type: 'incident-absorbed';
      readonly payload: {
        readonly source: string;
        readonly title: string;
        readonly causes: readonly AlertKey[];
        readonly joined: readonly AlertKey[];
        readonly reason: string;
      };
    }
  /** Written on the one that ends: it goes on as another. */
  | {
      readonly type: 'incident-merged';
      readonly payload: { readonly into: string; readonly title: string; readonly reason: string };
    }
  /** One of its alerts became an incident of its own. */
  | {
      readonly type: 'incident-split';
      readonly payload: {
        readonly alertKey: AlertKey;
        readonly name: string;
        readonly into: string;
        readonly reason: string;
      };
    }
  // The ladder. `person` is who was called, by name or by what they are.
  | { readonly type: 'ladder-called'; readonly payload: LadderCall }
  | {
      readonly type: 'ladder-no-answer';
      /** `next`: who is next in line on the same level; null where nobody is left there. */
      readonly payload: LadderCall & { readonly next: string | null };
    }
  | {
      readonly type: 'ladder-not-needed';
      readonly payload: { readonly level: number; readonly who: string; readonly reason: string };
    }
  | { readonly type: 'flag-raised'; readonly payload: { readonly flag: LadderFlag; readonly reason: string } }
  | { readonly type: 'flag-lowered'; readonly payload: { readonly flag: LadderFlag; readonly reason: string } }
  // Checklist. `list` is a runbook's id or `initial-response`.
  | { readonly type: 'step-done'; readonly payload: StepRef }
  | { readonly type: 'step-undone'; readonly payload: StepRef }
  | { readonly type: 'step-skipped'; readonly payload: StepRef & { readonly reason: string } }
  | { readonly type: 'step-timed'; readonly payload: StepRef & { readonly forMs: number } }
  | { readonly type: 'note-added'; readonly payload: { readonly text: string } }
  | { readonly type: 'evidence-answered'; readonly payload: EvidenceAnswered };

interface LadderCall {
  readonly level: number;
  readonly who: string;
  readonly person: string;
}

interface StepRef {
  readonly list: string;
  readonly stepId: string;
  /** The step's words when it was ticked: the document may change later. */
  readonly text: string;
}
