import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../electron/config/load.ts';
import { bodyOf, healthyChecks } from '../core/checks/health-parts.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import * as faults from '../faults/http-faults.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';
import { type SmtpServer, startSmtp } from '../servers/smtp.ts';
import { startWebhook, type WebhookServer } from '../servers/webhook.ts';
import { canaryFor, encoded, leaksBelow, leaksIn } from './canaries.ts';

/** What is asked or told, with a secret each: in the environment or in the file. */
const FIELDS = [
  'health',
  'query',
  'database',
  'redis',
  'broker',
  'webhook',
  'smtp',
  'from',
  'sentry',
  'heartbeat',
  'reference',
  'vendor',
  'server',
];
/** What the configuration reads and nobody may keep a secret in; without the names of files. */
const NO_SECRET = ['SEVLIGHT_CONFIG', 'SEVLIGHT_VENDORS', 'ALERT_EMAIL_RECIPIENTS', 'ALERT_CHANNELS'];
const REPOSITORY = join(import.meta.dirname, '../..');
/** Looks are 5 s apart; within this time everything is asked at least twice. What is bad is told sooner. */
const WATCHED_MS = 7000;

let folder: string;
let postgres: PostgresServer;
let redis: RedisServer;
let certificates: Certificates;
/** Slack and Sentry; and a mail server, which knows only who comes with the right password. */
let posts: WebhookServer;
let mail: SmtpServer;
const servers: faults.FaultyServer[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-canary-'));
  certificates = makeCertificates();
  const pair = certificates.good;
  [postgres, redis, posts, mail] = await Promise.all([
    startPostgres(),
    startRedis({ password: canaryFor('redis') }),
    startWebhook(pair),
    startSmtp({ pair, account: { user: 'watcher', password: canaryFor('smtp') } }),
  ]);
  await postgres.sql(`ALTER ROLE sevlight PASSWORD '${canaryFor('database')}'`);
});
afterAll(async () => {
  await Promise.all([
    postgres.remove(),
    redis.remove(),
    posts.stop(),
    mail.stop(),
    ...servers.map((server) => server.close()),
  ]);
  rmSync(folder, { recursive: true });
});

async function running(starting: Promise<faults.FaultyServer>): Promise<string> {
  const server = await starting;
  servers.push(server);
  return server.origin;
}

interface Targets {
  readonly health: string;
  readonly heartbeat: string;
  readonly reference: string;
  readonly database: string;
  readonly redis: string;
  readonly broker: string;
  /** `https://HOST:PORT` of whoever is told by HTTPS. */
  readonly posted: string;
  readonly smtp: string;
}

/** Everything that can be set, each with its secret. */
function environment({
  health,
  heartbeat,
  reference,
  database,
  redis: cache,
  broker,
  posted,
  smtp,
}: Targets): Record<string, string> {
  const withUser = (origin: string, field: string) => origin.replace('//', `//watcher:${encoded(field)}@`);
  return {
    HEALTH_URL: `${withUser(health, 'health')}/health/?full=1&token=${encoded('query')}`,
    DATABASE_URL: database,
    REDIS_URL: cache,
    CELERY_BROKER_URL: broker,
    SLACK_ALERT_WEBHOOK: `${posted}/services/T0/${encoded('webhook')}`,
    SMTP_URL: smtp,
    ALERT_EMAIL_FROM: `"${canaryFor('from')}" <oncall@example.com>`,
    SENTRY_DSN: `${posted.replace('//', `//${encoded('sentry')}@`)}/7`,
    SEVLIGHT_HEARTBEAT_URL: `${withUser(heartbeat, 'heartbeat')}/ping/${encoded('heartbeat')}`,
    SEVLIGHT_REFERENCE: `${withUser(reference, 'reference')}/?key=${encoded('reference')}`,
  };
}

/** The same in the file. */
function file(env: Record<string, string>): string {
  const quoted = (name: string) => JSON.stringify(env[name]);
  return [
    'sources:',
    `  health: {url: ${quoted('HEALTH_URL')}, interval: 5s}`,
    `  postgres: {url: ${quoted('DATABASE_URL')}, interval: 5s}`,
    `  redis: {url: ${quoted('REDIS_URL')}, interval: 5s}`,
    `  celery: {url: ${quoted('CELERY_BROKER_URL')}, interval: 5s}`,
    `reference: ${quoted('SEVLIGHT_REFERENCE')}`,
    `heartbeat: {url: ${quoted('SEVLIGHT_HEARTBEAT_URL')}, interval: 10s}`,
    'channels:',
    `  slackWebhook: ${quoted('SLACK_ALERT_WEBHOOK')}`,
    `  smtp: ${quoted('SMTP_URL')}`,
    `  from: ${quoted('ALERT_EMAIL_FROM')}`,
    `  sentryDsn: ${quoted('SENTRY_DSN')}`,
    TRUST,
  ].join('\n');
}

