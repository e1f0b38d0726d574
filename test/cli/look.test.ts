import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { bodyOf, healthyChecks } from '../core/checks/health-parts.ts';
import * as faults from '../faults/http-faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'sevlight-look-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: faults.FaultyServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The health endpoint with these checks, and HEALTH_URL for it. */
async function serving(checks: Record<string, unknown>): Promise<string> {
  const body = bodyOf(checks);
  const server = await faults.answers(JSON.stringify(body), { status: body.status === 'healthy' ? 200 : 503 });
  open.push(server);
  return `${server.origin}/health/?full=1`;
}

/** Nobody but our own servers is asked. */
const NOTHING_BESIDE = { SEVLIGHT_VENDORS: 'false', SEVLIGHT_REFERENCE: 'false' };

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command itself, in a home of its own. */
async function look(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['electron/cli/look.ts', ...args], {
    env: { PATH: process.env.PATH, HOME: folder, XDG_CONFIG_HOME: folder, NO_COLOR: '1', ...NOTHING_BESIDE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, out, err };
}

describe('exit status', () => {
  it('0: all is well', async () => {
    const { status, out, err } = await look(['--json'], { HEALTH_URL: await serving(healthyChecks()) });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      state: 'ok',
      sources: [{ name: 'health', look: 'ok', reason: 'Healthy', latencyMs: expect.any(Number) }],
      alerts: [],
    });
  });

  it('1: a SEV3 at worst', async () => {
    const celery = { ...healthyChecks().celery, queue_length: 60 };
    const { status, out } = await look(['--json'], { HEALTH_URL: await serving({ ...healthyChecks(), celery }) });
    expect(status).toBe(1);
    const report = JSON.parse(out);
    expect(report.state).toBe('SEV3');
    expect(report.alerts).toEqual([
      {
        name: 'Task Queue Backlog Warning',
        severity: 'SEV3',
        runbook: 'Task Queue Backlog',
        reason: '60 waiting, warning at 50, critical at 100',
      },
    ]);
    expect(report.checks).toContainEqual({
      name: 'queue_length',
      source: 'health',
      value: 60,
      unit: '',
      look: 'bad',
      reason: '60 waiting',
    });
  });

  it('2: a SEV1, with what it explains', async () => {
    const database = { status: 'unhealthy', message: 'could not connect' };
    const { status, out } = await look(['--json'], { HEALTH_URL: await serving({ ...healthyChecks(), database }) });
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      state: 'SEV1',
      sources: [{ look: 'bad' }],
      alerts: [
        { name: 'Database connection failed', severity: 'SEV1' },
        { name: 'System Health Critical', explainedBy: 'Database connection failed' },
      ],
    });
  });

  it('2: nothing listens there', async () => {
    const { status, out } = await look(['--json'], { HEALTH_URL: await faults.refusingOrigin() });
    expect(status).toBe(2);
    expect(JSON.parse(out).alerts).toMatchObject([{ name: 'Service Unreachable', runbook: 'System Health Critical' }]);
  });

  it('3: liveness only, and never green', async () => {
    const server = await faults.answers('{"status":"ok"}');
    open.push(server);
    const { status, out } = await look(['--json'], { HEALTH_URL: `${server.origin}/health/` });
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      state: 'unknown',
      sources: [{ look: 'unknown', reason: expect.stringContaining('?full=1') }],
    });
  });

  it('3: nothing is configured', async () => {
    const { status, out } = await look(['--json']);
    expect({ status, report: JSON.parse(out) }).toEqual({
      status: 3,
      report: { state: 'unknown', sources: [], checks: [], alerts: [] },
    });
  });

  it.each([['--jason'], ['now']])('64: %s', async (argument) => {
    const { status, out, err } = await look([argument]);
    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err).toContain(argument);
    expect(err).toContain('Usage');
  });

  it('65: a wrong configuration, named with its place, while the rest still counts', async () => {
    const config = join(folder, 'wrong.yml');
    writeFileSync(config, `sources:\n  health:\n    url: ${await serving(healthyChecks())}\n    interval: often\n`);
    const { status, out, err } = await look(['--json'], { SEVLIGHT_CONFIG: config });
    expect(status).toBe(65);
    expect(err).toContain('wrong.yml:4:15: sources.health.interval');
    expect(JSON.parse(out).state).toBe('ok');
  });
});

it("the team's thresholds count, the file's before the playbook's", async () => {
  const thresholds = "ALERT_THRESHOLDS = {\n    'queue_length_warning': 5,\n    'queue_length_critical': 7,\n}";
  writeFileSync(join(folder, 'book.md'), `# Book\n\n### Custom Thresholds\n\n\`\`\`python\n${thresholds}\n\`\`\`\n`);
  const config = join(folder, 'team.yml');
  writeFileSync(config, 'playbook: book.md\nthresholds: {queue_length_critical: 6}\n');
  const celery = { ...healthyChecks().celery, queue_length: 5 };
  const url = await serving({ ...healthyChecks(), celery });
  const { out } = await look(['--json'], { HEALTH_URL: url, SEVLIGHT_CONFIG: config });
  expect(JSON.parse(out).alerts).toMatchObject([{ reason: '5 waiting, warning at 5, critical at 6' }]);
});

it('npm keeps --json for itself and hands it on', async () => {
  const { out } = await look([], { npm_config_json: 'true' });
  expect(JSON.parse(out).state).toBe('unknown');
});

it('for people: the verdict first, and no credential anywhere', async () => {
  const database = { status: 'unhealthy', message: 'could not connect' };
  const url = await serving({ ...healthyChecks(), database });
  const { out, err } = await look([], { HEALTH_URL: url.replace('//', '//watcher:canary@') });
  expect(out.trim().split('\n')[0]).toBe('SEV1  Database connection failed  production');
  expect(out).toContain('Runbook: Database Connection Failed');
  expect(out).toMatch(/✗ Database +could not connect/);
  expect(out).toMatch(/✓ Redis +Redis connection OK/);
  expect(out + err).not.toContain('canary');
});
