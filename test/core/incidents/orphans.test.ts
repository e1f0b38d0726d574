import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../electron/core/alerts/alert.ts';
import { orphans, REOPENS_AFTER_MS } from '../../../electron/core/incidents/orphans.ts';
import { ok } from '../../../electron/core/look.ts';
import { at, folded, OPENED, type Told } from './parts.ts';

const RESOLVED: Told = [600, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'known' } }];
const LATE = 600 + REOPENS_AFTER_MS / 1000;

type Firing = Extract<Alert, { phase: 'firing' }>;

function firing(change: Partial<Firing> = {}): Firing {
  return {
    key: 'database',
    ruleId: 'database',
    instance: null,
    lastLook: { at: at(600), look: ok('answered'), value: null },
    explainedBy: null,
    flapping: false,
    phase: 'firing',
    badness: { level: 0, name: 'Database connection failed', severity: 1, reason: 'it refuses', value: null },
    firstBad: at(0),
    firedAt: at(30),
    unknownSince: null,
    ...change,
  };
}

function opened(alert: Alert, seconds: number, told: readonly Told[] = [OPENED, RESOLVED]) {
  return orphans(
    [alert],
    folded(...told),
    at(seconds),
    (ruleId) => `runbook of ${ruleId}`,
    () => 'inc-2',
  );
}

describe('an alert that outlives its incident', () => {
  it('opens another one 15 min later, with its own beginning, and says why', () => {
    expect(opened(firing(), LATE - 1)).toEqual([]);
    expect(opened(firing(), LATE)).toEqual([
      {
        type: 'incident-opened',
        payload: {
          title: 'Database connection failed',
          severity: 1,
          runbook: 'runbook of database',
          alertKey: 'database',
          reason: 'it refuses (resolved by hand before, and it fires still)',
          firstBad: at(0),
        },
        incidentId: 'inc-2',
      },
    ]);
  });

  it('opens it at once where it got worse than it was', () => {
    const lowered: Told = [
      500,
      { type: 'incident-severity-changed', payload: { from: 1, to: 3, reason: 'few users' } },
    ];
    const [found] = opened(firing(), 610, [OPENED, lowered, RESOLVED]);
    expect(found?.payload).toMatchObject({ reason: 'it refuses (resolved by hand before, and it got worse)' });
  });

  it('opens none while it belongs to an open one, is explained, cannot be seen, or is over', () => {
    expect(opened(firing(), LATE, [OPENED])).toEqual([]);
    expect(opened(firing({ explainedBy: 'host' }), LATE)).toEqual([]);
    expect(opened(firing({ unknownSince: at(900) }), LATE)).toEqual([]);
    const { unknownSince: _none, ...rest } = firing();
    expect(opened({ ...rest, phase: 'resolved', resolvedAt: at(900) }, LATE)).toEqual([]);
  });

  it('opens one at once where no incident is known of it', () => {
    const [found] = opened(firing({ key: 'redis' }), 610);
    expect(found?.payload).toMatchObject({ alertKey: 'redis', reason: 'it refuses' });
  });
});
