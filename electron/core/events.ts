import type { AlertKey, Badness } from './alerts/alert.ts';
import type { CheckInstance } from './checks/check.ts';
import type { EvidenceAnswered } from './evidence/answered.ts';
import type { Judgement } from './history/judgement.ts';
import type { UnknownCause } from './look.ts';
import type { ChannelKind } from './messages/message.ts';
import type { LadderFlag, TemplateKind } from './playbook/model.ts';
import type { ActionItem, PostmortemState } from './postmortem/record.ts';
import type { Severity } from './severity.ts';
import type { SourceId } from './source.ts';
import type { Instant } from './time.ts';

/** Who did it: a person at this machine, or Sevlight itself. */
export type Actor = 'person' | 'sevlight';

export type NoticeRung = 'native' | 'notifier' | 'window';

export type NoticeKind =
  | 'alarm'
  | 'worsened'
  | 'reminder'
  | 'recovery'
  | 'acknowledgement-expiring'
  | 'deadline'
  | 'digest'
  | 'not-monitoring'
  | 'while-away'
  | 'message'
  | 'postmortem'
  | 'drill';

/** What happened, as it stands in the log. Payloads are JSON values only. */
export type EventBody =
  // Alerts
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
    }
  // Incidents
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
  | { readonly type: 'evidence-answered'; readonly payload: EvidenceAnswered }
  // Messages to other people. What a person clicked is queued; `message-sending` is on disk before each attempt.
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
    }
  // Post-mortem and what is learnt. `section` is its title in lower case; `text` null goes back to the facts.
  | {
      readonly type: 'postmortem-edited';
      readonly payload: { readonly section: string; readonly text: string | null };
    }
  | { readonly type: 'postmortem-state'; readonly payload: { readonly to: PostmortemState } }
  | { readonly type: 'action-item-set'; readonly payload: ActionItem }
  | {
      readonly type: 'alert-judged';
      readonly payload: { readonly alertKey: AlertKey; readonly name: string; readonly verdict: Judgement };
    }
  // Notices
  | {
      readonly type: 'notice-intended';
      readonly payload: {
        readonly noticeId: string;
        readonly kind: NoticeKind;
        readonly severity: Severity | null;
        readonly title: string;
        readonly body: string;
        readonly replaces: string | null;
        /** What it was about, so that it is told once: the count of worsenings, or deadlines, parted by spaces. */
        readonly about: string;
        /** Incidents that a digest speaks for; else empty. */
        readonly covers: readonly string[];
      };
    }
  | { readonly type: 'notice-shown'; readonly payload: { readonly noticeId: string; readonly rung: NoticeRung } }
  | {
      readonly type: 'notice-failed';
      readonly payload: { readonly noticeId: string; readonly rung: NoticeRung; readonly reason: string };
    }
  | {
      readonly type: 'notice-skipped';
      readonly payload: {
        readonly kind: NoticeKind;
        readonly severity: Severity | null;
        readonly title: string;
        readonly reason: string;
      };
    }
  // Mutes: of one alert, one source, or all.
  | {
      readonly type: 'muted';
      readonly payload: { readonly target: MuteTarget; readonly untilWallMs: number; readonly reason: string | null };
    }
  | { readonly type: 'unmuted'; readonly payload: { readonly target: MuteTarget; readonly reason: string } }
  // Ourselves
  | { readonly type: 'app-started'; readonly payload: { readonly version: string; readonly mode: AppMode } }
  | { readonly type: 'app-stopped'; readonly payload: { readonly reason: string } }
  | { readonly type: 'woke'; readonly payload: { readonly sleptMs: number } }
  | { readonly type: 'clock-changed'; readonly payload: { readonly byMs: number } }
  | {
      readonly type: 'blind-started';
      readonly payload: {
        readonly source: SourceId | 'all';
        readonly cause: BlindCause;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'blind-ended';
      readonly payload: {
        readonly source: SourceId | 'all';
        readonly cause: BlindCause;
        readonly reason: string;
        /** Elapsed time, sleep included. */
        readonly lastedMs: number;
      };
    };

export type BlindCause = UnknownCause | 'not-running';

export interface MessageRef {
  readonly messageId: string;
  readonly template: TemplateKind;
  readonly channel: ChannelKind;
}

export interface LadderCall {
  readonly level: number;
  readonly who: string;
  readonly person: string;
}

export interface StepRef {
  readonly list: string;
  readonly stepId: string;
  /** The step's words when it was ticked: the document may change later. */
  readonly text: string;
}

export type IncidentStatus = 'Investigating' | 'Mitigating' | 'Resolved';
export type AppMode = 'live' | 'training' | 'drill';
export type MuteTarget =
  | { readonly kind: 'alert'; readonly alertKey: AlertKey }
  | { readonly kind: 'source'; readonly source: SourceId }
  | { readonly kind: 'all' };

/** An event on its way to the log. `id` makes it idempotent: the same id is stored once. */
export type NewEvent = EventBody & {
  readonly id: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly incidentId: string | null;
};

/** An event as the log keeps it: `seq` orders, never the wall clock. */
export type StoredEvent = NewEvent & { readonly seq: number };
