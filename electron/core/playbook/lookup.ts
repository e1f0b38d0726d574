import type { Rule } from '../checks/rule.ts';
import type { ContactRole, LadderLevel, Playbook, PlaybookProblem, Runbook } from './model.ts';
import { roleFor } from './roles.ts';
import { nameKey } from './words.ts';

/**
 * The runbook of an alert: the one that lists the name, else the one with that heading, else null. Case and punctuation
 * do not count.
 */
export function runbookFor(playbook: Pick<Playbook, 'runbooks'>, alertName: string): Runbook | null {
  const key = nameKey(alertName);
  return (
    playbook.runbooks.find(({ alerts }) =>
      alerts.some(({ name, written }) => nameKey(name) === key || (/\s/u.test(written) && nameKey(written) === key)),
    ) ??
    playbook.runbooks.find(({ title }) => nameKey(title) === key) ??
    null
  );
}

/** The role to call at a level of the ladder, or null where the contacts have none. */
export function roleForLevel(
  playbook: Pick<Playbook, 'contacts'>,
  level: Pick<LadderLevel, 'who'>,
): ContactRole | null {
  return roleFor(level.who, playbook.contacts.roles);
}

/** What the app can raise: the alert's name, and the heading its rule would have as its runbook. */
export interface NamedAlert {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly runbook: string;
}

/** Every alert that a set of rules can raise: one for each level. */
export function alertsOfRules(rules: readonly Rule[]): readonly NamedAlert[] {
  return rules.flatMap(({ levels, runbook }) => levels.map(({ name, aliases }) => ({ name, aliases, runbook })));
}

/** The runbook for an alert of ours: by its name, its aliases, or the heading its rule points to. */
export function runbookForAlert(
  playbook: Pick<Playbook, 'runbooks'>,
  { name, aliases, runbook }: NamedAlert,
): Runbook | null {
  for (const known of [name, ...aliases, runbook]) {
    const found = runbookFor(playbook, known);
    if (found !== null) return found;
  }
  return null;
}

/** The alerts that would open without a runbook, one problem each; none where there are no runbooks at all. */
export function problemsForAlerts(
  playbook: Pick<Playbook, 'runbooks'>,
  alerts: readonly NamedAlert[],
): readonly PlaybookProblem[] {
  const line = playbook.runbooks.at(-1)?.line;
  if (line === undefined) return [];
  return alerts
    .filter((alert) => runbookForAlert(playbook, alert) === null)
    .map(({ name }) => ({
      line,
      severity: 'error',
      message: `No runbook for the alert “${name}”: it opens the initial response.`,
    }));
}
