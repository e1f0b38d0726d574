import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../electron/core/time.ts';
import { tooltip } from '../../../electron/core/tray/tooltip.ts';
import { alarm, databaseDown, health, NOW, respond, well } from './parts.ts';

const lines = (snapshot: typeof well) => tooltip(snapshot, NOW, 'UTC').split('\n');

describe('tooltip', () => {
  it('tells the worst alert, its age, the next deadline, the age of the data and what is watched', () => {
    expect(lines(alarm)).toEqual([
      'SEV1 Database connection failed for 12 min',
      '3 min left to respond (14:03)',
      'Data under 1 min old',
      'production',
    ]);
  });

  it('is short when all is well', () => {
    expect(lines(well)).toEqual(['All is well', 'Data under 1 min old', 'production']);
  });

  it('says so when somebody owns it, what is overdue, and what comes next', () => {
    const clocks = [
      { ...respond, state: 'due', dueWallMs: NOW - MINUTE_MS },
      { ...respond, kind: 'escalate', state: 'running', label: 'until CTO', dueWallMs: NOW + 18 * MINUTE_MS },
      { ...respond, kind: 'next-update', state: 'met', dueWallMs: NOW + MINUTE_MS },
    ] as const;
    const owned = { ...alarm, light: { ...alarm.light, owned: true }, incidents: [{ ...databaseDown, clocks }] };
    expect(lines(owned).slice(0, 3)).toEqual([
      'SEV1 Database connection failed for 12 min, acknowledged',
      'Overdue: response',
      '18 min until CTO (14:18)',
    ]);
  });

  it('marks what is not production in its first line', () => {
    expect(lines({ ...alarm, mode: 'training' })[0]).toBe('TRAINING: SEV1 Database connection failed for 12 min');
  });

  it('gives the age of the oldest look, and does not invent one', () => {
    const old = { ...health, id: 'redis', lookedAtWallMs: NOW - 5 * MINUTE_MS } as const;
    expect(lines({ ...well, sources: [health, old] })).toContain('Data 5 min old');
    expect(lines({ ...well, sources: [health, { ...old, lookedAtWallMs: null }] })).toContain(
      'No look yet at every source',
    );
  });

  it('tells of mutes, of quiet hours, and of notifications that cannot be shown', () => {
    const mute = { target: { kind: 'all' }, label: 'Everything but SEV1', untilWallMs: NOW + 60 * MINUTE_MS } as const;
    expect(lines({ ...well, mutes: [{ ...mute, reason: null }] })).toContain('Muted until 15:00: Everything but SEV1');
    expect(lines({ ...well, light: { ...well.light, muted: true } })).toContain('Quiet hours');
    expect(lines({ ...well, delivery: { available: false, reason: 'none' } })).toContain('Notifications unavailable');
  });

  it('keeps a long name from pushing out the rest', () => {
    const [first, second] = lines({ ...alarm, light: { ...alarm.light, headline: 'x'.repeat(500) } });
    expect(first).toHaveLength(120);
    expect(second).toBe('3 min left to respond (14:03)');
  });
});
