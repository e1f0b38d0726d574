import { describe, expect, it } from 'vitest';
import {
  alertKeysOf,
  causesOf,
  foldIncidents,
  forgetResolved,
  openIncidents,
} from '../../../electron/core/incidents/incident.ts';
import { DAY_MS } from '../../../electron/core/time.ts';
import { at, events, folded, incident, OPENED, type Told } from './parts.ts';

const resolved: Told = [600, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'over' } }];
const severity = (seconds: number, to: 1 | 2 | 3): Told => [
  seconds,
  { type: 'incident-severity-changed', payload: { from: 2, to, reason: 'said so' } },
];
const noAnswer = (seconds: number, next: string | null): Told => [
  seconds,
  { type: 'ladder-no-answer', payload: { level: 2, who: 'Lead', person: 'Ana', next } },
];

describe('an incident, folded from its events', () => {
  it('begins with the first bad look and is nobody’s', () => {
    expect(incident()).toMatchObject({
      severity: 1,
      severitySince: at(30),
      openedAt: at(30),
      firstBad: at(0),
      status: 'Investigating',
      acknowledgement: null,
      resolvedAt: null,
    });
  });

  it('is made by its opening alone: what belongs to no incident, or an unknown one, changes nothing', () => {
    const none = folded([10, { type: 'note-added', payload: { text: 'x' } }]);
    expect(none).toEqual({});
    const before = folded(OPENED);
    const [other] = events([20, { type: 'woke', payload: { sleptMs: 1 } }, 'sevlight', 'inc-9']);
    expect(other && foldIncidents(before, other)).toBe(before);
  });

  it('keeps the first response when an acknowledgement ends, and since when nobody owns it', () => {
    const acknowledged: Told = [60, { type: 'incident-acknowledged', payload: { reason: null, untilWallMs: null } }];
    const ended: Told = [
      1860,
      { type: 'incident-unacknowledged', payload: { why: 'expired', reason: 'silence' } },
      'sevlight',
    ];
    expect(incident(acknowledged, ended)).toMatchObject({
      acknowledgement: null,
      respondedAt: at(60),
      abandonedAt: at(1860),
    });
    expect(incident(acknowledged, ended, [1900, acknowledged[1]])).toMatchObject({
      respondedAt: at(60),
      abandonedAt: null,
      acknowledgement: { at: at(1900) },
    });
  });

  it('counts a person’s act as activity, and ours not', () => {
    const note = { type: 'note-added', payload: { text: 'x' } } as const;
    expect(incident([90, note]).lastActivity).toEqual(at(90));
    expect(incident([90, note, 'sevlight']).lastActivity).toEqual(at(30));
  });

  it('starts the clocks anew at a raise, and asks again for what was not needed before; a lower one goes on', () => {
    const notNeeded: Told = [50, { type: 'ladder-not-needed', payload: { level: 2, who: 'Lead', reason: 'a drill' } }];
    const called: Told = [55, { type: 'ladder-called', payload: { level: 3, who: 'CTO', person: 'Cy' } }];
    const lowered = incident(notNeeded, called, severity(60, 3));
    expect([lowered.severitySince, Object.keys(lowered.ladder)]).toEqual([at(30), ['2', '3']]);
    const raised = incident(notNeeded, called, severity(60, 3), severity(90, 2));
    expect([raised.severitySince, Object.keys(raised.ladder)]).toEqual([at(90), ['3']]);
  });

  it('counts who did not answer, until the line is at its end', () => {
    expect(incident(noAnswer(40, 'Bo')).ladder[2]).toMatchObject({ unanswered: 1, exhausted: false });
    expect(incident(noAnswer(40, 'Bo'), noAnswer(50, null)).ladder[2]).toMatchObject({
      unanswered: 2,
      exhausted: true,
    });
  });

  it('takes its name and its news from its cause alone', () => {
    const level = (alertKey: string): Told => [
      70,
      {
        type: 'alert-level-changed',
        payload: {
          alertKey,
          from: { level: 1, name: 'Slow', severity: 2, reason: 'slow', value: 1 },
          to: { level: 0, name: 'Down', severity: 1, reason: 'down', value: 2 },
        },
      },
      'sevlight',
    ];
    expect(incident(level('database'))).toMatchObject({ title: 'Down', summary: 'down', worsenings: 1 });
    expect(incident(level('celery'))).toMatchObject({ title: 'Database connection failed', worsenings: 0 });
  });

  it('holds a joined alert once, takes over the causes of another, and gives one back', () => {
    const joined: Told = [
      40,
      { type: 'incident-joined', payload: { alertKey: 'celery', name: 'Celery', reason: 'explained' } },
    ];
    const absorbed: Told = [
      60,
      {
        type: 'incident-absorbed',
        payload: {
          source: 'inc-2',
          title: 'Queue',
          causes: ['queue', 'database'],
          joined: ['celery', 'tasks'],
          reason: 'one',
        },
      },
    ];
    const both = incident(joined, joined, absorbed);
    expect(causesOf(both)).toEqual(['database', 'queue']);
    expect(alertKeysOf(both)).toEqual(['database', 'queue', 'celery', 'tasks']);
    const split: Told = [
      70,
      { type: 'incident-split', payload: { alertKey: 'queue', name: 'Queue', into: 'x', reason: 'two' } },
    ];
    expect(alertKeysOf(incident(joined, absorbed, split))).toEqual(['database', 'celery', 'tasks']);
  });

  it('has one flag of a kind, with its first reason, until it is taken back', () => {
    const raised = (reason: string): Told => [40, { type: 'flag-raised', payload: { flag: 'breach', reason } }];
    const lowered: Told = [50, { type: 'flag-lowered', payload: { flag: 'breach', reason: 'no' } }];
    expect(incident(raised('first'), raised('second')).flags).toEqual([
      { flag: 'breach', at: at(40), reason: 'first' },
    ]);
    expect(incident(raised('first'), lowered).flags).toEqual([]);
  });

  it('is forgotten a day after it was resolved, and not before', () => {
    const incidents = folded(OPENED, resolved);
    expect(forgetResolved(incidents, at(600 + 86_400), DAY_MS)).toBe(incidents);
    expect(forgetResolved(incidents, at(601 + 86_400), DAY_MS)).toEqual({});
    expect(openIncidents(incidents)).toEqual([]);
  });
});
