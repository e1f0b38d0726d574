import { SEVERITIES, severityLabel } from '../severity.ts';
import type { ContactRole, LadderLevel, Person, Playbook } from './model.ts';
import { isUndecided } from './people.ts';
import type { Reporter } from './problems.ts';
import { roleFor } from './roles.ts';

/** Reports as errors what a responder would look for in the night and not find. */
export function reportGaps(playbook: Omit<Playbook, 'notes' | 'problems'>, reporter: Reporter): void {
  reportMissingParts(playbook, reporter);
  const { ladder, contacts } = playbook;
  for (const role of contacts.roles) reportPeople(role, reporter);
  reportNumbers(ladder, contacts.roles, reporter);
  for (const level of ladder) {
    if (roleFor(level.who, contacts.roles) === null) {
      reporter.report('error', level.line, `Level ${level.level} (${level.who}): the contacts name nobody for it.`);
    }
  }
}

function reportMissingParts(
  { severities, initialResponse, ladder, runbooks, templates, postmortem }: Omit<Playbook, 'notes' | 'problems'>,
  reporter: Reporter,
): void {
  const missing = SEVERITIES.filter((severity) => !severities.some(({ level }) => level === severity)).map(
    severityLabel,
  );
  if (missing.length > 0)
    reporter.report(
      'error',
      severities.at(-1)?.line ?? 1,
      `No description and response time for ${missing.join(', ')}.`,
    );
  if (initialResponse.length === 0)
    reporter.report('error', 1, 'No initial response: the steps that come before every runbook.');
  if (ladder.length === 0) reporter.report('error', 1, 'No escalation path: who is called, and when.');
  if (runbooks.length === 0) reporter.report('error', 1, 'No runbooks.');
  for (const kind of ['initial', 'update', 'resolution'] as const) {
    if (!templates.some((template) => template.kind === kind))
      reporter.report('info', 1, `No template for the ${kind} message: the app's own is used.`);
  }
  if (postmortem.line === null) reporter.report('info', 1, "No post-mortem template: the app's own is used.");
}

function reportPeople({ role, primary, backup, line }: ContactRole, reporter: Reporter): void {
  for (const [place, person] of [
    ['primary', primary],
    ['backup', backup],
  ] as const) {
    if (person.name !== null || person.phone !== null) continue;
    if (place === 'backup' && person.text === '') {
      reporter.report('info', line, `${role}: nobody stands in as backup.`);
    } else {
      const written = isUndecided(person.text) && person.text !== '' ? `is “${person.text}”` : 'is missing';
      reporter.report('error', line, `${role}: the ${place} ${written}.`);
    }
  }
}

/** One sentence where no role on the ladder has a number, else one for each that lacks it. */
function reportNumbers(ladder: readonly LadderLevel[], roles: readonly ContactRole[], reporter: Reporter): void {
  const needed = ladder.length === 0 ? roles : ladder.flatMap(({ who }) => roleFor(who, roles) ?? []);
  const silent = [...new Set(needed)].filter(({ primary }) => !isReachable(primary));
  const [first] = silent;
  if (first === undefined) return;
  if (silent.length > 1 && silent.length === new Set(needed).size) {
    const names = silent.map(({ role }) => role).join(', ');
    reporter.report('error', first.line, `No telephone numbers: ${names} cannot be called. Add a column “Phone”.`);
  } else {
    for (const { role, line } of silent) reporter.report('error', line, `${role}: no telephone number.`);
  }
}

function isReachable({ phone }: Person): boolean {
  return phone !== null;
}
