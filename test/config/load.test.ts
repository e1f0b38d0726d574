import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defaultConfigPath } from '../../electron/config/folder.ts';
import { type Loaded, loadConfig } from '../../electron/config/load.ts';

interface Given {
  readonly env?: Record<string, string>;
  readonly files?: Record<string, string>;
}

function load({ env = {}, files = {} }: Given): Loaded {
  return loadConfig({
    env,
    configPath: '/u/ana/.config/Sevlight/config.yml',
    timeZone: 'Europe/Lisbon',
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('missing'), { code: 'ENOENT' });
      return text;
    },
  });
}

/** Loads the text as the user's own file; problems without the file's name. */
function fromFile(text: string, env: Record<string, string> = {}) {
  const path = '/u/ana/.config/Sevlight/config.yml';
  const files = { [path]: text, '/u/ana/.config/Sevlight/runbook.md': '# Runbook' };
  const { config, problems } = load({ env, files });
  return { config, problems: problems.map(({ message }) => message.replace(`${path}:`, '')) };
}

describe('nothing at all', () => {
  const { config, problems } = load({});

  it('is no problem, and watches nothing', () => {
    expect(problems).toEqual([]);
    expect(config.sources).toMatchObject({ health: null, postgres: null, redis: null, celery: null });
  });

  it('says nobody’s name', () => expect(config.author).toBeNull());

  it('has the defaults of the design', () => {
    expect(config).toMatchObject({ environment: 'production', thresholds: {}, rules: {}, playbookFile: null });
    expect(config.workingHours).toEqual({
      zone: 'Europe/Lisbon',
      days: [1, 2, 3, 4, 5],
      startMinute: 540,
      endMinute: 1020,
      holidays: [],
    });
    expect(config.sources.references.map((one) => one.reveal().slice(0, 8))).toEqual(['https://', 'https://']);
  });
});

describe('the environment', () => {
  it('switches sources on', () => {
    const { config, problems } = load({
      env: {
        HEALTH_URL: ' https://app.example.com/health/?full=1 ',
        DATABASE_URL: 'postgres://u:p@db/app',
        REDIS_URL: 'rediss://:p@cache:6380/0',
        SLACK_ALERT_WEBHOOK: 'https://hooks.example.com/x',
        ALERT_EMAIL_RECIPIENTS: 'a@example.com, b@example.com,',
        ALERT_CHANNELS: 'email,slack',
      },
    });
    expect(problems).toEqual([]);
    expect(config.sources.health?.url.reveal()).toBe('https://app.example.com/health/?full=1');
    expect(config.sources.health?.intervalMs).toBe(15_000);
    expect(config.sources.postgres?.url.reveal()).toBe('postgres://u:p@db/app');
    expect(config.sources.celery?.url.reveal()).toBe('rediss://:p@cache:6380/0');
    expect(config.channels.emailRecipients).toEqual(['a@example.com', 'b@example.com']);
    expect(config.channels.alertChannels).toEqual(['email', 'slack']);
  });

  it('has the say over the file', () => {
    const file = 'sources: {health: {url: "https://old.test/", interval: 30s}}';
    const { config } = fromFile(file, { HEALTH_URL: 'https://new.test/' });
    expect(config.sources.health?.url.reveal()).toBe('https://new.test/');
    expect(config.sources.health?.intervalMs).toBe(30_000);
  });

  it('names a broker of its own for Celery', () => {
    const { config } = load({ env: { REDIS_URL: 'redis://a', CELERY_BROKER_URL: 'redis://b/1' } });
    expect(config.sources.celery?.url.reveal()).toBe('redis://b/1');
  });

  it.each([
    ['HEALTH_URL', 'app.example.com/health', 'https:// or http://'],
    ['HEALTH_URL', 'ftp://app.example.com', 'https:// or http://'],
    ['DATABASE_URL', 'mysql://u:canary@db', 'postgres:// or postgresql://'],
    ['REDIS_URL', 'http://u:canary@cache', 'redis:// or rediss://'],
    ['SLACK_ALERT_WEBHOOK', 'http://hooks/canary', 'https://'],
  ])('with a wrong %s says so, and never its value', (name, value, fix) => {
    const { config, problems } = load({ env: { [name]: value, SEVLIGHT_REFERENCE: 'https://ref.test' } });
    expect(problems.map(({ message }) => message)).toEqual([
      `${name} (environment): Not an address. Write one that begins with ${fix}.`,
    ]);
    expect(config.sources).toMatchObject({ health: null, postgres: null, redis: null });
    expect(config.sources.references.map((one) => one.reveal())).toEqual(['https://ref.test']);
  });
});

