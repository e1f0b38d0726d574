import type { Severity } from '../severity.ts';
import { DAY_MS, SECOND_MS } from '../time.ts';
import type { Rule, RuleLevel, Threshold, ThresholdName } from './rule.ts';
import { atOrAbove, atOrBelow, DEFAULT_THRESHOLDS, rateBelow } from './thresholds.ts';

/** Every check that has a rule. Other checks are shown, not alerted. */
export type CheckName =
  | 'service_reachable'
  | 'system_health'
  | 'database'
  | 'redis'
  /** Percent of maxmemory; value null unless the policy is noeviction and a maximum is set. */
  | 'redis_memory'
  | 'celery_workers'
  | 'processing_success_rate'
  | 'failures_per_hour'
  /** Documents in processing for more than an hour. */
  | 'documents_stuck'
  | 'queue_length'
  /** One instance per task, in seconds. */
  | 'task_age'
  /** Failures of type timeout within the last hour. */
  | 'task_timeouts'
  /** One instance per user. */
  | 'downloads_per_hour'
  /** One instance per IP address: distinct users within the hour. */
  | 'users_per_ip'
  /** Percent of the connections open to applications: max_connections without those kept for administrators. */
  | 'postgres_connections'
  | 'team_monitoring'
  /** One instance per check of the health body that Sevlight does not know: 1 degraded, 0 well. */
  | 'system_health_extra';

/** What a configuration may change about one rule, by the rule's id. */
export interface RuleOverride {
  readonly enabled?: boolean;
  readonly runbook?: string;
  readonly holdMs?: number;
  readonly minimumLooks?: number;
  readonly keepFiringMs?: number;
  /** `[]` restores the literal reading: the alert stands for itself. */
  readonly explainedBy?: readonly string[];
  /** One per level, the worst first; a missing one stays. */
  readonly severities?: readonly Severity[];
}

const MINIMUM_LOOKS = 3;
const KEEP_FIRING_MS = 60 * SECOND_MS;
const HOLD_MS = 120 * SECOND_MS;

function level(name: string, severity: Severity, threshold?: Threshold, aliases: readonly string[] = []): RuleLevel {
  return threshold === undefined ? { name, aliases, severity } : { name, aliases, severity, threshold };
}

interface RuleRow {
  readonly id: string;
  readonly check: CheckName;
  readonly levels: readonly RuleLevel[];
  readonly runbook: string;
  readonly holdMs?: number;
  readonly explainedBy?: readonly string[];
}

/**
 * The alert table: one row per rule, causes before what they explain.
 *
 * Who explains whom, and why:
 * - The database explains whatever is counted by asking it. Redis explains workers, queue and running tasks, which are
 *   asked through it; a full Redis lets no worker answer, so it explains the workers and their tasks, not the queue,
 *   which can still be read.
 * - A component explains System Health Critical, which only sums the components up.
 * - Failures explain single timeouts, which are some of them.
 * - Service Unreachable explains nothing: while the endpoint does not answer, what only it feeds is unknown and cannot
 *   be bad, and what other sources feed is measured without it. Nothing explains it either: a duplicate beats a miss.
 * - A SEV3 (Connections Near Limit) never explains the SEV1 that it may grow into.
 */
