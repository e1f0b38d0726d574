import { describe, expect, it } from 'vitest';
import { whyNotAsked } from '../../../electron/core/evidence/refusal.ts';
import type { Playbook, Step } from '../../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { ANNOTATION_ATTEMPTS, COMMAND_ATTEMPTS, documentWith } from './hostile-documents.ts';

function stepOf(playbook: Playbook): Step {
  const step = playbook.runbooks[0]?.steps[0];
  if (step === undefined) throw new Error('The document has no step.');
  return step;
}

describe('a document that wants something done', () => {
  it.each(COMMAND_ATTEMPTS)('gets no question, and a reason: $name', ({ step }) => {
    const found = stepOf(parsePlaybook(documentWith(step)));
    expect(found.evidence).toBeUndefined();
    expect(whyNotAsked(found)).toMatch(
      /^“.+” (?:destroys data|changes production|is none of the fixed questions|is no question)/su,
    );
  });

  it.each(ANNOTATION_ATTEMPTS)('gets no question, and a warning with its line: $name', ({ step }) => {
    const playbook = parsePlaybook(documentWith(step));
    expect(stepOf(playbook).evidence).toBeUndefined();
    const [problem] = playbook.problems.filter(({ message }) => message.includes('questions this app can ask'));
    expect(problem).toMatchObject({ severity: 'warning', line: 9 });
    expect(problem?.message).toContain('nothing in a document is ever run');
  });

  it('is tried at least fifty times', () => {
    expect(COMMAND_ATTEMPTS.length + ANNOTATION_ATTEMPTS.length).toBeGreaterThanOrEqual(50);
  });

  it('gets what its author may have: a question of the list', () => {
    expect(stepOf(parsePlaybook(documentWith('Look <!-- evidence: redis-memory -->'))).evidence).toBe('redis-memory');
    expect(stepOf(parsePlaybook(documentWith('Look: `redis-cli ping`'))).evidence).toBe('redis-ping');
  });
});
