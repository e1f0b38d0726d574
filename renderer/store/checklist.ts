import type { CodeBlock, Inline, Playbook, Runbook, Step } from '../../electron/core/playbook/model.ts';
import type { IncidentView, StepView } from '../../electron/core/snapshot.ts';

export const INITIAL_RESPONSE = 'initial-response';

/** A list of steps in an incident, with how far it is. */
export interface ChecklistView {
  readonly list: string;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly settled: number;
  /** The first step that is neither done nor skipped; null when all are. */
  readonly currentId: string | null;
}

export function runbookOf(playbook: Playbook, incident: IncidentView): Runbook | null {
  return playbook.runbooks.find(({ id }) => id === incident.runbookId) ?? null;
}

export function checklist(incident: IncidentView, list: string, title: string, steps: readonly Step[]): ChecklistView {
  const open = steps.filter(({ id }) => stepState(incident, list, id) === null);
  return { list, title, steps, settled: steps.length - open.length, currentId: open[0]?.id ?? null };
}

export function stepState(incident: IncidentView, list: string, stepId: string): StepView | null {
  return incident.steps[`${list}/${stepId}`] ?? null;
}

/** What to tick next at or under a step: its open parts first, then itself; null when it is settled. */
export function nextWithin(incident: IncidentView, list: string, step: Step): Step | null {
  if (stepState(incident, list, step.id) !== null) return null;
  for (const child of step.children) {
    const next = nextWithin(incident, list, child);
    if (next !== null) return next;
  }
  return step;
}

export function findStep(steps: readonly Step[], stepId: string): Step | null {
  for (const step of steps) {
    const found = step.id === stepId ? step : findStep(step.children, stepId);
    if (found !== null) return found;
  }
  return null;
}

/** What `copy` takes from a step: its first block, else the first code in its words, looking into its parts last. */
export function copyableOf(step: Step): string | null {
  const block: CodeBlock | undefined = step.code[0];
  if (block !== undefined) return block.text;
  const words = firstCode(step.inline) ?? step.details.map(firstCode).find((text) => text !== null);
  if (words != null) return words;
  return step.children.map(copyableOf).find((text) => text !== null) ?? null;
}

function firstCode(inline: readonly Inline[]): string | null {
  for (const part of inline) {
    if (part.kind === 'code') return part.text;
    if (part.kind === 'text' || part.kind === 'break') continue;
    const found = firstCode(part.children);
    if (found !== null) return found;
  }
  return null;
}
