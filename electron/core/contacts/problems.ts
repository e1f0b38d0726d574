import { reportGaps } from '../playbook/gaps.ts';
import type { Contacts, Playbook, PlaybookProblem } from '../playbook/model.ts';
import { createReporter } from '../playbook/problems.ts';
import type { Problem } from '../snapshot.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import type { Duty } from './duty.ts';

/** After this long without anybody making sure, a number is no longer believed. */
export const STALE_AFTER_DAYS = 180;

/** The playbook's problems, without what the people on duty have filled, and with what they lack. */
export function problemsOnDuty(playbook: Playbook, onDuty: Contacts): readonly PlaybookProblem[] {
  const sameAs = (a: PlaybookProblem) => (b: PlaybookProblem) => a.line === b.line && a.message === b.message;
  const before = gapsOf(playbook);
  const after = gapsOf({ ...playbook, contacts: onDuty });
  const rest = playbook.problems.filter((problem) => !before.some(sameAs(problem)));
  return [...rest, ...after].toSorted((a, b) => a.line - b.line);
}

function gapsOf(playbook: Playbook): readonly PlaybookProblem[] {
  const reporter = createReporter();
  reportGaps(playbook, reporter);
  return reporter.list();
}

/** What is wrong with the people on the ladder, beyond what the playbook lacks: old entries, and gaps in the rota. */
export function dutyProblems(duties: readonly Duty[], nowWallMs: number): readonly Problem[] {
  return duties.flatMap(({ role, levels, primary, backup, isGap, gapFromWallMs }): readonly Problem[] => {
    if (levels.length === 0) return [];
    const told: string[] = [];
    const remedy = 'Import a newer one, or take over in Contacts.';
    if (isGap) told.push(`the rota has nobody on call now. ${remedy}`);
    if (gapFromWallMs !== null) {
      const hours = Math.ceil((gapFromWallMs - nowWallMs) / HOUR_MS);
      told.push(`the rota has nobody after ${primary?.name ?? 'this'}’s turn, which ends in ${hours} h. ${remedy}`);
    }
    for (const duty of [primary, backup]) {
      const days = daysSince(duty?.person?.confirmedWallMs ?? null, nowWallMs);
      if (duty === null || days === null || days <= STALE_AFTER_DAYS) continue;
      told.push(
        `nobody has confirmed ${duty.name}’s number for ${days} days. Try it once, then confirm it in Contacts.`,
      );
    }
    return told.map((words) => ({ area: 'contacts', severity: 'warning', message: `${role}: ${words}` }));
  });
}

/** Whole days; null where nobody knows. */
export function daysSince(wallMs: number | null, nowWallMs: number): number | null {
  return wallMs === null ? null : Math.max(0, Math.floor((nowWallMs - wallMs) / DAY_MS));
}
