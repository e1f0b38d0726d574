import { describe, expect, it } from 'vitest';
import { allSteps, parseFixture, problemLines } from './fixtures.ts';

const playbook = parseFixture('customer-structure');
const runbook = (title: string) => playbook.runbooks.find((each) => each.title === title);

describe("a document with the customer's structure", () => {
  it('gives four severities with response times and examples', () => {
    expect(playbook.severities.map(({ level, name, responseTime }) => [level, name, responseTime])).toEqual([
      [1, 'Critical', { kind: 'within', text: 'Immediate (< 15 min)', ms: 900_000 }],
      [2, 'High', { kind: 'within', text: '< 1 hour', ms: 3_600_000 }],
      [3, 'Medium', { kind: 'within', text: '< 4 hours', ms: 14_400_000 }],
      [4, 'Low', { kind: 'next-business-day', text: 'Next business day' }],
    ]);
    expect(playbook.severities.map(({ examples }) => examples.length)).toEqual([3, 2, 2, 2]);
    expect(playbook.severities[0]?.description).toBe('Nobody can use the service, or data may be in the wrong hands');
  });

  it('gives the seven steps of the initial response', () => {
    expect(playbook.initialResponse.map(({ text }) => text.split(' ')[0])).toEqual([
      'Acknowledge',
      'Assess',
      'Communicate',
      'Mitigate',
      'Investigate',
      'Resolve',
      'Document',
    ]);
  });

  it('gives the ladder with what each level waits for', () => {
    expect(playbook.ladder.map(({ line, ...level }) => level)).toEqual([
      { level: 1, who: 'On-Call Engineer', condition: '', afterMs: 0, severities: [1, 2, 3, 4], flags: [] },
      {
        level: 2,
        who: 'Engineering Lead',
        condition: 'after 15 min unresolved SEV1/SEV2',
        afterMs: 900_000,
        severities: [1, 2],
        flags: [],
      },
      {
        level: 3,
        who: 'CTO / Incident Commander',
        condition: 'after 30 min unresolved SEV1',
        afterMs: 1_800_000,
        severities: [1],
        flags: [],
      },
      {
        level: 4,
        who: 'Legal / Compliance Team',
        condition: 'data breach or legal implications',
        afterMs: null,
        severities: [1, 2, 3, 4],
        flags: ['breach', 'legal'],
      },
    ]);
  });

  it('gives three templates with their blanks', () => {
    expect(playbook.templates.map(({ kind }) => kind)).toEqual(['initial', 'update', 'resolution']);
    expect(playbook.templates[0]?.body.split('\n')).toHaveLength(5);
    expect(playbook.templates[1]?.fields).toContain('Investigating/Mitigating/Resolved');
  });

  it('gives nine runbooks with alerts, qualifiers and the severity of each name', () => {
    expect(playbook.runbooks.map(({ title, steps }) => [title, steps.length])).toEqual([
      ['System Health Critical', 3],
      ['Database Connection Failed', 5],
      ['Redis Connection Failed', 5],
      ['Celery Workers Critical', 5],
      ['Document Processing Degraded/Critical', 5],
      ['Task Queue Backlog', 5],
      ['Long-Running Task', 5],
      ['Anomalous Download Activity', 4],
      ['Multiple Users Same IP', 4],
    ]);
    expect(runbook('System Health Critical')?.trigger).toBe('The service calls itself "unhealthy"');
    expect(runbook('Document Processing Degraded/Critical')?.alerts).toEqual([
      {
        name: 'Document Processing Critical',
        written: 'Document Processing Critical',
        qualifier: '< 80%',
        severity: 2,
      },
      { name: 'Document Processing Degraded', written: 'Degraded', qualifier: '< 90%', severity: 3 },
    ]);
    expect(runbook('Celery Workers Critical')?.alerts.map(({ name, severity }) => [name, severity])).toEqual([
      ['Celery Workers Critical', 2],
      ['No Celery workers responding', 2],
    ]);
    expect(runbook('Anomalous Download Activity')?.severities).toEqual([2, 3]);
  });

  it('keeps code with its language, nested lists, and the lines of both', () => {
    const [, , pool] = runbook('Database Connection Failed')?.steps ?? [];
    expect(pool?.code).toEqual([
      {
        language: 'bash',
        text: 'python manage.py dbshell\nSELECT count(*) FROM pg_stat_activity;',
        commandClass: 'read',
        line: 108,
      },
    ]);
    const [, , suspicious, malicious] = runbook('Anomalous Download Activity')?.steps ?? [];
    expect(suspicious?.children).toHaveLength(3);
    expect(malicious?.children.map(({ line }) => line)).toEqual([230, 231, 232, 233]);
  });

  it('recognises the questions that its commands and words ask: each runbook has one', () => {
    const asked = playbook.runbooks.flatMap(({ steps }) => allSteps(steps).flatMap(({ evidence }) => evidence ?? []));
    expect(asked).toEqual([
      'health',
      'postgres-connections',
      'redis-ping',
      'redis-memory',
      'celery-workers',
      'documents-failed',
      'processing-failures',
      'queue-length',
      'celery-active',
      'celery-active',
      'downloads-of-user',
      'users-of-address',
    ]);
  });

  it('classes what its commands would do', () => {
    const classes = playbook.runbooks.flatMap(({ steps }) =>
      allSteps(steps).flatMap(({ code }) => code.map(({ commandClass }) => commandClass)),
    );
    expect(classes.filter((each) => each === 'read')).toHaveLength(10);
    expect(classes.filter((each) => each === 'change')).toHaveLength(2);
    expect(classes.filter((each) => each === 'destroy')).toHaveLength(1);
  });

  it('gives the post-mortem template, contacts, settings and thresholds', () => {
    expect(playbook.postmortem.sections.map(({ title }) => title)).toEqual([
      'Summary',
      'Impact',
      'Timeline',
      'Root Cause',
      'Resolution',
      'What Went Well',
      'What Went Poorly',
      'Action Items',
      'Lessons Learned',
      'References',
    ]);
    expect(playbook.contacts.roles.map(({ role }) => role)).toEqual(['On-Call Engineer', 'Engineering Lead', 'CTO']);
    expect(playbook.contacts.vendors.map(({ service, statusUrl }) => [service, statusUrl])).toEqual([
      ['DigitalOcean', 'https://status.digitalocean.com/'],
      ['OpenAI', 'https://status.openai.com/'],
      ['Sentry', 'https://status.sentry.io/'],
      ['Stripe', 'https://status.stripe.com/'],
    ]);
    expect(playbook.contacts.channels.map(({ kind, value }) => [kind, value])).toEqual([
      ['Slack', '#incidents'],
      ['Email', 'incidents@example.com'],
      ['Status Page', 'status.example.com'],
    ]);
    expect(playbook.environment.map(({ name }) => name)).toEqual([
      'ALERT_EMAIL_RECIPIENTS',
      'SLACK_ALERT_WEBHOOK',
      'ALERT_CHANNELS',
    ]);
    expect(playbook.schedule.map(({ task, everyMs }) => [task, everyMs])).toEqual([
      ['core.tasks.run_monitoring_checks', 300_000],
      ['core.tasks.check_download_anomalies_task', 3_600_000],
    ]);
    expect(playbook.thresholds).toEqual({
      processing_success_rate_warning: 90,
      processing_success_rate_critical: 80,
      failures_per_hour_warning: 5,
      failures_per_hour_critical: 10,
      min_workers_warning: 1,
      min_workers_critical: 0,
      queue_length_warning: 50,
      queue_length_critical: 100,
      task_age_warning: 300,
      task_age_critical: 600,
      downloads_per_hour_warning: 50,
      downloads_per_hour_critical: 100,
    });
  });

  it('lists what a responder would lack, and nothing else', () => {
    expect(problemLines(playbook)).toEqual([
      '51 error Level 4 (Legal / Compliance Team): the contacts name nobody for it.',
      '326 error On-Call Engineer: the primary is “TBD”.',
      '326 error On-Call Engineer: the backup is “TBD”.',
      '326 error No telephone numbers: On-Call Engineer, Engineering Lead, CTO cannot be called. Add a column “Phone”.',
      '327 error Engineering Lead: the primary is “TBD”.',
      '327 error Engineering Lead: the backup is “TBD”.',
      '328 error CTO: the primary is “TBD”.',
      '328 error CTO: the backup is “TBD”.',
    ]);
  });

  it('keeps the prose between the lists as notes', () => {
    expect(playbook.notes.map(({ line }) => line)).toEqual([3, 250, 320, 351, 366, 383]);
  });
});
