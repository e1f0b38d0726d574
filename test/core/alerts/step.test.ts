import { describe, expect, it } from 'vitest';
import {
  alertsOf,
  NO_ALERTS,
  repeatableAlerts,
  restoreAlerts,
  urgentSources,
} from '../../../electron/core/alerts/state.ts';
import { type AlertInput, stepAlerts } from '../../../electron/core/alerts/step.ts';
import { defaultRules } from '../../../electron/core/checks/rules.ts';
import { bad, type Look, ok } from '../../../electron/core/look.ts';
import type { SourceId } from '../../../electron/core/source.ts';
import type { Instant } from '../../../electron/core/time.ts';

function at(seconds: number): Instant {
  return { wallMs: seconds * 1000, elapsedMs: seconds * 1000, awakeMs: seconds * 1000, bootId: 'boot' };
}

function looked(
  seconds: number,
  source: SourceId,
  checks: Record<string, Look>,
  depth: 'cheap' | 'full' = 'full',
  intervalMs = 15_000,
) {
  const input: AlertInput = {
    kind: 'looked',
    now: at(seconds),
    source,
    depth,
    intervalMs,
    checks: Object.entries(checks).map(([name, look]) => ({ name, source, value: null, unit: '', look })),
  };
  return input;
}

function stateAfter(inputs: readonly AlertInput[], rules = defaultRules()) {
  return inputs.reduce((state, input) => stepAlerts(state, input, rules).state, NO_ALERTS);
}

const databaseFires = [0, 15, 30].map((seconds) => looked(seconds, 'postgres', { database: bad('refused') }));

