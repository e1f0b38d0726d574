import { describe, expect, it } from 'vitest';
import { dueAt } from '../../../electron/core/postmortem/due.ts';
import { officeHours } from '../../../electron/core/schedule/working-hours.ts';
import { parseFixture } from '../playbook/fixtures.ts';
import { compose, log, NIGHT, type Told } from './parts.ts';

const PLAYBOOK = parseFixture('bare-runbooks');
const measures = (around: readonly Told[], events: readonly Told[] = NIGHT) =>
  compose(PLAYBOOK, log(...events), { around: log(...around) }).measures;

const blind = { source: 'all', cause: 'offline', reason: 'no network' } as const;

describe('how long it took', () => {
  it('counts from the alarm to the first acknowledgement, and from the first bad look to the end', () => {
    expect(measures([])).toEqual({
      durationMs: 2_580_000,
      toAcknowledgeMs: 180_000,
      toResolveMs: 2_580_000,
      blindMs: 0,
    });
  });

  it('leaves out sleep and blindness once, however they overlap', () => {
    const found = measures([
      [60, { type: 'blind-started', payload: blind }, { house: true }],
      [120, { type: 'woke', payload: { sleptMs: 100_000 } }, { house: true }],
      [130, { type: 'blind-ended', payload: { ...blind, lastedMs: 70_000 } }, { house: true }],
      [700, { type: 'blind-ended', payload: { ...blind, cause: 'not-running', lastedMs: 100_000 } }, { house: true }],
    ]);
    // 20 s to 130 s, of which 25 s to 130 s lie after the alarm; and 600 s to 700 s.
    expect(found.blindMs).toBe(210_000);
    expect(found.toAcknowledgeMs).toBe(180_000 - 105_000);
    expect(found.toResolveMs).toBe(2_580_000 - 210_000);
    expect(found.durationMs).toBe(2_580_000);
  });

  it('leaves out what lies before the beginning, and other sources’ blindness', () => {
    const other = { ...blind, source: 'redis' } as const;
    expect(
      measures([
        [10, { type: 'woke', payload: { sleptMs: 3_600_000 } }, { house: true }],
        [900, { type: 'blind-ended', payload: { ...other, lastedMs: 500_000 } }, { house: true }],
      ]).blindMs,
    ).toBe(10_000);
  });

  it('leaves out the time in which the cause could not be looked at, also where that never ended', () => {
    const unknown = { alertKey: 'database', cause: 'network', reason: 'no route' } as const;
    const events = [...NIGHT];
    events.splice(6, 0, [800, { type: 'alert-unknown', payload: unknown }]);
    expect(measures([], events).toResolveMs).toBe(800_000);
    events.splice(7, 0, [1000, { type: 'alert-known', payload: unknown }]);
    expect(measures([], events).toResolveMs).toBe(2_380_000);
  });

  it('knows nothing of what has not happened', () => {
    expect(measures([], NIGHT.slice(0, 2))).toMatchObject({
      durationMs: null,
      toAcknowledgeMs: null,
      toResolveMs: null,
    });
  });
});

describe('the day it is due', () => {
  const hours = officeHours('UTC');
  const friday = Date.UTC(2026, 10, 20, 22, 30);

  it('is three days on for SEV1, five business days for SEV2, none below', () => {
    expect(dueAt(1, friday, hours)).toBe(Date.UTC(2026, 10, 23, 22, 30));
    expect(dueAt(2, friday, hours)).toBe(Date.UTC(2026, 10, 27, 17, 0));
    expect(dueAt(2, friday, { ...hours, holidays: ['2026-11-26'] })).toBe(Date.UTC(2026, 10, 30, 17, 0));
    expect([dueAt(3, friday, hours), dueAt(4, friday, hours)]).toEqual([null, null]);
  });
});
