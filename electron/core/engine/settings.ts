import type { Rule, ThresholdName } from '../checks/rule.ts';
import { defaultRules, type RuleOverride } from '../checks/rules.ts';
import type { AppMode } from '../events.ts';
import { clockRules } from '../incidents/clock-rules.ts';
import { type LadderPerson, nextInLine } from '../incidents/line.ts';
import { type NamedAlert, problemsForAlerts, roleForLevel, runbookFor, runbookForAlert } from '../playbook/lookup.ts';
import type { Contacts, LadderLevel, Playbook, Runbook } from '../playbook/model.ts';
import type { QuietHours } from '../schedule/quiet-hours.ts';
import type { WorkingHours } from '../schedule/working-hours.ts';
import { timeThere } from '../schedule/zoned.ts';
import type { Problem } from '../snapshot.ts';
import type { EngineSettings } from './advance.ts';
import type { WatchedSource } from './sight.ts';

export interface SettingsParts {
  readonly mode: AppMode;
  readonly sources: readonly WatchedSource[];
  readonly playbook: Playbook;
  /** Those of the configuration; they go before the playbook's. */
  readonly thresholds: Readonly<Partial<Record<ThresholdName, number>>>;
  readonly overrides: Readonly<Record<string, RuleOverride>>;
  readonly hours: WorkingHours;
  readonly quietHours: QuietHours | null;
  /** Who stands for the playbook's roles now; its own contacts without. */
  readonly contacts?: () => Contacts;
}

/** Every rule with the drill's short hold, so that a newcomer need not wait. */
export function drillOverrides(holdMs: number): Readonly<Record<string, RuleOverride>> {
  return Object.fromEntries(defaultRules().map(({ id }) => [id, { holdMs, keepFiringMs: holdMs }]));
}

/** What the engine needs of the playbook and the configuration. */
export function engineSettings(parts: SettingsParts): EngineSettings {
  const { mode, playbook, hours, quietHours } = parts;
  const rules = defaultRules({ ...playbook.thresholds, ...parts.thresholds }, parts.overrides);
  return {
    mode,
    sources: parts.sources,
    rules,
    clocks: clockRules(playbook, hours),
    quietHours,
    firstStepOf: (heading) => runbookOf(playbook, rules, heading)?.steps[0]?.text ?? null,
    initialResponse: playbook.initialResponse,
    personFor: (clockId, incident, nowWallMs) => {
      const level = playbook.ladder.find((one) => `escalate-${one.level}` === clockId);
      if (level === undefined) return null;
      const contacts = parts.contacts?.() ?? playbook.contacts;
      const person = nextInLine(lineOn({ ...playbook, contacts }, level), incident.ladder[level.level]).person;
      const name = person?.name ?? level.who;
      const there = person?.zone === undefined ? null : timeThere(nowWallMs, person.zone, hours.zone);
      const time = there === null || there.aheadHours === 0 ? '' : `, ${there.time} there`;
      return `${name}, ${person?.phone ?? 'no number in the playbook or the contacts'}${time}`;
    },
  };
}

/** The runbook for the heading that a rule names: that heading's, or the one that lists the rule's alerts. */
export function runbookOf(playbook: Playbook, rules: readonly Rule[], heading: string): Runbook | null {
  return (
    namedAlerts(rules.filter(({ runbook }) => runbook === heading))
      .map((alert) => runbookForAlert(playbook, alert))
      .find((runbook) => runbook !== null) ?? runbookFor(playbook, heading)
  );
}

/** Who is called on a level of the ladder, in this order: its role's primary, then its backup. */
export function lineOn(playbook: Pick<Playbook, 'contacts'>, level: LadderLevel): readonly LadderPerson[] {
  const role = roleForLevel(playbook, level);
  if (role === null) return [];
  return [role.primary, role.backup]
    .filter(({ name, phone }) => name !== null || phone !== null)
    .map(({ name, phone, zone }) => ({ name, phone, ...(zone === undefined ? {} : { zone }) }));
}

/** What a responder lacks: the playbook's own problems, and alerts that it has no runbook for. */
export function playbookProblems(playbook: Playbook, rules: readonly Rule[], file: string): readonly Problem[] {
  return [...playbook.problems, ...problemsForAlerts(playbook, namedAlerts(rules))].flatMap(
    ({ line, severity, message }): readonly Problem[] =>
      severity === 'info' ? [] : [{ area: 'playbook', severity, message: `${file}, line ${line}: ${message}` }],
  );
}

function namedAlerts(rules: readonly Rule[]): readonly NamedAlert[] {
  return rules.flatMap(({ levels, runbook }) => levels.map(({ name, aliases }) => ({ name, aliases, runbook })));
}
