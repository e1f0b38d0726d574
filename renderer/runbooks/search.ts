import type { Runbook, Step } from '../../electron/core/playbook/model.ts';

/** A search over runbooks: every word must stand somewhere in one; a match in title or alert names comes first. */
export function searchableRunbooks(runbooks: readonly Runbook[]): (words: string) => readonly Runbook[] {
  const entries = runbooks.map((runbook) => {
    const head = [runbook.title, ...runbook.alerts.map(({ name }) => name)].join('\n').toLowerCase();
    return {
      runbook,
      head,
      text: `${head}\n${runbook.trigger ?? ''}\n${runbook.steps.map(textOf).join('\n')}`.toLowerCase(),
    };
  });
  return (wanted) => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const found = entries.filter(({ text }) => words.every((word) => text.includes(word)));
    const { first = [], other = [] } = Object.groupBy(found, ({ head }) =>
      words.every((word) => head.includes(word)) ? 'first' : 'other',
    );
    return [...first, ...other].map(({ runbook }) => runbook);
  };
}

function textOf(step: Step): string {
  return [step.text, ...step.code.map(({ text }) => text), ...step.children.map(textOf)].join('\n');
}
