import type { CodeBlock, Person, Playbook, Runbook, Step } from '../../electron/core/playbook/model.ts';
import type {
  AlertView,
  AppSnapshot,
  IncidentView,
  LadderRow,
  SourceView,
  TimelineRow,
} from '../../electron/core/snapshot.ts';

/** The moment at which every story is told: 23 November 2026, 14:04:31 UTC. */
export const NOW_MS = Date.UTC(2026, 10, 23, 14, 4, 31);

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export function snapshot(change: Partial<AppSnapshot> = {}): AppSnapshot {
  return {
    revision: 1,
    atWallMs: NOW_MS,
    mode: 'live',
    environment: 'production',
    light: {
      state: 'well',
      severity: null,
      owned: false,
      corner: null,
      muted: false,
      headline: 'All is well',
      why: 'Every source was looked at within the last 15 s, and nothing is wrong.',
    },
    sources: [source(), source({ id: 'postgres', name: 'PostgreSQL', address: 'db.example.com:5432', latencyMs: 14 })],
    alerts: [],
    incidents: [],
    notices: [],
    postmortems: [],
    overdue: [],
    mutes: [],
    messages: [],
    problems: [],
    delivery: { available: true, reason: 'The notification service answered at 14:00.' },
    playbook: { title: 'Incident Response Runbook', revision: 1, origin: 'file' },
    training: null,
    view: null,
    ...change,
  };
}

export function source(change: Partial<SourceView> = {}): SourceView {
  return {
    id: 'health',
    name: 'Health endpoint',
    address: 'https://app.example.com/health/?full=1',
    look: { verdict: 'ok', reason: 'Overall status healthy, 5 components.' },
    lookedAtWallMs: NOW_MS - 4 * SECOND,
    askedAtWallMs: NOW_MS - 4 * SECOND,
    latencyMs: 182,
    intervalMs: 15 * SECOND,
    stale: false,
    severity: null,
    checks: [
      {
        name: 'queue_length',
        label: 'Tasks waiting',
        value: 12,
        unit: '',
        look: { verdict: 'ok', reason: 'Warning at 50, critical at 100.' },
        facts: [{ label: 'Running', value: '3' }],
        limits: [100, 50],
        history: [8, 9, 14, 31, 28, 22, 15, 12].map((value, index) => ({
          atWallMs: NOW_MS - (8 - index) * 15 * SECOND,
          value,
        })),
      },
    ],
    history: [180, 175, 190, 182, 178, 185, 181, 182].map((value, index) => ({
      atWallMs: NOW_MS - (8 - index) * 15 * SECOND,
      value,
    })),
    ...change,
  };
}

export function alert(change: Partial<AlertView> = {}): AlertView {
  return {
    key: 'database',
    name: 'Database connection failed',
    severity: 1,
    phase: 'firing',
    reason: 'The health endpoint calls database unhealthy: too many clients (100 of 100).',
    firstBadWallMs: NOW_MS - 134 * SECOND,
    firedAtWallMs: NOW_MS - 109 * SECOND,
    resolvedAtWallMs: null,
    held: null,
    explainedBy: null,
    unknownSinceWallMs: null,
    flapping: false,
    mutedUntilWallMs: null,
    runbook: 'Database Connection Failed',
    incidentId: 'inc-1',
    ...change,
  };
}

export const EXPLAINED = alert({
  key: 'system-health',
  name: 'System Health Critical',
  reason: 'Overall status unhealthy.',
  explainedBy: { key: 'database', name: 'Database connection failed' },
  incidentId: null,
  firstBadWallMs: NOW_MS - 122 * SECOND,
});

export const PENDING = alert({
  key: 'queue',
  name: 'Task Queue Backlog Warning',
  severity: 3,
  phase: 'pending',
  reason: '63 tasks wait: warning at 50, critical at 100.',
  held: { watchedMs: 40 * SECOND, holdMs: 120 * SECOND },
  firedAtWallMs: null,
  incidentId: null,
});

