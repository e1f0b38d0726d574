import { describe, expect, it } from 'vitest';
import type { EventBody, StoredEvent } from '../../../electron/core/events.ts';
import { TIME_BOX_MS, timeBoxes } from '../../../electron/core/incidents/time-boxes.ts';

const START = Date.UTC(2026, 10, 23, 14, 0);
const at = (seconds: number, bootId = 'boot') => ({
  wallMs: START + seconds * 1000,
  elapsedMs: seconds * 1000,
  awakeMs: seconds * 1000,
  bootId,
});
const step = { list: 'pool', stepId: 'restart', text: 'Restart' };

function night(...bodies: readonly (readonly [number, EventBody])[]): readonly StoredEvent[] {
  return bodies.map(([seconds, body], index) => ({
    ...body,
    seq: index,
    id: `e-${index}`,
    at: at(seconds),
    actor: 'person',
    incidentId: 'inc-1',
  }));
}

const timed = (forMs = TIME_BOX_MS) => ({ type: 'step-timed', payload: { ...step, forMs } }) as const;

describe('a time box', () => {
  it('ends five minutes after it was begun, whenever one looks', () => {
    const events = night([10, timed()]);
    expect(timeBoxes(events, at(10))).toEqual({ 'pool/restart': START + 310_000 });
    expect(timeBoxes(events, at(400))).toEqual({ 'pool/restart': START + 310_000 });
  });

  it('runs on through a clock that was set, and begins anew when asked for again', () => {
    const moved = { ...at(70), wallMs: START + 3_600_000 };
    expect(timeBoxes(night([10, timed()]), moved)).toEqual({ 'pool/restart': moved.wallMs + 240_000 });
    expect(timeBoxes(night([10, timed()], [200, timed()]), at(200))).toEqual({ 'pool/restart': START + 500_000 });
  });

  it('is over with its step', () => {
    expect(timeBoxes(night([10, timed()], [20, { type: 'step-done', payload: step }]), at(30))).toEqual({});
    const skipped = { type: 'step-skipped', payload: { ...step, reason: 'no' } } as const;
    expect(timeBoxes(night([10, timed()], [20, skipped]), at(30))).toEqual({});
  });
});
