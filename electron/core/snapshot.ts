import type { AlertKey } from './alerts/alert.ts';
import type { Fact, Unit } from './checks/check.ts';
import type { Actor, AppMode, IncidentStatus, MuteTarget, NoticeKind, NoticeRung } from './events.ts';
import type { Placeholders } from './evidence/placeholders.ts';
import type { EvidenceViews } from './evidence/views.ts';
import type { Look } from './look.ts';
import type { HeldWhy, MessageState } from './messages/outbox.ts';
import type { LadderFlag, TemplateKind } from './playbook/model.ts';
import type { PostmortemState } from './postmortem/record.ts';
import type { Severity } from './severity.ts';
import type { SourceId } from './source.ts';

/**
 * Everything the window, the tray and the notices need to know at one moment: JSON values only, wall-clock times in ms.
 * A higher `revision` replaces a lower one whole.
 */
export interface AppSnapshot {
  readonly revision: number;
  readonly atWallMs: number;
  readonly mode: AppMode;
  /** What is watched, in the team's word: `production`. */
  readonly environment: string;
  readonly light: Light;
  readonly sources: readonly SourceView[];
  readonly alerts: readonly AlertView[];
  /** Open ones, the worst first; then those resolved within the last 24 h, the newest first. */
  readonly incidents: readonly IncidentView[];
  /** The newest first, at most 50. */
  readonly notices: readonly NoticeView[];
  readonly mutes: readonly MuteView[];
  /** Post-mortems that are due or begun and not closed, of incidents that are over: the soonest due first. */
  readonly postmortems: readonly PostmortemView[];
  /** Action items whose day is over, the oldest first. */
  readonly overdue: readonly OverdueView[];
  /** To other people, the newest first: those on their way, and those of the last day. */
  readonly messages: readonly MessageView[];
  /** What a responder should mend before an incident: configuration, playbook, delivery. */
  readonly problems: readonly Problem[];
  readonly delivery: { readonly available: boolean; readonly reason: string };
  readonly playbook: { readonly title: string; readonly revision: number; readonly origin: 'built-in' | 'file' };
  readonly training: TrainingView | null;
  /** What to show first. Carried here so that a window made later cannot miss it; ids only grow. */
  readonly view: ViewRequest | null;
}

export interface PostmortemView {
  readonly incidentId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly state: PostmortemState;
  /** Null where the severity asks for none. */
  readonly dueWallMs: number | null;
}

export interface OverdueView {
  readonly incidentId: string;
  readonly title: string;
  readonly action: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly due: string;
}

/** The tray's colour and shape, and why. */
export interface Light {
  readonly state: 'well' | 'unknown' | 'offline' | 'key' | 'alarm';
  /** The worst firing severity; under unknown and offline the last known one. */
  readonly severity: Severity | null;
  /** Whether an alert of that severity is nobody's yet. */
  readonly owned: boolean;
  /** A lower severity that is nobody's. */
  readonly corner: Severity | null;
  readonly muted: boolean;
  /** `SEV1 Database connection failed`, `All is well`, `Not looking`. */
  readonly headline: string;
  /** One sentence: why this colour. */
  readonly why: string;
}

export interface SourceView {
  readonly id: SourceId;
  readonly name: string;
  /** Where it is asked, without credentials. */
  readonly address: string;
  readonly look: Look | null;
  /** When the newest look that was ok or bad ended. */
  readonly lookedAtWallMs: number | null;
  readonly askedAtWallMs: number | null;
  readonly latencyMs: number | null;
  readonly intervalMs: number;
  readonly stale: boolean;
  /** The worst severity of its firing alerts. */
  readonly severity: Severity | null;
  readonly checks: readonly CheckView[];
  /** Newest last, for a sparkline: value null where it was unknown. */
  readonly history: readonly { readonly atWallMs: number; readonly value: number | null }[];
}

export interface CheckView {
  readonly name: string;
  readonly label: string;
  readonly value: number | null;
  readonly unit: Unit;
  readonly look: Look;
  readonly facts: readonly Fact[];
  /** Its rule's thresholds, the worst first. */
  readonly limits: readonly number[];
  /** Newest last; value null where it was unknown. Empty where it has no number. */
  readonly history: readonly { readonly atWallMs: number; readonly value: number | null }[];
}

export interface AlertView {
  readonly key: AlertKey;
  /** What it is called at its level now: `Task Queue Backlog Critical`. */
  readonly name: string;
  readonly severity: Severity;
  readonly phase: 'pending' | 'firing' | 'resolved' | 'unknown';
  /** What was measured against which threshold. */
  readonly reason: string;
  readonly firstBadWallMs: number | null;
  readonly firedAtWallMs: number | null;
  readonly resolvedAtWallMs: number | null;
  /** Watched time so far and needed, in ms, while pending. */
  readonly held: { readonly watchedMs: number; readonly holdMs: number } | null;
  readonly explainedBy: { readonly key: AlertKey; readonly name: string } | null;
  readonly unknownSinceWallMs: number | null;
  readonly flapping: boolean;
  readonly mutedUntilWallMs: number | null;
  readonly runbook: string;
  readonly incidentId: string | null;
}