export function incident(change: Partial<IncidentView> = {}): IncidentView {
  return {
    id: 'inc-1',
    title: 'Database connection failed',
    severity: 1,
    status: 'Investigating',
    openedAtWallMs: NOW_MS - 109 * SECOND,
    startedAtWallMs: NOW_MS - 134 * SECOND,
    resolvedAtWallMs: null,
    summary: 'The health endpoint calls database unhealthy: too many clients (100 of 100).',
    alertKeys: ['database'],
    runbookId: 'database-connection-failed',
    acknowledged: null,
    clocks: [
      {
        kind: 'respond',
        label: 'left to respond',
        reason: 'SEV1 asks for a response within 15 min',
        dueWallMs: NOW_MS + 13 * MINUTE + 11 * SECOND,
        state: 'running',
      },
      {
        kind: 'escalate',
        label: 'until L2, Engineering Lead',
        reason: 'because SEV1 is unresolved for 15 min',
        dueWallMs: NOW_MS + 13 * MINUTE + 11 * SECOND,
        state: 'running',
      },
    ],
    ladder: LADDER,
    flags: [],
    brief: BRIEF,
    steps: {},
    evidence: {},
    timeBoxes: {},
    updatedAtWallMs: null,
    placeholders: {},
    timeline: TIMELINE,
    ...change,
  };
}

const BRIEF = [
  'SEV1, Database connection failed. It is investigating, since 134 s.',
  'Measured: The health endpoint calls database unhealthy: too many clients (100 of 100).',
  'Nothing was tried yet.',
  'Please join, or name who does. I stay on it.',
].join('\n');

export const LADDER: readonly LadderRow[] = [
  ladderRow({ level: 1, who: 'On-Call Engineer', person: 'Ana Ruiz', phone: '+1 202 555 0100', state: 'current' }),
  ladderRow({
    level: 2,
    who: 'Engineering Lead',
    person: 'Sam Ode',
    phone: '+1 202 555 0101',
    dueWallMs: NOW_MS + 13 * MINUTE + 11 * SECOND,
    condition: 'after 15 min unresolved SEV1/SEV2',
    reason: 'because SEV1 is unresolved for 15 min',
  }),
  ladderRow({
    level: 3,
    who: 'CTO / Incident Commander',
    dueWallMs: NOW_MS + 28 * MINUTE + 11 * SECOND,
    condition: 'after 30 min unresolved SEV1',
    reason: 'because SEV1 is unresolved for 30 min',
  }),
  ladderRow({
    level: 4,
    who: 'Legal / Compliance Team',
    condition: 'data breach or legal implications',
    state: 'on-flag',
  }),
];

function ladderRow(change: Partial<LadderRow> & Pick<LadderRow, 'level' | 'who'>): LadderRow {
  return {
    person: null,
    phone: null,
    dueWallMs: null,
    condition: '',
    reason: null,
    next: null,
    state: 'coming',
    outcome: null,
    ...change,
  };
}

const TIMELINE: readonly TimelineRow[] = [
  {
    seq: 3,
    atWallMs: NOW_MS - 108 * SECOND,
    actor: 'sevlight',
    kind: 'notice',
    text: 'Notified: [SEV1] Database connection failed',
  },
  {
    seq: 2,
    atWallMs: NOW_MS - 109 * SECOND,
    actor: 'sevlight',
    kind: 'alert',
    text: 'Confirmed: 3 looks in 25 s were bad',
  },
  {
    seq: 1,
    atWallMs: NOW_MS - 134 * SECOND,
    actor: 'sevlight',
    kind: 'alert',
    text: 'First bad look: too many clients (100 of 100)',
  },
];

const list = 'database-connection-failed';

