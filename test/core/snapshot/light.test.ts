import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../electron/core/alerts/alert.ts';
import { bad } from '../../../electron/core/look.ts';
import { lightOf } from '../../../electron/core/snapshot/light.ts';
import { source } from '../../renderer/fixtures.ts';
import { instant } from '../../store/events.ts';

const PENDING: Alert = {
  key: 'queue',
  ruleId: 'queue',
  instance: null,
  lastLook: { at: instant(0), look: bad('63 wait'), value: 63 },
  explainedBy: null,
  flapping: false,
  phase: 'pending',
  badness: { level: 1, name: 'Task Queue Backlog Warning', severity: 3, reason: '63 wait', value: 63 },
  firstBad: instant(0),
  watchedMs: 40_000,
  holdMs: 120_000,
};

describe('a green light', () => {
  it('does not call all well what looks bad and is not confirmed', () => {
    expect(lightOf([], {}, [source()], null, false)).toMatchObject({ state: 'well', headline: 'All is well' });
    expect(lightOf([PENDING], {}, [source()], null, false)).toMatchObject({
      state: 'well',
      headline: 'Well so far',
      why: 'Something looks bad, but not for long enough to call it.',
    });
  });
});
