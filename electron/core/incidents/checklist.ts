import type { Step } from '../playbook/model.ts';
import { type Incident, stepKey } from './incident.ts';

/** Whether every step of a list, nested ones included, is done or skipped. A list without steps never is. */
export function isChecklistDone(incident: Incident, list: string, steps: readonly Step[]): boolean {
  if (steps.length === 0) return false;
  return steps.every(
    (step) =>
      incident.steps[stepKey(list, step.id)] !== undefined &&
      (step.children.length === 0 || isChecklistDone(incident, list, step.children)),
  );
}
