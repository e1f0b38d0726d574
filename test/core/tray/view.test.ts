import { describe, expect, it } from 'vitest';
import { muteForMs, trayView } from '../../../electron/core/tray/view.ts';
import { alarm, NOW, well } from './parts.ts';

const HOUR_MS = 3_600_000;

describe('trayView', () => {
  it('draws the light, striped when it is not production', () => {
    expect(trayView(alarm, NOW, 'UTC').icon).toEqual({
      shape: 'severity',
      severity: 1,
      fill: 'solid',
      muted: false,
      stripes: false,
    });
    expect(trayView({ ...well, mode: 'drill' }, NOW, 'UTC').icon).toMatchObject({ shape: 'well', stripes: true });
  });

  it('tells hours in the zone it is given', () => {
    expect(trayView(alarm, NOW, 'Asia/Kolkata').tooltip).toContain('(19:33)');
  });
});

describe('muteForMs', () => {
  it('knows the fixed lengths', () => {
    expect(['half-hour', 'hour', 'four-hours'].map((length) => muteForMs(length as 'hour', NOW, 'UTC'))).toEqual([
      HOUR_MS / 2,
      HOUR_MS,
      4 * HOUR_MS,
    ]);
  });

  it('ends tomorrow at 09:00 local time', () => {
    expect(muteForMs('tomorrow', NOW, 'UTC')).toBe(19 * HOUR_MS);
    expect(muteForMs('tomorrow', NOW, 'America/New_York')).toBe(24 * HOUR_MS);
  });

  it('takes tomorrow for the coming morning before 05:00', () => {
    expect(muteForMs('tomorrow', Date.UTC(2026, 0, 13, 2), 'UTC')).toBe(7 * HOUR_MS);
    expect(muteForMs('tomorrow', Date.UTC(2026, 0, 13, 5), 'UTC')).toBe(28 * HOUR_MS);
  });

  it('holds over the change to summer time', () => {
    // Berlin, 28 March 2026, 20:00; the night is an hour short.
    expect(muteForMs('tomorrow', Date.UTC(2026, 2, 28, 19), 'Europe/Berlin')).toBe(12 * HOUR_MS);
  });
});
