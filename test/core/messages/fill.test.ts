import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../../electron/core/messages/fill.ts';
import type { MessageTemplate, TemplateKind } from '../../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { facts, resolvedFacts } from './parts.ts';

const playbook = (path: string) => parsePlaybook(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
const CUSTOMER = playbook('test/fixtures/playbooks/customer-structure.md');

function template(kind: TemplateKind, from = CUSTOMER): MessageTemplate {
  const found = from.templates.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`The playbook has no ${kind} message.`);
  return found;
}

const written = (body: string): MessageTemplate => ({ kind: 'update', title: '', body, fields: [], line: 1 });
const fill = (body: string, change = {}) => fillTemplate(written(body), facts(change)).text;

describe('the customer’s three messages', () => {
  it('says at first what is measured, since when, and when more follows', () => {
    expect(fillTemplate(template('initial'), facts())).toEqual({
      subject: '[SEV1] Database connection failed',
      text: [
        '[SEV1] Database connection failed',
        'Status: Investigating',
        'Impact: PostgreSQL refuses connections: too many clients. Also affected: System Health Critical.',
        'Start Time: 2026-11-23T14:02:17Z',
        'Next Update: 15:02 UTC',
      ].join('\n'),
      blanks: [],
    });
  });

  it('says in between what was done and what comes next', () => {
    expect(fillTemplate(template('update'), facts({ status: 'Mitigating', severity: 2 })).text).toBe(
      [
        '[SEV2] Database connection failed - Update',
        'Status: Mitigating',
        'Impact: PostgreSQL refuses connections: too many clients. Also affected: System Health Critical.',
        'Actions Taken:',
        '- 14:06 UTC Check the database in the control panel',
        '- 14:11 UTC Count the connections',
        'Next Steps: Restart the web workers',
        'Next Update: 15:02 UTC',
      ].join('\n'),
    );
  });

  it('says at the end how long it took, and leaves to people what only they know', () => {
    const { text, blanks } = fillTemplate(template('resolution'), resolvedFacts());
    const [title, duration, cause, resolution, followUp] = text.split('\n');
    expect(title).toBe('[SEV1] Database connection failed - RESOLVED');
    expect(duration).toBe('Duration: 2026-11-23T14:02:17Z to 2026-11-23T14:46:03Z (43 min 46 s)');
    expect(cause).toMatch(/^Root Cause: \{.+\}$/);
    expect(resolution).toBe('Resolution: Web workers restarted');
    expect(followUp).toMatch(/^Follow-up: \{.+\}$/);
    expect(blanks).toHaveLength(2);
  });

  it('leaves the end open while nothing has ended, and asks for no post-mortem below SEV2', () => {
    const open = fillTemplate(template('resolution'), facts({ severity: 3 }));
    expect(open.text).toMatch(/^Duration: \{/m);
    expect(open.text).toMatch(/^Resolution: \{/m);
    expect(open.text).toContain('Follow-up: none asked for at SEV3');
  });
});

describe('the built-in document', () => {
  it('is filled as far as the customer’s', () => {
    const built = playbook('assets/playbook/default.md');
    expect(fillTemplate(template('initial', built), facts()).blanks).toEqual([]);
    expect(fillTemplate(template('update', built), facts()).blanks).toEqual([]);
    expect(fillTemplate(template('resolution', built), resolvedFacts()).blanks).toHaveLength(2);
  });
});

describe('other teams’ words', () => {
  it.each([
    ['SEV-{N}: {Title}', 'SEV-1: Database connection failed'],
    ['{{severity}} {{incident_title}}', 'SEV1 Database connection failed'],
    ['Severity: {level}', 'Severity: SEV1'],
    ['<Severity> | <Incident title>', 'SEV1 | Database connection failed'],
    ['**Status:** {current status}', '**Status:** Investigating'],
    ['Started at: {Time}', 'Started at: 14:02 UTC'],
    ['Detected: {YYYY-MM-DDTHH:MM timestamp}', 'Detected: 2026-11-23T14:02:17Z'],
    ['Customer impact: {…}', `Customer impact: ${facts().measured.join(' ')}`],
    [
      'What we did so far:\n- {actions}',
      'What we did so far:\n- 14:06 UTC Check the database in the control panel\n- 14:11 UTC Count the connections',
    ],
    ['{Steps taken}', '- 14:06 UTC Check the database in the control panel\n- 14:11 UTC Count the connections'],
    ['Plan: {in one line}', 'Plan: Restart the web workers'],
    ['We tell you more: {next update at}', 'We tell you more: 15:02 UTC'],
    ['Environment: {env}', 'Environment: production'],
  ])('%s', (body, expected) => {
    expect(fill(body)).toBe(expected);
  });

  it('leaves what it does not understand, and what is nobody’s field', () => {
    const body = 'Bridge: {conference number} <https://meet.example.com> <!here> <@U123> {Why it happened}';
    const filled = fillTemplate(written(body), facts());
    expect(filled.text).toBe(body);
    expect(filled.blanks).toEqual(['{conference number}', '{Why it happened}']);
  });

  it('leaves blank what is not known yet', () => {
    expect(
      fill('Impact: {impact}\nActions: {list}\nNext: {next steps}', { measured: [], actions: [], nextStep: null }),
    ).toBe('Impact: {impact}\nActions: {list}\nNext: {next steps}');
    expect(fill('Next update: {time}', { nextUpdateWallMs: null })).toBe('Next update: {time}');
  });

  it('fills no field that came with a fact', () => {
    expect(fill('{Title} {Status}', { title: 'Queue {Status} $& is long' })).toBe(
      'Queue {Status} $& is long Investigating',
    );
  });

  it('tells the team’s time beside UTC, and the day where it is another', () => {
    expect(fill('Next update: {time}', { zone: 'Europe/Berlin' })).toBe('Next update: 15:02 UTC (16:02 Europe/Berlin)');
    const late = Date.UTC(2026, 10, 24, 0, 10);
    expect(fill('Next update: {time}', { nextUpdateWallMs: late })).toBe('Next update: 2026-11-24 00:10 UTC');
  });
});
