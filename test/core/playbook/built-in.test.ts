import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../electron/core/checks/rules.ts';
import {
  alertsOfRules,
  problemsForAlerts,
  roleForLevel,
  runbookFor,
  runbookForAlert,
} from '../../../electron/core/playbook/lookup.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { NOBODY } from '../../../electron/core/playbook/people.ts';
import { nameKey } from '../../../electron/core/playbook/words.ts';
import { parseFixture, readBuiltIn } from './fixtures.ts';

const builtIn = parsePlaybook(readBuiltIn());
const alerts = alertsOfRules(defaultRules());

describe('the built-in playbook', () => {
  it.each(alerts.flatMap(({ name, aliases, runbook }) => [name, ...aliases].map((each) => [each, runbook])))(
    'has exactly one runbook for %s',
    (name, heading) => {
      const naming = builtIn.runbooks.filter(({ title, alerts: named }) =>
        [title, ...named.map((alert) => alert.name)].some((each) => nameKey(each) === nameKey(name)),
      );
      expect(naming.map(({ title }) => title)).toEqual([heading]);
      expect(runbookFor(builtIn, name)?.title).toBe(heading);
    },
  );

  it('has no runbook that no alert opens', () => {
    const reached = new Set(alerts.map((alert) => runbookForAlert(builtIn, alert)?.id));
    expect(builtIn.runbooks.filter(({ id }) => !reached.has(id))).toEqual([]);
    expect(problemsForAlerts(builtIn, alerts)).toEqual([]);
  });

  it('lacks only people: whom to call is for the team to say', () => {
    expect(
      builtIn.problems.map(({ message }) => message.replace(/^.*?(?:is “TBD”|telephone|names? nobody).*$/u, 'people')),
    ).toEqual(Array.from({ length: 8 }, () => 'people'));
  });

  it("has the structure of the customer's document", () => {
    const customer = parseFixture('customer-structure');
    expect(builtIn.runbooks.map(({ title, steps }) => [title, steps.length])).toEqual(
      customer.runbooks.map(({ title, steps }) => [title, steps.length]),
    );
    expect(builtIn.postmortem.sections.map(({ title }) => title)).toEqual(
      customer.postmortem.sections.map(({ title }) => title),
    );
    expect(builtIn.thresholds).toEqual(customer.thresholds);
  });
});

describe('looking up', () => {
  const customer = parseFixture('customer-structure');

  it.each([
    ['No Celery workers responding', 'Celery Workers Critical'],
    ['Document Processing Critical', 'Document Processing Degraded/Critical'],
    ['Document Processing Degraded', 'Document Processing Degraded/Critical'],
    ['Task Queue Backlog Warning', 'Task Queue Backlog'],
    ['Task Queue Backlog', 'Task Queue Backlog'],
    ['long-running task: warning', 'Long-Running Task'],
    ['Database connection failed', 'Database Connection Failed'],
  ])('opens for %s the runbook %s', (alert, title) => {
    expect(runbookFor(customer, alert)?.title).toBe(title);
  });

  it('opens nothing for a name that no runbook carries', () => {
    expect(runbookFor(customer, 'Warning')).toBeNull();
    expect(runbookFor(customer, '')).toBeNull();
  });

  it('falls back on the heading that the rule points to', () => {
    const alert = { name: 'Celery Workers Low', aliases: [], runbook: 'Celery Workers Critical' };
    expect(runbookFor(customer, alert.name)).toBeNull();
    expect(runbookForAlert(customer, alert)?.title).toBe('Celery Workers Critical');
  });

  it('names each alert that would open without a runbook', () => {
    const few = { runbooks: customer.runbooks.filter(({ title }) => title !== 'Task Queue Backlog') };
    expect(problemsForAlerts(few, alerts).map(({ message }) => message)).toEqual([
      'No runbook for the alert “Task Queue Backlog Critical”: it opens the initial response.',
      'No runbook for the alert “Task Queue Backlog Warning”: it opens the initial response.',
    ]);
  });

  it.each([
    ['CTO / Incident Commander', 'CTO'],
    ['On-Call Engineer', 'On-Call Engineer'],
    ['the on call engineer', 'On-Call Engineer'],
    ['Engineering Lead (EMEA)', 'Engineering Lead'],
    ['Legal / Compliance Team', undefined],
  ])('finds for the level %s the role %s', (who, role) => {
    expect(roleForLevel(customer, { who })?.role).toBe(role);
  });

  it('takes one name of several, and nobody for somebody else', () => {
    const roles = ['Deputy CTO', 'Legal Counsel'].map((role) => ({ role, primary: NOBODY, backup: NOBODY, line: 1 }));
    const playbook = { contacts: { roles, vendors: [], channels: [] } };
    expect(roleForLevel(playbook, { who: 'CTO' })).toBeNull();
    expect(roleForLevel(playbook, { who: 'Legal / Compliance Team' })?.role).toBe('Legal Counsel');
  });
});