/** The incident two minutes on: acknowledged, three steps ticked, one skipped. */
export const WORKED = incident({
  status: 'Mitigating',
  acknowledged: { atWallMs: NOW_MS - 89 * SECOND, untilWallMs: null, reason: null },
  steps: {
    'initial-response/acknowledge': { state: 'done', atWallMs: NOW_MS - 89 * SECOND, actor: 'person', reason: null },
    'initial-response/assess': { state: 'done', atWallMs: NOW_MS - 70 * SECOND, actor: 'person', reason: null },
    [`${list}/panel`]: { state: 'done', atWallMs: NOW_MS - 51 * SECOND, actor: 'person', reason: null },
    [`${list}/string`]: {
      state: 'skipped',
      atWallMs: NOW_MS - 16 * SECOND,
      actor: 'person',
      reason: 'nothing was deployed today',
    },
  },
  clocks: [
    {
      kind: 'next-update',
      label: 'until the first update',
      reason: 'stakeholders hear from you within 5 min of your acknowledgement',
      dueWallMs: NOW_MS + 211 * SECOND,
      state: 'running',
    },
    {
      kind: 'escalate',
      label: 'until Engineering Lead',
      reason: 'because SEV1 is unresolved for 15 min',
      dueWallMs: NOW_MS + 13 * MINUTE + 11 * SECOND,
      state: 'running',
    },
    {
      kind: 'acknowledgement-expires',
      label: 'until your acknowledgement ends',
      reason: 'a SEV1 left alone for 30 min is announced again',
      dueWallMs: NOW_MS + 29 * MINUTE,
      state: 'running',
    },
    {
      kind: 'respond',
      label: 'responded',
      reason: 'SEV1 asks for a response within 15 min',
      dueWallMs: NOW_MS + 13 * MINUTE,
      state: 'met',
    },
  ],
  timeline: [
    {
      seq: 7,
      atWallMs: NOW_MS - 16 * SECOND,
      actor: 'person',
      kind: 'step',
      text: 'Skipped: Verify the connection string (nothing was deployed today)',
    },
    {
      seq: 6,
      atWallMs: NOW_MS - 30 * SECOND,
      actor: 'person',
      kind: 'person',
      text: 'Note: the pool was full right after the nightly export',
    },
    {
      seq: 5,
      atWallMs: NOW_MS - 51 * SECOND,
      actor: 'person',
      kind: 'step',
      text: 'Done: Check the database in the provider’s panel',
    },
    { seq: 4, atWallMs: NOW_MS - 89 * SECOND, actor: 'person', kind: 'person', text: 'Acknowledged' },
    ...TIMELINE,
  ],
});

export const RESOLVED = incident({
  id: 'inc-0',
  title: 'Task Queue Backlog Warning',
  severity: 3,
  status: 'Resolved',
  startedAtWallMs: NOW_MS - 200 * MINUTE,
  openedAtWallMs: NOW_MS - 198 * MINUTE,
  resolvedAtWallMs: NOW_MS - 150 * MINUTE,
  clocks: [],
  runbookId: 'task-queue-backlog',
});

export const ALARM: AppSnapshot['light'] = {
  state: 'alarm',
  severity: 1,
  owned: false,
  corner: null,
  muted: false,
  headline: 'SEV1 Database connection failed',
  why: 'The worst alert that nobody owns decides: SEV1, not acknowledged.',
};

const NOBODY: Person = { text: 'TBD', name: null, phone: null, email: null };

