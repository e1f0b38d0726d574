import { describe, expect, it } from 'vitest';
import { flagOffered, PRESERVE_STEPS } from '../../../electron/core/incidents/preserve.ts';
import { parseFixture } from '../playbook/fixtures.ts';

describe('what the words of a step ask for', () => {
  it.each([
    ['Escalate to the legal team', 'legal'],
    ['Ask Compliance before anyone is told', 'legal'],
    ['If a breach is confirmed, call legal', 'breach'],
    ['It is illegal to guess', null],
    ['Breaches the limit of 50 connections', null],
  ])('%s: %s', (text, flag) => {
    expect(flagOffered(text)).toBe(flag);
  });

  it('is offered by a step of the runbook for anomalous downloads', () => {
    const { runbooks } = parseFixture('customer-structure');
    const runbook = runbooks.find(({ title }) => /download/i.test(title));
    const offers = runbook?.steps.map(({ text, children }) =>
      [text, ...children.map((part) => part.text)].map(flagOffered),
    );
    expect(offers?.map((flags) => flags.filter((flag) => flag !== null))).toEqual([[], [], [], ['legal']]);
  });

  it('comes with a list of what to keep before anything is repaired, each step by its own id', () => {
    const ids = PRESERVE_STEPS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(PRESERVE_STEPS[0]?.text).toMatch(/^Stop whatever deletes/);
  });
});