/** Whom to send to, and whom to believe. */
const TRUST = '  emailRecipients: [team@example.com]\n  caFile: ca.pem';

/** Alerts fire at their first bad look, so that there are notices to search. */
const AT_ONCE = [
  'rules:',
  ...['service-unreachable', 'database-connection-failed', 'redis-connection-failed', 'celery-workers'].map(
    (id) => `  ${id}: {hold: 0s, looks: 1}`,
  ),
].join('\n');

/** The built-in playbook, with one vendor in the place of its own. */
function playbookWith(vendor: string): string {
  const [first = '', ...rest] = readFileSync(join(REPOSITORY, 'assets/playbook/default.md'), 'utf8').split(VENDORS);
  return `${first}| Example | - | ${vendor} |\n${rest.join('')}`;
}
const VENDORS = /(?:^\|.*https:\/\/status\..*\n)+/m;

interface Told {
  readonly out: string;
  readonly snapshots: string;
  /** All that the window asked, and was answered. */
  readonly asked: string;
}

/** Runs app and command with this configuration; answers whose secrets are found, and where. */
async function tellAll(name: string, config: string, env: Record<string, string>): Promise<Told & { leaks: string[] }> {
  const home = join(folder, name);
  const below = join(home, 'run');
  mkdirSync(below, { recursive: true });
  const vendor = `https://watcher:${encoded('vendor')}@127.0.0.1:9/?key=${encoded('vendor')}`;
  writeFileSync(join(home, 'book.md'), playbookWith(vendor));
  const configFile = join(home, 'config.yml');
  writeFileSync(join(home, 'ca.pem'), certificates.ca);
  writeFileSync(configFile, `playbook: book.md\n${config}\n`);
  const around = { SEVLIGHT_CONFIG: configFile, ...env };
  const ran = await Promise.all([
    run(['test/canary/watch.ts', below, String(WATCHED_MS)], home, around),
    run(['electron/cli/look.ts'], home, around),
    run(['electron/cli/look.ts', '--json'], home, around),
  ]);
  const out = ran.join('\n');
  const leaks = [...leaksBelow(below, FIELDS), ...leaksIn(out, FIELDS).map((field) => `output: ${field}`)];
  return { out, snapshots: read(below, 'snapshots.jsonl'), asked: read(below, 'ipc.jsonl'), leaks };
}

/** What others were told in so many words; who a letter is from is for them to know. */
function leaksInMessages(): readonly string[] {
  const bodies = posts.received.map(({ body }) => body);
  const letters = mail.letters.map(({ data }) => data);
  const inLetters = leaksIn(letters.join('\n'), FIELDS).filter((field) => field !== 'from');
  return [...leaksIn(bodies.join('\n'), FIELDS), ...inLetters].map((field) => `message: ${field}`);
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

async function run(args: readonly string[], home: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  await once(child, 'close');
  return text;
}

/** Nobody listens anywhere. */
async function refusing(): Promise<Targets> {
  const origin = await faults.refusingOrigin();
  const port = new URL(origin).port;
  return {
    health: origin,
    heartbeat: origin,
    reference: origin,
    database: `postgres://watcher:${encoded('database')}@127.0.0.1:${port}/app?sslpassword=${encoded('database')}`,
    redis: `redis://watcher:${encoded('redis')}@127.0.0.1:${port}/0`,
    broker: `redis://:${encoded('broker')}@127.0.0.1:${port}/1`,
    posted: origin.replace('http:', 'https:'),
    smtp: `smtp://watcher:${encoded('smtp')}@127.0.0.1:${port}`,
  };
}

/** Everybody answers, and the health endpoint repeats what it was asked with and what it should keep to itself. */
async function answering(): Promise<Targets> {
  const health = await running(
    faults.serve((request, response) => {
      const said = `${request.headers.authorization} ${request.url} postgres://app:${canaryFor('server')}@db/app`;
      const named = `password=${canaryFor('server')} api_key: ${canaryFor('server')}`;
      const checks = {
        ...healthyChecks(),
        database: { status: 'unhealthy', message: said },
        storage: { status: 'degraded', message: named },
      };
      response
        .writeHead(503, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ...bodyOf(checks), timestamp: new Date().toISOString() }));
    }),
  );
  const heartbeat = await running(faults.answers('no', { status: 403 }));
  const reference = await running(faults.answers('', { status: 204 }));
  return {
    health,
    heartbeat,
    reference,
    database: postgres.url({ password: canaryFor('database') }),
    redis: redis.url({ password: canaryFor('redis') }),
    broker: redis.url({ password: canaryFor('redis') }),
    posted: `https://127.0.0.1:${posts.port}`,
    smtp: `smtp://watcher:${encoded('smtp')}@127.0.0.1:${mail.port}`,
  };
}

