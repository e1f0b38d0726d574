import { DEFAULT_THRESHOLDS } from '../../../electron/core/checks/thresholds.ts';
import { EVIDENCE, type EvidenceDefinition, judgeEvidence } from '../../../electron/core/evidence/definitions.ts';
import type { EvidenceContext, Finding } from '../../../electron/core/evidence/finding.ts';
import { type EvidenceParameters, NO_PARAMETERS } from '../../../electron/core/evidence/parameters.ts';
import type { EvidenceQuestion, EvidenceQuestions } from '../../../electron/core/evidence/question.ts';
import type { EvidenceId } from '../../../electron/core/playbook/model.ts';

export const CONTEXT: EvidenceContext = { thresholds: DEFAULT_THRESHOLDS, sourceIsBad: false, tasksWaiting: null };

/** One real question, judged. */
export async function asked<Id extends EvidenceId>(
  questions: EvidenceQuestions,
  id: Id,
  parameters: Partial<EvidenceParameters> = {},
  context: Partial<EvidenceContext> = {},
): Promise<Finding> {
  const question: EvidenceQuestion<Id> | undefined = questions[id];
  if (question === undefined) throw new Error(`${id} is not asked.`);
  const definition: EvidenceDefinition<Id> = EVIDENCE[id];
  const reading = await question.ask({ ...NO_PARAMETERS, ...parameters }, new AbortController().signal);
  return judgeEvidence(definition, reading, { ...CONTEXT, ...context });
}

export function fact({ facts }: Finding, label: string): string | undefined {
  return facts.find((each) => each.label === label)?.value;
}
