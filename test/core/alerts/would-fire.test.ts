import { describe, expect, it } from 'vitest';
import { wouldFire } from '../../../electron/core/alerts/would-fire.ts';
import type { Check } from '../../../electron/core/checks/check.ts';
import { type CheckName, defaultRules } from '../../../electron/core/checks/rules.ts';
import { bad, type Look, ok, unknown } from '../../../electron/core/look.ts';

function check(name: CheckName, look: Look, more: Partial<Check> = {}): Check {
  return { name, source: 'health', value: null, unit: '', look, ...more };
}

function told(checks: readonly Check[]) {
  return wouldFire(checks, defaultRules()).map(
    ({ severity, name, explainedBy }) => `SEV${severity} ${name}${explainedBy ? ` < ${explainedBy.name}` : ''}`,
  );
}

describe('what one look would raise', () => {
  it('is nothing when all is well or unknown', () => {
    expect(told([check('database', ok('well')), check('redis', unknown('offline', 'no network'))])).toEqual([]);
  });

  it('names the cause of what is explained', () => {
    expect(
      told([
        check('system_health', bad('unhealthy: database'), { coveredBy: ['database'] }),
        check('database', bad('refused')),
      ]),
    ).toEqual(['SEV1 Database connection failed', 'SEV1 System Health Critical < Database connection failed']);
  });

  it('explains a sum by the rule of what it sums up, also where that is quiet', () => {
    expect(told([check('system_health', bad('unhealthy'), { coveredBy: ['failures_per_hour'] })])).toEqual([
      'SEV1 System Health Critical < Processing Failures High',
    ]);
  });

  it('lets a sum stand for itself where nothing covers it, whatever else is wrong', () => {
    expect(
      told([check('database', bad('refused')), check('system_health', bad('unhealthy: storage'), { coveredBy: [] })]),
    ).toEqual(['SEV1 Database connection failed', 'SEV1 System Health Critical']);
  });

  it('lists each instance, with runbook and reason', () => {
    const instances = [
      { id: 'user-7', label: 'user 7', value: 120 },
      { id: 'user-9', label: 'user 9', value: 12 },
    ];
    const alerts = wouldFire(
      [check('downloads_per_hour', ok('2 users'), { unit: 'per hour', instances })],
      defaultRules(),
    );
    expect(alerts).toEqual([
      {
        key: 'download-activity/user-7',
        ruleId: 'download-activity',
        name: 'Anomalous Download Activity',
        severity: 2,
        runbook: 'Anomalous Download Activity',
        reason: 'user 7: 120 per hour, warning at 50, critical at 100',
        explainedBy: null,
      },
    ]);
  });

  it('knows nothing of better times: one worker alone raises nothing', () => {
    expect(told([check('celery_workers', ok('1 worker'), { value: 1 })])).toEqual([]);
  });
});
