import { describe, expect, it } from 'vitest';
import { type Clock, clocksOf, nextLevel } from '../../../electron/core/incidents/clocks.ts';
import type { Incident } from '../../../electron/core/incidents/incident.ts';
import { CLOCKS } from '../../stories/team.ts';
import { at, incident, type Told } from './parts.ts';

const MINUTE = 60;
const clock = (one: Incident, seconds: number, id: string): Clock | undefined =>
  clocksOf(one, at(seconds), CLOCKS).find((each) => each.id === id);
const left = (one: Incident, seconds: number, id: string): number | undefined => clock(one, seconds, id)?.leftMs;

const acknowledged: Told = [60, { type: 'incident-acknowledged', payload: { reason: null, untilWallMs: null } }];
const updated: Told = [120, { type: 'update-given', payload: { template: 'update', how: 'told', channel: null } }];
const severity = (seconds: number, from: 1 | 2, to: 1 | 2 | 3 | 4): Told => [
  seconds,
  { type: 'incident-severity-changed', payload: { from, to, reason: 'said so' } },
];
const flagged: Told = [200, { type: 'flag-raised', payload: { flag: 'breach', reason: 'odd downloads' } }];
const silent = (level: number): Told => [
  300,
  { type: 'ladder-no-answer', payload: { level, who: 'Lead', person: 'Ana', next: null } },
];

describe('the clocks of an incident', () => {
  it('count from firing, L3 from the same start as L2', () => {
    const one = incident();
    expect(left(one, 30, 'respond')).toBe(15 * MINUTE * 1000);
    expect(left(one, 30, 'escalate-2')).toBe(15 * MINUTE * 1000);
    expect(left(one, 30, 'escalate-3')).toBe(30 * MINUTE * 1000);
    expect(left(one, 30 + 16 * MINUTE, 'escalate-2')).toBe(-MINUTE * 1000);
    expect(clock(one, 30 + 15 * MINUTE, 'escalate-2')).toMatchObject({
      state: 'due',
      reason: 'because SEV1 is unresolved for 15 min',
    });
  });

  it('are the respond clock met by an acknowledgement, and the ladder not', () => {
    const one = incident(acknowledged);
    expect(clock(one, 100, 'respond')?.state).toBe('met');
    expect(clock(one, 100, 'escalate-2')?.state).toBe('running');
  });

  it('ask for an update 5 min after the acknowledgement, then by severity, and not at all from SEV3 on', () => {
    expect(clock(incident(), 100, 'next-update')).toBeUndefined();
    expect(left(incident(acknowledged), 60, 'next-update')).toBe(5 * MINUTE * 1000);
    expect(left(incident(acknowledged, updated), 120, 'next-update')).toBe(30 * MINUTE * 1000);
    expect(left(incident(acknowledged, updated, severity(130, 1, 2)), 120, 'next-update')).toBe(60 * MINUTE * 1000);
    expect(clock(incident(acknowledged, severity(130, 1, 3)), 140, 'next-update')).toBeUndefined();
  });

  it('leave out a level that the severity does not call, and have none left when it is over', () => {
    const lower = incident(severity(40, 1, 2));
    expect(clock(lower, 50, 'escalate-3')).toBeUndefined();
    expect(clock(incident(severity(40, 1, 3)), 50, 'escalate-2')).toBeUndefined();
    const over: Told = [50, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'over' } }];
    expect(clocksOf(incident(over), at(60), CLOCKS)).toEqual([]);
  });

  it('call the flag’s level at once, whatever the severity', () => {
    expect(clock(incident(), 210, 'escalate-4')).toBeUndefined();
    const one = incident(severity(40, 1, 4), flagged);
    expect(clock(one, 210, 'escalate-4')).toMatchObject({
      leftMs: -10_000,
      state: 'due',
      reason: 'because data may be in the wrong hands',
    });
  });

  it('call the next level at once when nobody is left on the one below, also for a SEV2', () => {
    const one = incident(severity(40, 1, 2), silent(2));
    expect(clock(one, 310, 'escalate-2')?.state).toBe('met');
    expect(clock(one, 310, 'escalate-3')).toMatchObject({ leftMs: -10_000, reason: 'because nobody answered on L2' });
    // Also when the time has long passed at which a SEV1 would have called it.
    const late: Told = [40 * MINUTE, silent(2)[1]];
    expect(clock(incident(severity(40, 1, 2), late), 40 * MINUTE + 10, 'escalate-3')?.leftMs).toBe(-10_000);
    // Above the last level of the clock nobody is left: silence there stays due.
    expect(clock(incident(silent(3)), 2000, 'escalate-3')?.state).toBe('due');
    const [, lead, chief] = CLOCKS.ladder;
    expect(lead && nextLevel(CLOCKS.ladder, lead)).toBe(chief);
    expect(chief && nextLevel(CLOCKS.ladder, chief)).toBeUndefined();
  });

  it('are told the most urgent first, and what is met last', () => {
    const ids = clocksOf(incident(acknowledged), at(100), CLOCKS).map(({ id }) => id);
    expect(ids).toEqual(['next-update', 'escalate-2', 'escalate-3', 'acknowledgement', 'respond']);
  });

  it('end a SEV4’s response with the next business day', () => {
    // Opened on Tuesday at 09:00:30: until Wednesday, 17:00.
    expect(left(incident(severity(30, 1, 4)), 30, 'respond')).toBe((32 * 3600 - 30) * 1000);
  });
});
