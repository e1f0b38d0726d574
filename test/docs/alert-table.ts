import type { Rule, RuleLevel, Threshold } from '../../electron/core/checks/rule.ts';
import { type CheckName, defaultRules } from '../../electron/core/checks/rules.ts';
import { severityLabel } from '../../electron/core/severity.ts';

/** What each check is, as a table has room for it. */
const MEASURED: Readonly<Record<CheckName, string>> = {
  service_reachable: 'the health endpoint does not answer, or not with a report',
  system_health: 'the service calls itself unhealthy, and no other alert says why',
  database: 'the database takes no connection, or the service says so',
  redis: 'Redis does not answer, or the service says so',
  redis_memory: 'memory used of `maxmemory`, under `noeviction`',
  celery_workers: 'workers alive',
  processing_success_rate: 'settled documents that completed',
  failures_per_hour: 'failures within the hour',
  documents_stuck: 'documents in processing for more than an hour',
  queue_length: 'tasks waiting, all priorities',
  task_age: 'age of one running task',
  task_timeouts: 'failures of type timeout within the hour',
  downloads_per_hour: 'downloads of one user within the hour',
  users_per_ip: 'users downloading from one address within the hour',
  postgres_connections: 'connections used, of those open to applications',
  team_monitoring: "the newest metric is older than 3 of its intervals: the team's own monitoring has gone silent",
  system_health_extra: 'degraded components without an alert of their own',
};

const UNITS: Partial<Readonly<Record<CheckName, string>>> = {
  redis_memory: ' %',
  processing_success_rate: ' %',
  task_age: ' s',
  postgres_connections: ' %',
};

/** The table of docs/alerts.md, made from the rules themselves. */
export function alertTable(): string {
  const rules = defaultRules();
  const rows = rules.flatMap((rule) => rule.levels.map((level) => row(rule, level, rules)));
  const head = ['alert', 'severity', 'raised when', 'for', 'clears when', 'explained by', 'runbook'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function row(rule: Rule, level: RuleLevel, rules: readonly Rule[]): readonly string[] {
  const check = rule.check as CheckName;
  const what = MEASURED[check];
  const unit = UNITS[check] ?? '';
  const { threshold } = level;
  const causes = rule.explainedBy.map((id) => rules.find((one) => one.id === id)?.levels.at(0)?.name ?? id);
  return [
    level.name,
    severityLabel(level.severity),
    threshold === undefined ? what : `${what}: ${limit(threshold, unit)}`,
    `${rule.holdMs / 1000} s`,
    threshold === undefined ? 'it is well' : clear(threshold, unit),
    causes.join(', ') || 'nothing',
    rule.runbook,
  ];
}

function limit({ direction, value }: Threshold, unit: string): string {
  switch (direction) {
    case 'at-or-above':
      return `${value}${unit} or more`;
    case 'at-or-below':
      return value === 0 ? 'none' : `${value}${unit} or fewer`;
    case 'below':
      return `less than ${value}${unit}`;
  }
}

function clear({ direction, value, clear: limit }: Threshold, unit: string): string {
  switch (direction) {
    case 'at-or-above':
      return value === 1 ? 'none' : `less than ${limit}${unit}`;
    case 'at-or-below':
      return `more than ${limit}${unit}`;
    case 'below':
      return `${limit}${unit} or more`;
  }
}