export interface IncidentView {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly openedAtWallMs: number;
  readonly startedAtWallMs: number;
  readonly resolvedAtWallMs: number | null;
  readonly summary: string;
  readonly alertKeys: readonly AlertKey[];
  /** The runbook's id in the playbook; null where the playbook has none. */
  readonly runbookId: string | null;
  readonly acknowledged: {
    readonly atWallMs: number;
    readonly untilWallMs: number | null;
    readonly reason: string | null;
  } | null;
  /** When others last had word of it: sent, copied or told. */
  readonly updatedAtWallMs: number | null;
  readonly clocks: readonly ClockView[];
  readonly ladder: readonly LadderRow[];
  /** A raised flag calls its level at once. */
  readonly flags: readonly { readonly flag: LadderFlag; readonly atWallMs: number; readonly reason: string }[];
  /** To read aloud to whoever is called: state, what was measured, what was tried, what is asked of them. */
  readonly brief: string;
  /** Keyed `LIST/STEP`. */
  readonly steps: Readonly<Record<string, StepView>>;
  /** Of every step that has a question, keyed like `steps`. */
  readonly evidence: EvidenceViews;
  /** When the time that a step was given is over, Unix ms, keyed like `steps`. */
  readonly timeBoxes: Readonly<Record<string, number>>;
  /** What blanks in the steps' commands are filled with. */
  readonly placeholders: Placeholders;
  /** The newest first. */
  readonly timeline: readonly TimelineRow[];
}

export interface ClockView {
  readonly kind: 'respond' | 'escalate' | 'next-update' | 'acknowledgement-expires';
  readonly label: string;
  /** `because SEV1 is unresolved for 15 min`. */
  readonly reason: string;
  readonly dueWallMs: number;
  readonly state: 'running' | 'met' | 'due';
}

export interface LadderRow {
  readonly level: number;
  readonly who: string;
  readonly person: string | null;
  readonly phone: string | null;
  /** IANA zone of the person, for the time there; without it nobody knows. */
  readonly zone?: string;
  readonly dueWallMs: number | null;
  readonly condition: string;
  /** `because SEV1 is unresolved for 15 min`; null where it is not going to be due. */
  readonly reason: string | null;
  /** Who is called after this person on the same level. */
  readonly next: string | null;
  readonly state: 'current' | 'coming' | 'due' | 'on-flag' | 'not-needed' | 'called' | 'unanswered';
  /** What came of the newest call. */
  readonly outcome: {
    readonly what: 'called' | 'no-answer' | 'not-needed';
    readonly atWallMs: number;
    readonly person: string | null;
    readonly reason: string | null;
  } | null;
}

export interface StepView {
  readonly state: 'done' | 'skipped';
  readonly atWallMs: number;
  readonly actor: Actor;
  readonly reason: string | null;
}

export interface TimelineRow {
  readonly seq: number;
  readonly atWallMs: number;
  readonly actor: Actor;
  readonly text: string;
  readonly kind: 'alert' | 'notice' | 'step' | 'person' | 'evidence' | 'blind' | 'app';
}

export interface NoticeView {
  readonly atWallMs: number;
  readonly kind: NoticeKind;
  readonly severity: Severity | null;
  readonly title: string;
  /** Shown how, or why not. */
  readonly outcome: 'shown' | 'skipped' | 'failed' | 'intended';
  readonly rung: NoticeRung | null;
  readonly reason: string;
  readonly incidentId: string | null;
}

export interface MuteView {
  readonly target: MuteTarget;
  readonly label: string;
  readonly untilWallMs: number;
  readonly reason: string | null;
}

export interface MessageView {
  readonly id: string;
  readonly incidentId: string;
  readonly template: TemplateKind;
  /** `Slack`, `E-mail`, `Sentry`. */
  readonly channel: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly queuedAtWallMs: number;
  readonly state: MessageState['state'];
  /** Why a held one waits for a person. */
  readonly why: HeldWhy | null;
  /** Why it is not sent yet, or what the other side said; empty where there is nothing to say. */
  readonly reason: string;
  readonly nextTryWallMs: number | null;
  readonly sentAtWallMs: number | null;
}

export interface Problem {
  /** `configuration`, `playbook`, `delivery`, `storage`, `contacts`. */
  readonly area: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, where (file and line), and what to do. */
  readonly message: string;
}

export interface TrainingView {
  readonly title: string;
  readonly running: boolean;
  readonly startedAtWallMs: number;
  readonly note: string;
}

export interface ViewRequest {
  readonly id: number;
  readonly screen: 'now' | 'incident' | 'runbooks' | 'settings';
  readonly incidentId: string | null;
}
