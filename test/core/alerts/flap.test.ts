import { describe, expect, it } from 'vitest';
import { flapPercent, isFlapping, remember } from '../../../electron/core/alerts/flap.ts';

/** The newest last. */
const history = (looks: string) => [...looks].reduce((all, look) => remember(all, look === 'b'), 0);

describe('flapping', () => {
  it('weighs each change among the last 21 looks from 0.8 to 1.18', () => {
    expect(flapPercent(0)).toBe(0);
    expect(flapPercent(history('gb'))).toBeCloseTo((100 * 1.18) / 20);
    expect(flapPercent(history(`b${'b'.repeat(20)}`))).toBe(0);
    expect(flapPercent(history(`gb${'b'.repeat(19)}`))).toBeCloseTo((100 * 0.8) / 20);
    expect(flapPercent(history('gb'.repeat(10).concat('g')))).toBeCloseTo((100 * 19.8) / 20);
  });

  it('forgets what lies further back', () => {
    expect(flapPercent(history(`gbgbgb${'b'.repeat(21)}`))).toBe(0);
  });

  it('starts above 30 % and stops below 25 %', () => {
    const between = history('gggggggggggggggbgbgbg');
    expect(flapPercent(between)).toBeGreaterThan(30);
    const later = history('gggggggggggbgbgbggggg');
    expect(flapPercent(later)).toBeGreaterThan(25);
    expect(flapPercent(later)).toBeLessThan(33);
    const middle = history('gggggbgbgbggggggggggg');
    expect(flapPercent(middle)).toBeGreaterThan(25);
    expect(flapPercent(middle)).toBeLessThan(30);
    expect([isFlapping(middle, false), isFlapping(middle, true)]).toEqual([false, true]);
  });
});