describe('the alert engine', () => {
  it('remembers nothing of a system that is well', () => {
    const state = stateAfter([0, 15, 30].map((s) => looked(s, 'health', { database: ok('up'), redis: ok('up') })));
    expect(alertsOf(state)).toEqual([]);
  });

  it('lets a pending alert show how far its hold is', () => {
    const [alert] = alertsOf(stateAfter(databaseFires.slice(0, 2)));
    expect(alert).toMatchObject({ phase: 'pending', watchedMs: 15_000, holdMs: 25_000, firstBad: at(0) });
  });

  it('asks sooner where an unexplained SEV1 or SEV2 is pending, and nowhere else', () => {
    const state = stateAfter([
      looked(0, 'health', { system_health: bad('unhealthy'), database: bad('down') }),
      looked(0, 'postgres', { team_monitoring: bad('silent') }),
      looked(0, 'redis', { redis: bad('down') }),
      looked(0, 'celery', { celery_workers: bad('none') }),
    ]);
    expect(urgentSources(state)).toEqual(new Set(['health', 'redis']));
    expect(urgentSources(stateAfter(databaseFires))).toEqual(new Set());
  });

  it('says which alerts may be repeated: those with two looks since the last gap, the newest bad', () => {
    const rules = defaultRules();
    const gap: AlertInput = { kind: 'woke', now: at(31) };
    const looks = [35, 50].map((seconds) => looked(seconds, 'postgres', { database: bad('refused') }));
    const settledAfter = (count: number) =>
      repeatableAlerts(stateAfter([...databaseFires, gap, ...looks.slice(0, count)], rules)).size;
    expect([0, 1, 2].map(settledAfter)).toEqual([0, 0, 1]);
  });

  it('does not miss from a cheap answer what only a full one asks for', () => {
    const both = { database: bad('refused'), team_monitoring: bad('silent') };
    const state = stateAfter([
      looked(0, 'postgres', both),
      looked(15, 'postgres', { database: bad('refused') }, 'cheap'),
      looked(30, 'postgres', { database: bad('refused') }, 'cheap'),
    ]);
    const silent = alertsOf(state).find(({ ruleId }) => ruleId === 'team-monitoring-silent');
    expect(silent?.lastLook.look.verdict).toBe('bad');
  });

  it('believes a source for as long as it is asked, also where it is asked more often for something else', () => {
    const rules = defaultRules();
    const minutely = looked(0, 'postgres', { database: ok('up') }, 'full', 60_000);
    const cheap = looked(85, 'postgres', { postgres_connections: ok('few') }, 'cheap');
    const health = looked(90, 'health', { database: bad('unhealthy') });
    expect(alertsOf(stateAfter([minutely, cheap, health], rules))).toEqual([]);
    expect(
      alertsOf(stateAfter([minutely, cheap, looked(190, 'health', { database: bad('unhealthy') })], rules)),
    ).toHaveLength(1);
  });

  it('closes what a changed configuration does not watch any more, and says why', () => {
    const rules = defaultRules();
    const fired = stateAfter(databaseFires);
    const { state, events } = stepAlerts(fired, { kind: 'configured', now: at(31), sources: ['health'] }, rules);
    expect(alertsOf(state)).toEqual([]);
    expect(events).toMatchObject([{ type: 'alert-resolved', payload: { reason: 'postgres is not watched any more' } }]);

    const without = defaultRules({}, { 'database-connection-failed': { enabled: false } });
    const ruled = stepAlerts(fired, { kind: 'configured', now: at(31), sources: ['postgres'] }, without);
    expect(ruled.events).toMatchObject([{ type: 'alert-resolved', payload: { reason: 'It has no rule any more' } }]);
  });

  it('carries a changed severity over to what fires already', () => {
    const milder = defaultRules({}, { 'database-connection-failed': { severities: [2] } });
    const fired = stateAfter(databaseFires);
    const { state, events } = stepAlerts(fired, { kind: 'configured', now: at(31), sources: ['postgres'] }, milder);
    expect(events).toMatchObject([
      { type: 'alert-level-changed', payload: { from: { severity: 1 }, to: { severity: 2 } } },
    ]);
    expect(alertsOf(state)).toMatchObject([{ phase: 'firing', badness: { severity: 2 } }]);
  });

  it('forgets a resolved alert after an hour', () => {
    const rules = defaultRules();
    const good = Array.from({ length: 30 }, (_, i) => looked(45 + i * 15, 'postgres', { database: ok('up') }));
    const resolved = stateAfter([...databaseFires, ...good], rules);
    expect(alertsOf(resolved)).toMatchObject([{ phase: 'resolved' }]);
    expect(alertsOf(stepAlerts(resolved, { kind: 'tick', now: at(4000) }, rules).state)).toEqual([]);
  });

  it('forgets one instance while another goes on', () => {
    const rules = defaultRules();
    const downloads = (seconds: number, ids: readonly string[]): AlertInput => {
      const instances = ids.map((id) => ({ id, label: id, value: 200 }));
      const check = { name: 'downloads_per_hour', source: 'postgres', value: null, unit: 'per hour' } as const;
      const checks = [{ ...check, look: ok('measured'), instances }];
      return { kind: 'looked', now: at(seconds), source: 'postgres', depth: 'full', intervalMs: 60_000, checks };
    };
    const both = [0, 60, 120].map((seconds) => downloads(seconds, ['a', 'b']));
    const one = Array.from({ length: 90 }, (_, i) => downloads(180 + i * 60, ['a']));
    const keys = (inputs: readonly AlertInput[]) => alertsOf(stateAfter(inputs, rules)).map(({ key }) => key);
    expect(keys(both)).toEqual(['download-activity/a', 'download-activity/b']);
    expect(keys([...both, ...one])).toEqual(['download-activity/a']);
  });

  it('does not hang on rules that explain each other', () => {
    const circular = defaultRules(
      {},
      {
        'redis-connection-failed': { explainedBy: ['celery-workers'] },
        'celery-workers': { explainedBy: ['redis-connection-failed'] },
      },
    );
    const inputs = Array.from({ length: 20 }, (_, i) =>
      looked(i * 15, 'redis', { redis: bad('down'), celery_workers: bad('none') }),
    );
    expect(alertsOf(stateAfter(inputs, circular)).map(({ phase }) => phase)).toContain('firing');
  });

  it('reads back only what it understands', () => {
    const state = stateAfter(databaseFires);
    expect(restoreAlerts(JSON.parse(JSON.stringify(state)))).toEqual(state);
    for (const other of [undefined, null, 'text', {}, { version: 2 }]) expect(restoreAlerts(other)).toBeNull();
  });
});
