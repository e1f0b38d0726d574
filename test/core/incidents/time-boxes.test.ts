import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../electron/core/events.ts';
import { foldIncidents, type Incidents } from '../../../electron/core/incidents/incident.ts';
import { planTimeBoxes, TIME_BOX_MS, timeBoxes } from '../../../electron/core/incidents/time-boxes.ts';
import type { Instant } from '../../../electron/core/time.ts';
import { at, folded, incident, OPENED, START, type Told } from './parts.ts';

const step = { list: 'pool', stepId: 'restart', text: 'Restart the pool' };
const timed = (seconds: number): Told => [seconds, { type: 'step-timed', payload: { ...step, forMs: TIME_BOX_MS } }];
const done: Told = [60, { type: 'step-done', payload: step }];

function planned(incidents: Incidents, now: Instant): readonly NewEvent[] {
  return planTimeBoxes(incidents, now, 'live', () => 'n').map((body) => ({
    ...body,
    id: 'n',
    at: now,
    actor: 'sevlight',
  }));
}

describe('a time box', () => {
  it('ends five minutes after it was begun, whenever one looks', () => {
    const begun = incident(timed(10));
    expect(timeBoxes(begun, at(10))).toEqual({ 'pool/restart': START + 310_000 });
    expect(timeBoxes(begun, at(400))).toEqual({ 'pool/restart': START + 310_000 });
  });

  it('runs on through a clock that was set, and begins anew when asked for again', () => {
    const moved = { ...at(70), wallMs: START + 3_600_000 };
    expect(timeBoxes(incident(timed(10)), moved)).toEqual({ 'pool/restart': moved.wallMs + 240_000 });
    expect(timeBoxes(incident(timed(10), timed(200)), at(200))).toEqual({ 'pool/restart': START + 500_000 });
  });

  it('is over with its step, and does not come back with it', () => {
    expect(timeBoxes(incident(timed(10), done), at(70))).toEqual({});
    const skipped: Told = [60, { type: 'step-skipped', payload: { ...step, reason: 'no' } }];
    expect(timeBoxes(incident(timed(10), skipped), at(70))).toEqual({});
    expect(timeBoxes(incident(timed(10), done, [65, { type: 'step-undone', payload: step }]), at(70))).toEqual({});
  });

  it('that runs out is said once, and again only when it was begun again', () => {
    const incidents = folded(OPENED, timed(40));
    expect(planned(incidents, at(339))).toEqual([]);
    const [notice, ...more] = planned(incidents, at(340));
    expect(more).toEqual([]);
    expect(notice?.payload).toMatchObject({
      kind: 'time-box',
      severity: null,
      title: '[SEV1] Database connection failed: time is over',
      body: 'Restart the pool\nIts 5 min are over. Go on, or try something else?',
      replaces: null,
    });
    const said = notice === undefined ? incidents : foldIncidents(incidents, notice);
    expect(planned(said, at(400))).toEqual([]);
    const [again] = planned(folded(OPENED, timed(40), timed(400)), at(700));
    expect(again?.payload).toMatchObject({ about: 'pool/restart' });
  });

  it('is not said of a step that is settled or an incident that is over', () => {
    expect(planned(folded(OPENED, timed(40), done), at(400))).toEqual([]);
    const over: Told = [90, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'over' } }];
    expect(planned(folded(OPENED, timed(40), over), at(400))).toEqual([]);
  });

  it('ends with its incident: one that opens again begins without it', () => {
    const over: Told = [90, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'over' } }];
    const again: Told = [7000, { type: 'incident-status-changed', payload: { to: 'Investigating', reason: 'back' } }];
    expect(planned(folded(OPENED, timed(40), over, again), at(7001))).toEqual([]);
  });

  it('is our word, not a person’s act: it keeps no acknowledgement alive', () => {
    const incidents = folded(OPENED, timed(40));
    const [notice] = planned(incidents, at(340));
    const said = notice === undefined ? incidents : foldIncidents(incidents, notice);
    expect(said['inc-1']?.lastActivity).toEqual(at(40));
  });
});
