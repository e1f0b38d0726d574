import type { Step } from '../playbook/model.ts';

export type BranchId =
  | 'pool-exhausted'
  | 'database-down'
  | 'workers-idle'
  | 'task-hangs'
  | 'ocr-fails'
  | 'ai-fails'
  | 'downloads-suspicious';

interface BranchWords {
  readonly label: string;
  /** How a step that is for this case begins. */
  readonly step: RegExp;
}

const BRANCHES: Readonly<Record<BranchId, BranchWords>> = {
  'pool-exhausted': {
    label: 'pool exhausted',
    step: /^(?:if|when)\b.*(?:exhaust|used up|pool|too many|no connections? left)/iu,
  },
  'database-down': {
    label: 'database down',
    step: /^(?:if|when)\b.*database\b.*(?:down|gone|unreachable|not answer|not respond)/iu,
  },
  'workers-idle': { label: 'workers idle while tasks wait', step: /^(?:if|when)\b.*\bidle\b/iu },
  'task-hangs': { label: 'a task runs for too long', step: /^(?:if|when)\b.*\b(?:stuck|hangs?|hung)\b/iu },
  'ocr-fails': { label: 'text recognition fails', step: /^(?:if|when)\b.*(?:\bocr\b|text recognition|tesseract)/iu },
  'ai-fails': { label: 'the AI service fails', step: /^(?:if|when)\b.*\b(?:openai|ai)\b/iu },
  'downloads-suspicious': {
    label: 'far more than usual',
    step: /^(?:if|when)\b.*\b(?:suspicious|wrong|unusual|no innocent)\b/iu,
  },
};

/** A later step of the same list that is written for the case. A suggestion: a person decides. */
export interface Branch {
  readonly label: string;
  /** Null where the document has no step for it. */
  readonly stepId: string | null;
  /** Its place in the list, from 1. */
  readonly number: number | null;
}

export function branchOf(id: BranchId, steps: readonly Step[], fromStepId: string): Branch {
  const { label, step: pattern } = BRANCHES[id];
  const from = steps.findIndex((step) => step.id === fromStepId || has(step, fromStepId));
  const at = steps.findIndex((step, index) => index > from && pattern.test(step.text));
  const found = steps[at];
  return found === undefined ? { label, stepId: null, number: null } : { label, stepId: found.id, number: at + 1 };
}

function has(step: Step, id: string): boolean {
  return step.children.some((child) => child.id === id || has(child, id));
}