describe('the file', () => {
  it('says everything', () => {
    const { config, problems } = fromFile(`
environment: staging
author: Ana Ruiz
playbook: runbook.md
timeZone: Europe/Berlin
workingHours: {days: [mon, Tuesday, wed], from: 08:30, to: 16:00}
holidays: [2026-12-25]
quietHours: {from: 22:00, to: 07:00}
reference: https://ref.example.com/
sources:
  health:
    url: https://app.example.com/health/?full=1
    interval: 20 s
    components: {database: postgresql}
    ignore: [storage]
  postgres: {enabled: false, url: postgres://db/app}
  redis: {url: redis://cache}
thresholds: {queue_length_warning: 80}
rules:
  service-unreachable: {hold: 90s, looks: 4, keepFiring: 2 min}
  Celery Workers Critical: {severity: [SEV1, sev3]}
  task-timeout: {enabled: false}
channels: {emailRecipients: [a@example.com]}
`);
    expect(problems).toEqual([]);
    expect(config.environment).toBe('staging');
    expect(config.author).toBe('Ana Ruiz');
    expect(config.playbookFile).toBe('/u/ana/.config/Sevlight/runbook.md');
    expect(config.workingHours).toEqual({
      zone: 'Europe/Berlin',
      days: [1, 2, 3],
      startMinute: 510,
      endMinute: 960,
      holidays: ['2026-12-25'],
    });
    expect(config.quietHours).toEqual({ zone: 'Europe/Berlin', fromMinute: 1320, toMinute: 420 });
    expect(config.sources.health).toMatchObject({ intervalMs: 20_000, ignored: ['storage'], ca: null });
    expect(config.sources.health?.components).toMatchObject({ database: 'postgresql', redis: 'redis' });
    expect(config.sources.postgres).toBeNull();
    expect(config.sources.celery?.url.reveal()).toBe('redis://cache');
    expect(config.thresholds).toEqual({ queue_length_warning: 80 });
    expect(config.rules).toEqual({
      'service-unreachable': { holdMs: 90_000, minimumLooks: 4, keepFiringMs: 120_000 },
      'celery-workers': { severities: [1, 3] },
      'task-timeout': { enabled: false },
    });
  });

  it('says what the application calls its tables, and who shares an address', () => {
    const { config, problems } = fromFile(`
sources:
  postgres:
    url: postgres:///app?host=/var/run/postgresql
    interval: 30s
    tables: {documents: claims.document, audit: false, users: people.account}
    sharedAddresses: [203.0.113.7, 198.51.100.0/24, "2001:db8::/32"]
    metricsEvery: 10min
`);
    expect(problems).toEqual([]);
    expect(config.sources.postgres).toMatchObject({
      intervalMs: 30_000,
      tables: {
        documents: 'claims.document',
        failures: 'core_processingfailure',
        metrics: 'core_systemhealthmetric',
        audit: null,
        users: 'people.account',
      },
      sharedAddresses: ['203.0.113.7', '198.51.100.0/24', '2001:db8::/32'],
      metricsEverySeconds: 600,
    });
  });

  it('says what the deployment calls the things in its broker', () => {
    const { config, problems } = fromFile(`
sources:
  celery:
    url: redis://broker/1
    queues: [celery, ocr]
    keyPrefix: "app:"
    fanoutPrefix: false
`);
    expect(problems).toEqual([]);
    expect(config.sources.broker).toEqual({
      queues: ['celery', 'ocr'],
      keyPrefix: 'app:',
      fanoutPrefix: false,
      controlExchange: 'celery',
      eventExchange: 'celeryev',
    });
  });

  it('can ask for the literal reading of System Health Critical, and for no reference', () => {
    const { config, problems } = fromFile('systemHealthStandsAlone: true\nreference: false\n');
    expect(problems).toEqual([]);
    expect(config.rules).toEqual({ 'system-health-critical': { explainedBy: [] } });
    expect(config.sources.references).toEqual([]);
  });

  it.each([
    [
      'sources:\n  health:\n    interval: 15',
      '3:15: sources.health.interval: Write a time with its unit from 5s to 1h, as 15s.',
    ],
    [
      'sources:\n  health:\n    interval: 1s',
      '3:15: sources.health.interval: Write a time with its unit from 5s to 1h, as 15s.',
    ],
    [
      'sources:\n  health:\n    url: app.example.com',
      '3:10: sources.health.url: Write an address that begins with https:// or http://.',
    ],
    ['sources:\n  helth: {}', '2:10: sources.helth: Not a known setting. Did you mean "health"?'],
    ['sources: [a]', '1:10: sources: Write settings below it, indented.'],
    ['- a', '1:1: Write settings as NAME: VALUE.'],
    [
      'thresholds:\n  queue_warning: 5',
      '2:18: thresholds.queue_warning: Not a known setting. Known here: processing_success_rate_warning,',
    ],
    ['thresholds:\n  queue_length_warning: many', '2:25: thresholds.queue_length_warning: Write a number.'],
    ['timeZone: Berlin', '1:11: timeZone: Write a time zone by its name, as Europe/Berlin.'],
    ['holidays:\n  - 2026-12-25\n  - 25.12.2026\n  - 2026-01-01', '3:5: holidays.1: Write a date as 2026-12-25.'],
    ['quietHours: {from: "22:00"}', '1:13: quietHours.to: Write a time of day in quotes, as "09:00".'],
    [
      'rules:\n  service-unreachabel: {hold: 5s}',
      '2:24: rules.service-unreachabel: There is no such rule. Did you mean "service-unreachable"?',
    ],
    [
      'rules:\n  task-timeout: {severity: SEV5}',
      '2:28: rules.task-timeout.severity: Write SEV1, SEV2, SEV3 or SEV4, or a list',
    ],
    [
      'rules:\n  task-timeout: {explainedBy: [nobody]}',
      '2:31: rules.task-timeout.explainedBy: There is no rule "nobody".',
    ],
    [
      'reference: nowhere',
      '1:12: reference: Write an address that begins with https:// or http://, a list of two, or false for none.',
    ],
    ['environment: ""', '1:14: environment: Write some words.'],
    [
      'sources:\n  postgres:\n    sharedAddresses: [203.0.113.0/33]',
      '3:23: sources.postgres.sharedAddresses.0: Write an address or a network, as 203.0.113.7 or 203.0.113.0/24.',
    ],
    [
      'sources:\n  postgres:\n    tables: {documents: true}',
      '3:25: sources.postgres.tables.documents: Write the name of a table, as schema.table or table, or false',
    ],
    ['sources: {celery: {queues: []}}', '1:28: sources.celery.queues: Write a list of names of queues.'],
  ])('with a wrong value names place and fix: %s', (text, expected) => {
    const { problems } = fromFile(text);
    expect(problems).toEqual([expect.stringContaining(expected)]);
  });

  it('keeps what is right beside what is wrong', () => {
    const { config, problems } = fromFile(`
environment: staging
holidays: [2026-12-25, soon, 2026-12-26, later]
sources:
  health: {url: https://app.example.com/health/?full=1, interval: often, colour: red}
thresholds: {queue_length_warning: 80, queue_length_critical: lots}
rules:
  task-timeout: {hold: long, severity: SEV3}
`);
    expect(problems).toHaveLength(6);
    expect(config.environment).toBe('staging');
    expect(config.sources.health).toMatchObject({ intervalMs: 15_000 });
    expect(config.thresholds).toEqual({ queue_length_warning: 80 });
    expect(config.rules).toEqual({ 'task-timeout': { severities: [3] } });
    expect(config.workingHours.holidays).toEqual(['2026-12-25', '2026-12-26']);
  });

  it('that is no YAML tells where, and the environment still counts', () => {
    const { config, problems } = fromFile('sources:\n  health: {url: "x\n', { HEALTH_URL: 'https://app.test/' });
    expect(problems[0]).toMatch(/^3:1: .*Correct the YAML here/);
    expect(config.sources.health?.url.reveal()).toBe('https://app.test/');
  });

  it('that doubles a key, or explodes, is refused', () => {
    expect(fromFile('environment: a\nenvironment: b').problems[0]).toMatch(/^2:1: Map keys must be unique/);
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [letter, before] of ['ba', 'cb', 'dc', 'ed', 'fe'].map((pair) => [...pair])) {
      bomb.push(`${letter}: &${letter} [${Array(10).fill(`*${before}`).join(',')}]`);
    }
    expect(fromFile(bomb.join('\n')).problems).toEqual(['1:1: Too many aliases. Write the values out.']);
  });

  it.each(['', '# nothing yet\n', '---\n'])('that is empty is no problem: %j', (text) => {
    expect(fromFile(text).problems).toEqual([]);
  });

  it('may be named, and must be there then', () => {
    const { problems } = load({ env: { SEVLIGHT_CONFIG: '/etc/sevlight.yml' } });
    expect(problems.map(({ message }) => message)).toEqual([
      '/etc/sevlight.yml: There is no such file. SEVLIGHT_CONFIG names it: correct the path.',
    ]);
    const files = { '/etc/sevlight.yml': 'environment: eu\nplaybook: ./ops/book.md', '/etc/ops/book.md': '' };
    expect(load({ env: { SEVLIGHT_CONFIG: '/etc/sevlight.yml' }, files }).config.playbookFile).toBe('/etc/ops/book.md');
  });

  it('whose playbook cannot be read says so, and leaves the built-in one', () => {
    const { config, problems } = fromFile('environment: eu\nplaybook: gone.md');
    expect(problems).toEqual([expect.stringMatching(/^2:11: playbook: The file cannot be read/)]);
    expect(config.playbookFile).toBeNull();
  });

  it('brings a private authority along', () => {
    const path = '/etc/sevlight.yml';
    const text = 'sources: {redis: {url: rediss://cache, caFile: ca.pem}, health: {url: https://h, caFile: gone.pem}}';
    const { config, problems } = load({
      env: { SEVLIGHT_CONFIG: path },
      files: { [path]: text, '/etc/ca.pem': 'PEM' },
    });
    expect(config.sources.redis?.ca).toBe('PEM');
    expect(config.sources.celery?.ca).toBe('PEM');
    expect(config.sources.health?.ca).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^\/etc\/sevlight\.yml:1:\d+: sources\.health\.caFile: The file cannot be read/),
    ]);
  });
});

it('no secret is ever printed', () => {
  const loaded = load({
    env: {
      HEALTH_URL: 'https://u:canary-1@app.test/?token=canary-2',
      DATABASE_URL: 'postgres://u:canary-3@db/app',
      REDIS_URL: 'redis://:canary-4@cache',
      SLACK_ALERT_WEBHOOK: 'https://hooks.test/canary-5',
    },
  });
  const printed = [
    inspect(loaded, { depth: 10, showHidden: true }),
    JSON.stringify(loaded),
    `${loaded.config.sources.health?.url}`,
  ];
  for (const text of printed) expect(text).not.toContain('canary');
  expect(printed[1]).toContain('[secret]');
});

it.each([
  ['linux', {}, '/u/ana/.config/Sevlight/config.yml'],
  ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/Sevlight/config.yml'],
  ['darwin', {}, '/u/ana/Library/Application Support/Sevlight/config.yml'],
] as const)('the file lies in the configuration folder of %s %o', (platform, env, path) => {
  expect(defaultConfigPath(platform, env, '/u/ana')).toBe(path);
});
