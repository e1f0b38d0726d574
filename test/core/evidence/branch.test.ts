import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BranchId, branchOf } from '../../../electron/core/evidence/branch.ts';
import { evidenceSteps } from '../../../electron/core/evidence/views.ts';
import type { EvidenceId, Playbook } from '../../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';

const document = (path: string) => parsePlaybook(readFileSync(new URL(path, import.meta.url), 'utf8'));
const BUILT_IN = document('../../../assets/playbook/default.md');
const CUSTOMERS = document('../../fixtures/playbooks/customer-structure.md');

/** Where the case leads in the runbook of this name, from the step with this question. */
function leads(playbook: Playbook, title: string, evidence: EvidenceId, branch: BranchId): string | null {
  const runbook = playbook.runbooks.find((each) => each.title === title);
  const from = evidenceSteps('list', runbook?.steps ?? []).find(({ step }) => step.evidence === evidence)?.step;
  if (runbook === undefined || from === undefined) throw new Error(`${title} does not ask ${evidence}.`);
  const { stepId, number } = branchOf(branch, runbook.steps, from.id);
  const step = runbook.steps.find(({ id }) => id === stepId);
  return step === undefined ? null : `${number}. ${step.text}`;
}

describe.each([
  ['the built-in playbook', BUILT_IN],
  ['a document of the customer’s structure', CUSTOMERS],
])('%s', (_, playbook) => {
  it('has a step for each case', () => {
    const database = 'Database Connection Failed';
    expect(leads(playbook, database, 'postgres-connections', 'pool-exhausted')).toMatch(/^4\. If/);
    expect(leads(playbook, database, 'postgres-connections', 'database-down')).toMatch(/^5\. If/);
    expect(leads(playbook, 'Task Queue Backlog', 'celery-active', 'workers-idle')).toMatch(/^3\. If .*idle/);
    expect(leads(playbook, 'Long-Running Task', 'celery-active', 'task-hangs')).toMatch(/^3\. If/);
    expect(leads(playbook, 'Document Processing Degraded/Critical', 'processing-failures', 'ocr-fails')).toMatch(
      /^5\. If/,
    );
    expect(leads(playbook, 'Anomalous Download Activity', 'downloads-of-user', 'downloads-suspicious')).toMatch(
      /^3\. If/,
    );
  });
});

it('leads nowhere where no later step is written for the case', () => {
  expect(leads(BUILT_IN, 'Task Queue Backlog', 'celery-active', 'pool-exhausted')).toBeNull();
});