/** Everybody answers and refuses our credentials, or sends us on with them. */
async function unwilling(): Promise<Targets> {
  const redirecting = await running(faults.redirects((path) => `https://u:${encoded('health')}@elsewhere.test${path}`));
  return {
    health: redirecting,
    heartbeat: redirecting,
    reference: redirecting,
    database: postgres.url({ user: `u-${encoded('database')}`, password: canaryFor('database') }),
    redis: redis.url({ user: `u-${encoded('redis')}`, password: canaryFor('broker') }),
    broker: redis.url({ password: canaryFor('broker') }),
    posted: await running(refusingPost()),
    smtp: `smtp://u-${encoded('smtp')}:${encoded('smtp')}@127.0.0.1:${mail.port}`,
  };
}

/** Refuses every post, and repeats what it was told with it. */
const refusingPost = () =>
  faults.serve((request, response) => {
    response.writeHead(403).end(`no: ${request.url} ${request.headers['x-sentry-auth']}`);
  }, certificates.good);

describe('no credential is found anywhere', () => {
  it.each<[string, () => Promise<Targets>, RegExp]>([
    ['refusing', refusing, /Service Unreachable/],
    ['answering', answering, /Database connection failed|System Health/],
    ['unwilling', unwilling, /refuses our/],
  ])(
    'servers: %s, set in the environment and in the file',
    async (name, targets, expected) => {
      const env = environment(await targets());
      const [byEnvironment, byFile] = await Promise.all([
        tellAll(`${name}-environment`, `channels:\n${TRUST}\n${AT_ONCE}`, env),
        tellAll(`${name}-file`, `${file(env)}\n${AT_ONCE}`, {}),
      ]);
      // It has looked, and has had something to say about it.
      expect(expected.test(byEnvironment.out)).toBe(true);
      expect(expected.test(byFile.snapshots)).toBe(true);
      // What refuses us says nothing of the watched system: then none is sent.
      expect(byFile.snapshots.includes('heartbeat does not arrive')).toBe(name !== 'unwilling');
      for (const { asked } of [byEnvironment, byFile])
        expect(asked.includes('"readers":"team@example.com"')).toBe(true);
      expect([...byEnvironment.leaks, ...byFile.leaks, ...leaksInMessages()]).toEqual([]);
    },
    60_000,
  );

  it('and messages were sent, by all three ways', () => {
    const paths = posts.received.map(({ path }) => path.split('/')[1]);
    expect(new Set(paths)).toEqual(new Set(['services', 'api']));
    expect(mail.letters.map(({ user }) => user)).toContain('watcher');
    expect(leaksIn(mail.letters.map(({ data }) => data).join('\n'), ['from'])).toEqual(['from']);
  });

  it('every variable that the configuration reads was set, but those that hold no secret', () => {
    const read = new Set<string>();
    const env = new Proxy<Record<string, string>>({}, { get: (_, name) => void read.add(String(name)) });
    loadConfig({ env, readFile: () => '', configPath: 'config.yml', timeZone: 'UTC' });
    const targets = {
      health: '',
      heartbeat: '',
      reference: '',
      database: '',
      redis: '',
      broker: '',
      posted: '',
      smtp: '',
    };
    expect([...read].sort()).toEqual([...Object.keys(environment(targets)), ...NO_SECRET].sort());
  });

  it('addresses that are none', async () => {
    const wrong = {
      HEALTH_URL: `htps://watcher:${encoded('health')}@app.test/?token=${encoded('query')}`,
      DATABASE_URL: `postgres://watcher:${canaryFor('database')}@db:notaport/app`,
      REDIS_URL: `redis:/watcher:${encoded('redis')}@[cache`,
      CELERY_BROKER_URL: canaryFor('broker'),
      SLACK_ALERT_WEBHOOK: `http://hooks.example.com/${encoded('webhook')}`,
      SMTP_URL: `watcher:${canaryFor('smtp')}@mail.test`,
      SENTRY_DSN: `http://${encoded('sentry')}@sentry.test/7`,
      SEVLIGHT_HEARTBEAT_URL: `//${canaryFor('heartbeat')}`,
      SEVLIGHT_REFERENCE: `${canaryFor('reference')}, https://[${encoded('reference')}]/`,
    };
    const [byEnvironment, byFile] = await Promise.all([
      tellAll('wrong-environment', '', wrong),
      tellAll('wrong-file', file(wrong), {}),
    ]);
    for (const name of Object.keys(wrong)) expect(byEnvironment.out).toContain(`${name} (environment): Not an address`);
    expect(byFile.out).toMatch(/sources\.health\.url: Write an address/);
    expect([...byEnvironment.leaks, ...byFile.leaks]).toEqual([]);
  }, 60_000);

  const secret = `https://watcher:${encoded('health')}@app.test/`;
  it.each<[string, string]>([
    ['an address as a key', `sources:\n  "${secret}": {interval: 15s}`],
    ['an address where settings should stand', `sources:\n  health: ${secret}`],
    ['a colon without its blank', `sources:\n  health:\n    url:${secret}\n    interval: 15s`],
    ['a list', `sources:\n  health: [${secret}]`],
    ['an alias', `heartbeat:\n  url: *cAn4ry-health`],
    ['a tag', `heartbeat:\n  url: !cAn4ry-health x`],
    ['a quote that never ends', `heartbeat:\n  url: "${secret}`],
    ['a brace that never ends', `heartbeat: {url: ${secret}`],
    ['a tab', `heartbeat:\n\turl: ${secret}`],
    ['an escape that is none', `heartbeat:\n  url: "cAn4ry-health\\q"`],
    ['the same key twice', `heartbeat:\n  "${secret}": 1\n  "${secret}": 2`],
    ['a rule of that name', `rules:\n  "${secret}": {hold: 1s}`],
    ['a placeholder of that name', `placeholders:\n  "${secret}": x`],
    ['a time zone of that name', `timeZone: "${secret}"`],
    ['a component of that name', `sources: {health: {url: "${secret}", components: {"${secret}": x}}}`],
    ['a playbook of that name', `playbook: "${secret}"`],
    ['a file of authorities of that name', `sources: {health: {url: "https://app.test/", caFile: "${secret}"}}`],
    ['a vendor of that name', `sources: {vendors: {only: ["${secret}"]}}`],
  ])('a file with %s in it', async (name, config) => {
    const home = join(folder, `file-${name.replaceAll(' ', '-')}`);
    mkdirSync(home);
    writeFileSync(join(home, 'config.yml'), `${config}\n`);
    const out = await run(['electron/cli/look.ts'], home, {
      SEVLIGHT_CONFIG: join(home, 'config.yml'),
      SEVLIGHT_REFERENCE: 'false',
      ...(name.startsWith('a vendor') ? { REDIS_URL: 'redis://127.0.0.1:9/0' } : { SEVLIGHT_VENDORS: 'false' }),
    });
    expect(out).toMatch(/Configuration|Vendors/);
    expect(leaksIn(out, FIELDS)).toEqual([]);
  });
});

describe('the search itself', () => {
  const secret = canaryFor('health');
  it.each([
    ['raw', secret],
    ['as in a URL', `x:${encodeURIComponent(secret)}@y`],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 behind one byte', Buffer.from(`:${secret}@`).toString('base64')],
    ['in base64 behind a user', Buffer.from(`watcher:${secret}`).toString('base64')],
    ['in base64 for URLs', Buffer.from(`ab${secret}`).toString('base64url')],
    ['cut off', secret.slice(0, 13)],
  ])('finds it %s', (_form, text) => {
    expect(leaksIn(`before ${text} after`, FIELDS)).toEqual(['health']);
  });
});
