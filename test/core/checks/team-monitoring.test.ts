import { expect, it } from 'vitest';
import { monitoringEverySeconds } from '../../../electron/core/checks/team-monitoring.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';

const beat = (...tasks: readonly (readonly [task: string, schedule: string])[]) => {
  const entries = tasks.map(([task, schedule], i) => `    'entry-${i}': {'task': '${task}', 'schedule': ${schedule}},`);
  const code = ['CELERY_BEAT_SCHEDULE = {', ...entries, '}'].join('\n');
  return parsePlaybook(`# Book\n\n## Beat Schedule\n\n\`\`\`python\n${code}\n\`\`\`\n`).schedule;
};

it.each<[string, readonly (readonly [string, string])[], number]>([
  ['nothing at all', [], 300],
  ['other tasks alone', [['core.tasks.check_download_anomalies', 'crontab(minute=0)']], 300],
  [
    'the task that monitors, beside others',
    [
      ['core.tasks.run_monitoring_checks', "crontab(minute='*/10')"],
      ['a.b', '60'],
    ],
    600,
  ],
  [
    'two that monitor',
    [
      ['monitor.slow', '3600'],
      ['monitor.fast', '120'],
    ],
    3600,
  ],
  ['no plain interval', [['monitor.daily', 'crontab(hour=3, minute=5, day_of_week=1)']], 300],
  [
    'an interval that nobody means',
    [
      ['monitor.always', '0.001'],
      ['monitor.never', '99999999'],
    ],
    300,
  ],
])('a schedule with %s', (_, tasks, seconds) => {
  expect(monitoringEverySeconds(beat(...tasks))).toBe(seconds);
});
