import { describe, expect, it } from 'vitest';
import { flagOffered, PRESERVE_STEPS } from '../../../electron/core/incidents/preserve.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { parseFixture, readBuiltIn } from '../playbook/fixtures.ts';

describe('what the words of a step ask for', () => {
  it.each([
    ['Escalate to the legal team', 'legal'],
    ['Ask Compliance before anyone is told', 'legal'],
    ['If a breach is confirmed, call legal', 'breach'],
    ['Notify those whose data was accessed', 'breach'],
    ['If data may have been taken, say so', 'breach'],
    ['Compare the data. The image was taken yesterday', null],
    ['It is illegal to guess', null],
    ['Breaches the limit of 50 connections', null],
  ])('%s: %s', (text, flag) => {
    expect(flagOffered(text)).toBe(flag);
  });

  it.each([
    ['the customer’s', parseFixture('customer-structure')],
    ['our own', parsePlaybook(readBuiltIn())],
  ])('is offered by the fourth step of the runbook for anomalous downloads, in %s document', (_, { runbooks }) => {
    const steps = runbooks.find(({ title }) => /anomalous download/i.test(title))?.steps ?? [];
    const offers = steps.map(({ text, children }) => [text, ...children.map((part) => part.text)].map(flagOffered));
    expect(offers.map((flags) => flags.filter((flag) => flag !== null))).toEqual([[], [], [], ['breach', 'legal']]);
  });

  it('comes with a list of what to keep before anything is repaired, each step by its own id', () => {
    const ids = PRESERVE_STEPS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(PRESERVE_STEPS[0]?.text).toMatch(/^Stop whatever deletes/);
  });
});
