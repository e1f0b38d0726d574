import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../electron/core/checks/rules.ts';

const rules = defaultRules();

function rule(id: string, from = rules) {
  const found = from.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
}

describe('the alert table', () => {
  it('has every alert with its severity and runbook', () => {
    const rows = rules.flatMap(({ levels, runbook }) =>
      levels.map(({ name, severity }) => `${name} | SEV${severity} | ${runbook}`),
    );
    expect(rows.sort()).toEqual(
      [
        'System Health Critical | SEV1 | System Health Critical',
        'Service Unreachable | SEV1 | System Health Critical',
        'Database connection failed | SEV1 | Database Connection Failed',
        'Redis connection failed | SEV2 | Redis Connection Failed',
        'Redis Memory Full | SEV2 | Redis Connection Failed',
        'Celery Workers Critical | SEV2 | Celery Workers Critical',
        'Celery Workers Low | SEV3 | Celery Workers Critical',
        'Document Processing Critical | SEV2 | Document Processing Degraded/Critical',
        'Document Processing Degraded | SEV3 | Document Processing Degraded/Critical',
        'Processing Failures High | SEV2 | Document Processing Degraded/Critical',
        'Processing Failures High | SEV3 | Document Processing Degraded/Critical',
        'Documents Stuck | SEV3 | Document Processing Degraded/Critical',
        'Task Queue Backlog Critical | SEV3 | Task Queue Backlog',
        'Task Queue Backlog Warning | SEV3 | Task Queue Backlog',
        'Long-Running Task Critical | SEV3 | Long-Running Task',
        'Long-Running Task Warning | SEV3 | Long-Running Task',
        'Task Timeout | SEV4 | Long-Running Task',
        'Anomalous Download Activity | SEV2 | Anomalous Download Activity',
        'Elevated Download Activity | SEV3 | Anomalous Download Activity',
        'Multiple Users Same IP | SEV3 | Multiple Users Same IP',
        'Connections Near Limit | SEV3 | Database Connection Failed',
        'Team Monitoring Silent | SEV3 | Celery Workers Critical',
        'System Health Degraded | SEV3 | System Health Critical',
      ].sort(),
    );
  });

  it('knows the names that teams use besides', () => {
    expect(rule('celery-workers').levels[0]?.aliases).toEqual(['No Celery workers responding']);
    expect(rule('task-queue-backlog').levels.map(({ aliases }) => aliases)).toEqual([
      ['Task Queue Backlog'],
      ['Task Queue Backlog'],
    ]);
  });

  it('holds the database and System Health for 25 s, Redis for 45 s, the service for 60 s, the rest for 120 s', () => {
    const seconds = (id: string) => rule(id).holdMs / 1000;
    expect(seconds('database-connection-failed')).toBe(25);
    expect(seconds('system-health-critical')).toBe(25);
    expect(seconds('redis-connection-failed')).toBe(45);
    expect(seconds('service-unreachable')).toBe(60);
    expect(rules.filter(({ holdMs }) => holdMs === 120_000)).toHaveLength(rules.length - 4);
    expect(new Set(rules.map(({ minimumLooks, keepFiringMs }) => `${minimumLooks} ${keepFiringMs}`))).toEqual(
      new Set(['3 60000']),
    );
  });

  it('has each threshold with its direction and clear value', () => {
    const limits = rules.flatMap(({ id, levels }) =>
      levels.flatMap(({ threshold: t }) => (t ? [`${id} ${t.direction} ${t.value} clear ${t.clear}`] : [])),
    );
    expect(limits).toEqual([
      'redis-memory-full at-or-above 95 clear 85.5',
      'celery-workers at-or-below 0 clear 0',
      'celery-workers at-or-below 1 clear 1',
      'document-processing below 80 clear 82',
      'document-processing below 90 clear 92',
      'processing-failures at-or-above 10 clear 9',
      'processing-failures at-or-above 5 clear 4.5',
      'documents-stuck at-or-above 1 clear 0.9',
      'task-queue-backlog at-or-above 100 clear 90',
      'task-queue-backlog at-or-above 50 clear 45',
      'long-running-task at-or-above 600 clear 540',
      'long-running-task at-or-above 300 clear 270',
      'task-timeout at-or-above 1 clear 0.9',
      'download-activity at-or-above 100 clear 90',
      'download-activity at-or-above 50 clear 45',
      'multiple-users-same-ip at-or-above 4 clear 3.6',
      'connections-near-limit at-or-above 90 clear 81',
      'system-health-degraded at-or-above 1 clear 0.9',
    ]);
  });

  it('names causes that exist, before what they explain; nothing explains the database or an unreachable service', () => {
    const seen = new Set<string>();
    for (const { id, explainedBy } of rules) {
      for (const cause of explainedBy) expect(seen, `${cause} stands before ${id}`).toContain(cause);
      seen.add(id);
    }
    expect(rule('database-connection-failed').explainedBy).toEqual([]);
    expect(rule('service-unreachable').explainedBy).toEqual([]);
  });

  it('feeds each check to one rule', () => {
    const checks = rules.map(({ check }) => check);
    expect(new Set(checks).size).toBe(checks.length);
  });
});

describe("a team's own rules", () => {
  it('take its thresholds under its names, clear values following', () => {
    const own = defaultRules({ queue_length_warning: 200, queue_length_critical: 400 });
    expect(rule('task-queue-backlog', own).levels.map(({ threshold }) => threshold)).toEqual([
      { direction: 'at-or-above', value: 400, clear: 360 },
      { direction: 'at-or-above', value: 200, clear: 180 },
    ]);
  });

  it('may change hold, severity and causes of one rule, or switch it off', () => {
    const own = defaultRules(
      {},
      {
        'celery-workers': { severities: [1], holdMs: 30_000 },
        'system-health-critical': { explainedBy: [] },
        'task-timeout': { enabled: false },
      },
    );
    expect(rule('celery-workers', own).levels.map(({ severity }) => severity)).toEqual([1, 3]);
    expect(rule('celery-workers', own).holdMs).toBe(30_000);
    expect(rule('system-health-critical', own).explainedBy).toEqual([]);
    expect(own.map(({ id }) => id)).not.toContain('task-timeout');
    expect(own).toHaveLength(rules.length - 1);
  });
});
