import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CUSTOMER = 'test/fixtures/playbooks/customer-structure.md';
const folder = mkdtempSync(join(tmpdir(), 'sevlight-playbook-'));
afterAll(() => rmSync(folder, { recursive: true }));

function playbook(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['electron/cli/playbook.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...env },
  });
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Every alert of ours has a runbook, everybody has a number. */
const COMPLETE = `# Us

## Severity

| Level | Meaning | Response |
|---|---|---|
| SEV1 | a | 5 min |
| SEV2 | b | 1 h |
| SEV3 | c | 4 h |
| SEV4 | d | next business day |

## Initial response

1. Look

## Escalation

1. Engineer, at once
2. Lead, after 15 min of SEV1

## Contacts

| Role | Name | Phone |
|---|---|---|
| Engineer | Ana Ruiz | +1 202 555 0101 |
| Lead | Cy Park | +1 202 555 0102 |

## Runbooks
${[
  'System Health Critical',
  'Database Connection Failed',
  'Redis Connection Failed',
  'Celery Workers Critical',
  'Document Processing Degraded/Critical',
  'Task Queue Backlog',
  'Long-Running Task',
  'Anomalous Download Activity',
  'Multiple Users Same IP',
]
  .map((title) => `\n### ${title}\n\n1. Look\n`)
  .join('')}`;

describe('playbook check', () => {
  it("finds what the customer's document lacks, each with its line", () => {
    const { status, stdout, stderr } = playbook(['check', CUSTOMER]);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout.match(/is “TBD”/gu)).toHaveLength(6);
    expect(stdout).toContain('No telephone numbers');
    expect(stdout).toContain('Level 4 (Legal / Compliance Team): the contacts name nobody for it.');
    expect(stdout).toContain('A responder would lack (8)');
    expect(stdout).toContain('evidence postgres-connections');
  });

  it('is content with a complete document', () => {
    const { status, stdout } = playbook(['check', file('complete.md', COMPLETE)]);
    expect(stdout).toMatch(/\nComplete\.\n$/u);
    expect(status).toBe(0);
  });

  it('lists an alert of ours that no runbook answers', () => {
    const { status, stdout } = playbook([
      'check',
      file('less.md', COMPLETE.replace('### Task Queue Backlog', '### Other')),
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain('No runbook for the alert “Task Queue Backlog Critical”: it opens the initial response.');
  });

  it.each([
    ['by its flag', ['check', CUSTOMER, '--json'], {}],
    ['as npm tells of it', ['check', CUSTOMER], { npm_config_json: 'true' }],
  ])('prints JSON alone when asked %s', (_, args, env) => {
    const { status, stdout, stderr } = playbook(args, env);
    const report: unknown = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(report).toMatchObject({
      severities: [
        { level: 1, name: 'Critical', responseTime: 'Immediate (< 15 min)' },
        { level: 2, name: 'High', responseTime: '< 1 hour' },
        { level: 3, name: 'Medium', responseTime: '< 4 hours' },
        { level: 4, name: 'Low', responseTime: 'Next business day' },
      ],
      ladder: [
        { level: 1, who: 'On-Call Engineer', condition: '' },
        { level: 2, who: 'Engineering Lead', condition: 'after 15 min unresolved SEV1/SEV2' },
        { level: 3, who: 'CTO / Incident Commander', condition: 'after 30 min unresolved SEV1' },
        { level: 4, who: 'Legal / Compliance Team', condition: 'data breach or legal implications' },
      ],
      templates: [{ kind: 'initial' }, { kind: 'update' }, { kind: 'resolution' }],
      postmortem: { sections: expect.arrayContaining(['Summary', 'Action Items']) },
      thresholds: { queue_length_warning: 50 },
    });
    expect(report).toHaveProperty('initialResponse.length', 7);
    expect(report).toHaveProperty('runbooks.length', 9);
    expect(report).toHaveProperty('runbooks[1].steps[2]', {
      text: 'Count the connections in use:',
      code: [
        {
          language: 'bash',
          text: 'python manage.py dbshell\nSELECT count(*) FROM pg_stat_activity;',
          commandClass: 'read',
        },
      ],
      evidence: 'postgres-connections',
    });
    expect(report).toHaveProperty('contacts.roles[0]', {
      role: 'On-Call Engineer',
      primary: 'TBD',
      backup: 'TBD',
      phone: null,
      backupPhone: null,
    });
    expect(report).toHaveProperty('contacts.vendors.length', 4);
    expect(report).toHaveProperty('contacts.channels.length', 3);
    expect(report).toHaveProperty('problems.length', 8);
  });

  it.each([
    ['a file that is not there', () => join(folder, 'none.md'), 'There is no such file.'],
    ['a folder', () => folder, 'This is a folder; name the Markdown file in it.'],
    [
      'bytes that are no text',
      () => file('bytes.md', new Uint8Array([0xff, 0xfe, 0x00])),
      'The file is not UTF-8 text.',
    ],
    ['an empty file', () => file('empty.md', ''), 'Nothing in it was understood as a playbook.'],
    ['a letter', () => file('letter.md', 'Dear all,\n\nhello.\n'), 'Nothing in it was understood as a playbook.'],
  ])('cannot read %s', (_, path, message) => {
    const people = playbook(['check', path()]);
    expect([people.status, people.stdout]).toEqual([2, '']);
    expect(people.stderr).toContain(message);
    const programs = playbook(['check', path(), '--json']);
    expect(programs.status).toBe(2);
    expect(JSON.parse(programs.stdout)).toMatchObject({ problems: [{ line: 1, severity: 'error', message }] });
  });

  it.each([[[]], [['check']], [['check', 'a', 'b']], [['chekc', CUSTOMER]], [['check', CUSTOMER, '--jsn']]])(
    'refuses the arguments %j with its usage',
    (args) => {
      const { status, stdout, stderr } = playbook(args);
      expect([status, stdout]).toEqual([64, '']);
      expect(stderr).toContain('Usage: npm run playbook -- check FILE [--json]');
    },
  );

  it('prints no control characters of the document on the terminal', () => {
    const { stdout } = playbook([
      'check',
      file('colours.md', COMPLETE.replace('### Other', '').replace('# Us', '# \u001B[31mUs\u0007')),
    ]);
    expect(stdout).toBe(stripVTControlCharacters(stdout));
    expect(stdout).not.toContain('\u0007');
  });
});
