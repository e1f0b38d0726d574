import type { ThresholdName } from '../checks/rule.ts';
import type { Severity } from '../severity.ts';

/**
 * A team's document, understood. JSON values only. Every `line` is a 1-based line of the document; every `text` is plain
 * text, every `Inline` list keeps code, emphasis and the links that were found safe.
 */
export interface Playbook {
  readonly title: string;
  /** The worst first. */
  readonly severities: readonly SeverityLevel[];
  readonly initialResponse: readonly Step[];
  /** Level 1 first. */
  readonly ladder: readonly LadderLevel[];
  readonly templates: readonly MessageTemplate[];
  readonly runbooks: readonly Runbook[];
  readonly postmortem: PostmortemTemplate;
  readonly contacts: Contacts;
  readonly environment: readonly Variable[];
  readonly schedule: readonly ScheduledTask[];
  readonly thresholds: Thresholds;
  /** Prose that belongs to no list or table: kept, so that nothing is lost. */
  readonly notes: readonly Note[];
  /** In the order of their lines. */
  readonly problems: readonly PlaybookProblem[];
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'break' }
  /** `host` is where it really leads, for showing beside the words. */
  | { readonly kind: 'link'; readonly href: string; readonly host: string; readonly children: readonly Inline[] };

export interface SeverityLevel {
  readonly level: Severity;
  /** `Critical`; the label itself (`SEV1`) where the document gives no word. */
  readonly name: string;
  readonly description: string;
  readonly responseTime: ResponseTime;
  readonly examples: readonly string[];
  readonly line: number;
}

export type ResponseTime =
  | { readonly kind: 'within'; readonly text: string; readonly ms: number }
  | { readonly kind: 'next-business-day'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string };

export interface Step {
  /** Made from the words, so that it survives changes of case, punctuation and markup; unique within its list. */
  readonly id: string;
  readonly text: string;
  readonly inline: readonly Inline[];
  /** Further paragraphs under the step. */
  readonly details: readonly (readonly Inline[])[];
  readonly code: readonly CodeBlock[];
  readonly links: readonly Link[];
  readonly children: readonly Step[];
  /** The fixed read-only question that answers this step. */
  readonly evidence?: EvidenceId;
  readonly line: number;
}

export interface CodeBlock {
  readonly language: string | null;
  readonly text: string;
  readonly commandClass: CommandClass;
  readonly line: number;
}

/** What running it would do: look, change something that can be changed back, lose something, or we cannot tell. */
export type CommandClass = 'read' | 'change' | 'destroy' | 'unknown';

export interface Link {
  readonly href: string;
  readonly host: string;
  readonly text: string;
}

export const EVIDENCE_IDS = [
  'health',
  'postgres-connections',
  'redis-ping',
  'redis-memory',
  'queue-length',
  'celery-workers',
  'celery-active',
  'documents-failed',
  'processing-failures',
  'downloads-of-user',
  'users-of-address',
] as const;

export type EvidenceId = (typeof EVIDENCE_IDS)[number];

export interface LadderLevel {
  readonly level: number;
  readonly who: string;
  /** As written; empty for the level that is there from the start. */
  readonly condition: string;
  /** From the incident's start, in ms; 0 for the first level, null where only a flag leads here. */
  readonly afterMs: number | null;
  /** The severities it applies to; all four where the document names none. */
  readonly severities: readonly Severity[];
  /** Either of these calls the level at once. */
  readonly flags: readonly LadderFlag[];
  readonly line: number;
}

export type LadderFlag = 'breach' | 'legal';

export type TemplateKind = 'initial' | 'update' | 'resolution';

export interface MessageTemplate {
  readonly kind: TemplateKind;
  readonly title: string;
  readonly body: string;
  /** The words between braces, each once, in order: `Title`, `ISO timestamp`. */
  readonly fields: readonly string[];
  readonly line: number;
}

export interface Runbook {
  /** Made from the title; unique within the playbook. */
  readonly id: string;
  readonly title: string;
  readonly alerts: readonly AlertName[];
  /** The worst first. */
  readonly severities: readonly Severity[];
  readonly trigger: string | null;
  readonly notes: readonly (readonly Inline[])[];
  readonly steps: readonly Step[];
  readonly line: number;
}

export interface AlertName {
  /** In full: `Degraded` after `Document Processing Critical` is `Document Processing Degraded`. */
  readonly name: string;
  readonly written: string;
  /** `< 80%`; null where the document gives none. */
  readonly qualifier: string | null;
  /** Null where the document does not say which severity belongs to which name. */
  readonly severity: Severity | null;
}

export interface PostmortemTemplate {
  readonly sections: readonly { readonly title: string; readonly line: number }[];
  /** The template itself, Markdown; empty where the document has none. */
  readonly body: string;
  readonly line: number | null;
}

export interface Contacts {
  readonly roles: readonly ContactRole[];
  readonly vendors: readonly Vendor[];
  readonly channels: readonly Channel[];
}

export interface ContactRole {
  readonly role: string;
  readonly primary: Person;
  readonly backup: Person;
  readonly line: number;
}

export interface Person {
  /** As written: `TBD`, `Ana Ruiz, +1 202 555 0101`; empty where there is nothing. */
  readonly text: string;
  /** Null where it is still to be decided. */
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** IANA zone where imported contacts know it; a document does not say. */
  readonly zone?: string;
}

export interface Vendor {
  readonly service: string;
  readonly supportUrl: string | null;
  readonly statusUrl: string | null;
  readonly line: number;
}

export interface Channel {
  /** `Slack`, `Email`, `Status Page`, as written. */
  readonly kind: string;
  readonly value: string;
  readonly note: string;
  /** Where the document links to, without credentials; absent where it is only named. */
  readonly url?: string;
  readonly line: number;
}

export interface Variable {
  readonly name: string;
  /** Empty where the document carried a credential: it is reported and not kept. */
  readonly value: string;
  readonly note: string;
  readonly line: number;
}

export interface ScheduledTask {
  readonly name: string;
  readonly task: string;
  /** Null where the schedule is no plain interval. */
  readonly everyMs: number | null;
  /** As written: `crontab(minute='*\/5')`. */
  readonly text: string;
  readonly line: number;
}

export type Thresholds = Readonly<Partial<Record<ThresholdName, number>>>;

export interface Note {
  /** The heading it stands under. */
  readonly section: string;
  readonly inline: readonly Inline[];
  readonly line: number;
}

/**
 * error: a responder would lack something. warning: a part was not understood, or refused. info: understood, and worth
 * knowing.
 */
export interface PlaybookProblem {
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}
