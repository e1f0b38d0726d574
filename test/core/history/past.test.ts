import { describe, expect, it } from 'vitest';
import { createPast, weekOf } from '../../../electron/core/history/past.ts';
import { log, NIGHT } from '../postmortem/parts.ts';

describe('the week of an incident', () => {
  it('is that of its Monday in the team’s zone', () => {
    const lateSunday = Date.UTC(2026, 10, 22, 23, 30);
    expect(weekOf(lateSunday, 'UTC')).toBe('2026-11-16');
    expect(weekOf(lateSunday, 'Europe/Berlin')).toBe('2026-11-23');
    expect(weekOf(Date.UTC(2026, 10, 29, 12), 'UTC')).toBe('2026-11-23');
    expect(weekOf(Date.UTC(2027, 0, 1, 12), 'UTC')).toBe('2026-12-28');
  });
});

describe('the past', () => {
  it('keeps the newest judgement of an alert, and knows an incident that is not over', () => {
    const past = createPast('UTC');
    const judge = (verdict: 'noise' | 'acted-on') =>
      [2600, { type: 'alert-judged', payload: { alertKey: 'database', name: 'x', verdict } }] as const;
    for (const event of log(...NIGHT.slice(0, 4), judge('noise'), judge('acted-on'))) past.add(event);
    const [incident] = past.incidents();
    expect(incident?.endedAtWallMs).toBeNull();
    expect(incident?.alerts).toEqual([
      { alertKey: 'database', name: 'Database connection failed', judged: 'acted-on' },
    ]);
    for (const event of log(...NIGHT).slice(4)) past.add(event);
    expect(past.incidents()[0]?.measures.toResolveMs).toBe(2_580_000);
  });
});