export const PLAYBOOK: Playbook = {
  title: 'Incident Response Runbook',
  severities: [
    {
      level: 1,
      name: 'Critical',
      description: 'Service down, data breach, or security incident',
      responseTime: { kind: 'within', text: 'Immediate (< 15 min)', ms: 15 * MINUTE },
      examples: ['Database down', 'all workers dead'],
      line: 21,
    },
    {
      level: 2,
      name: 'High',
      description: 'Major feature broken, significant degradation',
      responseTime: { kind: 'within', text: '< 1 hour', ms: 60 * MINUTE },
      examples: ['No Celery workers'],
      line: 22,
    },
    {
      level: 3,
      name: 'Medium',
      description: 'Partial degradation, non-critical feature broken',
      responseTime: { kind: 'within', text: '< 4 hours', ms: 240 * MINUTE },
      examples: ['Queue backlog > 50'],
      line: 23,
    },
    {
      level: 4,
      name: 'Low',
      description: 'Minor issues, cosmetic bugs',
      responseTime: { kind: 'next-business-day', text: 'Next business day' },
      examples: ['Single task timeout'],
      line: 24,
    },
  ],
  initialResponse: [
    stressed('Acknowledge', 'the alert within the response time'),
    stressed('Assess', 'severity and scope'),
    stressed('Communicate', 'status to stakeholders'),
    stressed('Mitigate', 'the immediate impact if possible'),
    stressed('Investigate', 'the root cause'),
    stressed('Resolve', 'the incident'),
    stressed('Document', 'the actions taken'),
  ],
  ladder: [],
  templates: [],
  runbooks: [
    runbook(list, 'Database Connection Failed', [
      step('panel', 'Check the database in the provider’s panel'),
      step('string', 'Verify the connection string in the environment'),
      step('pool', 'Is the connection pool exhausted?', {
        code: [block('sql', 'SELECT count(*) FROM pg_stat_activity;', 'read')],
      }),
      step('restart', 'If the pool is exhausted, restart the web workers', {
        code: [block('bash', 'doctl apps create-deployment <app-id>', 'change')],
      }),
      step('down', 'If the database is down, see the vendor’s status page and open a ticket', {
        links: [
          {
            href: 'https://status.digitalocean.com/',
            host: 'status.digitalocean.com',
            text: 'vendor’s status page',
          },
        ],
        inline: [
          { kind: 'text', text: 'If the database is down, see the ' },
          {
            kind: 'link',
            href: 'https://status.digitalocean.com/',
            host: 'status.digitalocean.com',
            children: [{ kind: 'text', text: 'vendor’s status page' }],
          },
          { kind: 'text', text: ' and open a ticket' },
        ],
        children: [
          step('tell', 'Tell the Engineering Lead'),
          step('flush', 'Never flush the cache to “help”', {
            code: [block('bash', 'redis-cli -u $REDIS_URL FLUSHALL', 'destroy')],
          }),
        ],
      }),
    ]),
    runbook(
      'task-queue-backlog',
      'Task Queue Backlog',
      [
        step('length', 'Check the queue length', {
          code: [block('bash', 'redis-cli -u $REDIS_URL LLEN celery', 'read')],
        }),
      ],
      {
        severities: [3],
        alerts: [
          {
            name: 'Task Queue Backlog Critical',
            written: 'Task Queue Backlog Critical',
            qualifier: '> 100',
            severity: 3,
          },
        ],
      },
    ),
  ],
  postmortem: { sections: [], body: '', line: null },
  contacts: {
    roles: [{ role: 'On-Call Engineer', primary: NOBODY, backup: NOBODY, line: 300 }],
    vendors: [],
    channels: [],
  },
  environment: [],
  schedule: [],
  thresholds: {},
  notes: [],
  problems: [],
};

function step(id: string, text: string, change: Partial<Step> = {}): Step {
  return {
    id,
    text,
    inline: [{ kind: 'text', text }],
    details: [],
    code: [],
    links: [],
    children: [],
    line: 1,
    ...change,
  };
}

/** A step that leads with a stressed word, as first responses are written. */
function stressed(lead: string, rest: string): Step {
  return step(lead.toLowerCase(), `${lead} ${rest}`, {
    inline: [
      { kind: 'strong', children: [{ kind: 'text', text: lead }] },
      { kind: 'text', text: ` ${rest}` },
    ],
  });
}

function block(language: string, text: string, commandClass: CodeBlock['commandClass']): CodeBlock {
  return { language, text, commandClass, line: 1 };
}

function runbook(id: string, title: string, steps: readonly Step[], change: Partial<Runbook> = {}): Runbook {
  return {
    id,
    title,
    alerts: [
      { name: 'Database connection failed', written: 'Database connection failed', qualifier: null, severity: 1 },
    ],
    severities: [1],
    trigger: null,
    notes: [],
    steps,
    line: 1,
    ...change,
  };
}