function table(t: Readonly<Record<ThresholdName, number>>): readonly RuleRow[] {
  const documents = 'Document Processing Degraded/Critical';
  return [
    {
      id: 'service-unreachable',
      check: 'service_reachable',
      levels: [level('Service Unreachable', 1)],
      runbook: 'System Health Critical',
      holdMs: 60 * SECOND_MS,
    },
    {
      id: 'database-connection-failed',
      check: 'database',
      levels: [level('Database connection failed', 1)],
      runbook: 'Database Connection Failed',
      holdMs: 25 * SECOND_MS,
    },
    {
      id: 'redis-connection-failed',
      check: 'redis',
      levels: [level('Redis connection failed', 2)],
      runbook: 'Redis Connection Failed',
      holdMs: 45 * SECOND_MS,
    },
    {
      id: 'redis-memory-full',
      check: 'redis_memory',
      levels: [level('Redis Memory Full', 2, atOrAbove(95))],
      runbook: 'Redis Connection Failed',
      explainedBy: ['redis-connection-failed'],
    },
    {
      id: 'celery-workers',
      check: 'celery_workers',
      levels: [
        level('Celery Workers Critical', 2, atOrBelow(t.min_workers_critical), ['No Celery workers responding']),
        { ...level('Celery Workers Low', 3, atOrBelow(t.min_workers_warning)), seenGoodWithinMs: DAY_MS },
      ],
      runbook: 'Celery Workers Critical',
      explainedBy: ['redis-connection-failed', 'redis-memory-full'],
    },
    {
      id: 'document-processing',
      check: 'processing_success_rate',
      levels: [
        level('Document Processing Critical', 2, rateBelow(t.processing_success_rate_critical)),
        level('Document Processing Degraded', 3, rateBelow(t.processing_success_rate_warning)),
      ],
      runbook: documents,
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'processing-failures',
      check: 'failures_per_hour',
      levels: [
        level('Processing Failures High', 2, atOrAbove(t.failures_per_hour_critical)),
        level('Processing Failures High', 3, atOrAbove(t.failures_per_hour_warning)),
      ],
      runbook: documents,
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'documents-stuck',
      check: 'documents_stuck',
      levels: [level('Documents Stuck', 3, atOrAbove(1))],
      runbook: documents,
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'task-queue-backlog',
      check: 'queue_length',
      levels: [
        level('Task Queue Backlog Critical', 3, atOrAbove(t.queue_length_critical), ['Task Queue Backlog']),
        level('Task Queue Backlog Warning', 3, atOrAbove(t.queue_length_warning), ['Task Queue Backlog']),
      ],
      runbook: 'Task Queue Backlog',
      explainedBy: ['redis-connection-failed'],
    },
    {
      id: 'long-running-task',
      check: 'task_age',
      levels: [
        level('Long-Running Task Critical', 3, atOrAbove(t.task_age_critical)),
        level('Long-Running Task Warning', 3, atOrAbove(t.task_age_warning)),
      ],
      runbook: 'Long-Running Task',
      explainedBy: ['redis-connection-failed', 'redis-memory-full'],
    },
    {
      id: 'task-timeout',
      check: 'task_timeouts',
      levels: [level('Task Timeout', 4, atOrAbove(1))],
      runbook: 'Long-Running Task',
      explainedBy: ['database-connection-failed', 'processing-failures'],
    },
    {
      id: 'download-activity',
      check: 'downloads_per_hour',
      levels: [
        level('Anomalous Download Activity', 2, atOrAbove(t.downloads_per_hour_critical)),
        level('Elevated Download Activity', 3, atOrAbove(t.downloads_per_hour_warning)),
      ],
      runbook: 'Anomalous Download Activity',
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'multiple-users-same-ip',
      check: 'users_per_ip',
      levels: [level('Multiple Users Same IP', 3, atOrAbove(4))],
      runbook: 'Multiple Users Same IP',
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'connections-near-limit',
      check: 'postgres_connections',
      levels: [level('Connections Near Limit', 3, atOrAbove(90))],
      runbook: 'Database Connection Failed',
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'team-monitoring-silent',
      check: 'team_monitoring',
      levels: [level('Team Monitoring Silent', 3)],
      runbook: 'Celery Workers Critical',
      explainedBy: ['database-connection-failed'],
    },
    {
      id: 'system-health-degraded',
      check: 'system_health_extra',
      levels: [level('System Health Degraded', 3, atOrAbove(1))],
      runbook: 'System Health Critical',
    },
    {
      id: 'system-health-critical',
      check: 'system_health',
      levels: [level('System Health Critical', 1)],
      runbook: 'System Health Critical',
      holdMs: 25 * SECOND_MS,
      explainedBy: [
        'database-connection-failed',
        'redis-connection-failed',
        'redis-memory-full',
        'celery-workers',
        'document-processing',
        'processing-failures',
        'documents-stuck',
      ],
    },
  ];
}

/**
 * The rules, causes first. `thresholds` are the team's, under its own names; clear values follow them.
 * `overrides` by rule id; an id that no rule has changes nothing.
 */
export function defaultRules(
  thresholds: Partial<Readonly<Record<ThresholdName, number>>> = {},
  overrides: Readonly<Record<string, RuleOverride>> = {},
): readonly Rule[] {
  const rules = table({ ...DEFAULT_THRESHOLDS, ...thresholds }).flatMap((row) => {
    const { enabled = true, severities = [], ...changed } = overrides[row.id] ?? {};
    if (!enabled) return [];
    const rule: Rule = {
      holdMs: HOLD_MS,
      minimumLooks: MINIMUM_LOOKS,
      keepFiringMs: KEEP_FIRING_MS,
      explainedBy: [],
      ...row,
      ...changed,
      levels: row.levels.map((each, i) => ({ ...each, severity: severities[i] ?? each.severity })),
    };
    return [rule];
  });
  return causesFirst(rules);
}

/** The rules with each cause before what it explains; a circle is cut where it closes. */
function causesFirst(rules: readonly Rule[]): readonly Rule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ordered = new Set<Rule>();
  const visiting = new Set<Rule>();
  const visit = (rule: Rule): void => {
    if (ordered.has(rule) || visiting.has(rule)) return;
    visiting.add(rule);
    for (const id of rule.explainedBy) {
      const cause = byId.get(id);
      if (cause !== undefined) visit(cause);
    }
    ordered.add(rule);
  };
  for (const rule of rules) visit(rule);
  return [...ordered];
}
