import { plain } from '../checks/plain.ts';
import type { Step } from '../playbook/model.ts';

/** Why a step is not asked about, in words that name what stood there. Only for steps without a question. */
export function whyNotAsked(step: Step): string {
  const [block] = step.code;
  if (block === undefined) return `“${short(step.text)}” is no question that Sevlight can ask: a person answers it.`;
  const first = short(block.text);
  switch (block.commandClass) {
    case 'destroy':
      return `“${first}” destroys data. Sevlight runs no command of a document: it can only be copied.`;
    case 'change':
      return `“${first}” changes production. Sevlight runs no command of a document: it can only be copied.`;
    case 'read':
    case 'unknown':
      return `“${first}” is none of the fixed questions. Sevlight runs no command of a document: it can only be copied.`;
  }
}

function short(text: string): string {
  const line = plain(text);
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
