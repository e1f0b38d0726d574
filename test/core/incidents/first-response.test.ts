import { describe, expect, it } from 'vitest';
import { isChecklistDone } from '../../../electron/core/incidents/checklist.ts';
import { settledBy } from '../../../electron/core/incidents/first-response.ts';
import { events, incident, step, type Told } from './parts.ts';

const STEPS = [
  '**Acknowledge** it in the channel',
  'Assess the severity',
  'Communicate to stakeholders',
  'Notify legal',
  'Mitigate what users feel',
  'Resolve it',
  'Document what was done',
  'Do not acknowledge what you have not read',
].map((text, index) => step(`s${index}`, text));

function ticked(told: Told, ...before: readonly Told[]): readonly unknown[] {
  const [event] = events(told);
  return event === undefined
    ? []
    : settledBy(event, incident(...before), STEPS).map(({ payload }) => 'stepId' in payload && payload.stepId);
}

const status = (to: 'Investigating' | 'Mitigating' | 'Resolved'): Told => [
  40,
  { type: 'incident-status-changed', payload: { to, reason: '' } },
];
const severity = { type: 'incident-severity-changed', payload: { from: 1, to: 2, reason: 'few' } } as const;
const acknowledged: Told = [40, { type: 'incident-acknowledged', payload: { reason: null, untilWallMs: null } }];

describe('a step of the first response', () => {
  it('ticks itself when its act is done, and only when its words begin with it', () => {
    expect(ticked(acknowledged)).toEqual(['s0']);
    expect(
      ticked([40, { type: 'update-given', payload: { template: 'initial', how: 'sent', channel: 'slack' } }]),
    ).toEqual(['s2', 's3']);
    expect(ticked(status('Mitigating'))).toEqual(['s4']);
    expect(ticked(status('Resolved'))).toEqual(['s5']);
    expect(ticked(status('Investigating'))).toEqual([]);
    expect(ticked([40, { type: 'postmortem-edited', payload: { section: 'summary', text: 'x' } }])).toEqual(['s6']);
  });

  it('is assessed by a person, not by a rule that raised it', () => {
    expect(ticked([40, severity])).toEqual(['s1']);
    expect(ticked([40, severity, 'sevlight'])).toEqual([]);
  });

  it('is left as a person settled it', () => {
    const skipped: Told = [
      35,
      { type: 'step-skipped', payload: { list: 'initial-response', stepId: 's0', text: 'x', reason: 'no' } },
    ];
    expect(ticked(acknowledged, skipped)).toEqual([]);
  });
});

describe('a checklist', () => {
  const list = [step('a', 'One'), step('b', 'Two', [step('b1', 'Part')])];
  const done = (stepId: string): Told => [40, { type: 'step-done', payload: { list: 'l', stepId, text: '' } }];

  it('is done when every step is, parts and skipped ones too; without steps it never is', () => {
    const skipped: Told = [41, { type: 'step-skipped', payload: { list: 'l', stepId: 'a', text: '', reason: 'no' } }];
    expect(isChecklistDone(incident(skipped, done('b')), 'l', list)).toBe(false);
    expect(isChecklistDone(incident(skipped, done('b'), done('b1')), 'l', list)).toBe(true);
    expect(isChecklistDone(incident(), 'l', [])).toBe(false);
  });
});
