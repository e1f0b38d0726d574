import type { Severity } from '../severity.ts';

/** The names the team already uses for its thresholds (ALERT_THRESHOLDS). */
export type ThresholdName =
  | 'processing_success_rate_warning'
  | 'processing_success_rate_critical'
  | 'failures_per_hour_warning'
  | 'failures_per_hour_critical'
  | 'min_workers_warning'
  | 'min_workers_critical'
  | 'queue_length_warning'
  | 'queue_length_critical'
  | 'task_age_warning'
  | 'task_age_critical'
  | 'downloads_per_hour_warning'
  | 'downloads_per_hour_critical';

export interface Threshold {
  readonly direction: 'at-or-above' | 'below' | 'at-or-below';
  readonly value: number;
  /** A firing level ends only on the good side of this value (hysteresis); between the two it stays as it is. */
  readonly clear: number;
}

export interface RuleLevel {
  /** What the alert is called at this level: `Task Queue Backlog Critical`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** Absent where the check is a verdict in itself. */
  readonly threshold?: Threshold;
  /** The level counts only where the good side of its threshold was seen within this time, in ms, sleep included. */
  readonly seenGoodWithinMs?: number;
}

/** Check + thresholds + hold + severity. */
export interface Rule {
  readonly id: string;
  readonly check: string;
  /** The worst first. */
  readonly levels: readonly RuleLevel[];
  /** The heading in the playbook. */
  readonly runbook: string;
  /** Watched time that must pass, in ms, and looks that must be bad, before it fires. */
  readonly holdMs: number;
  readonly minimumLooks: number;
  /** Watched time that must be good, in ms, before it resolves. */
  readonly keepFiringMs: number;
  /** Rules whose alert, from its first bad look, explains this one. */
  readonly explainedBy: readonly string[];
}
