import type { ScheduledTask } from '../playbook/model.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.ts';

/** The monitored team's own schedule, where its playbook has none. */
const USUAL_MS = 5 * MINUTE_MS;
/** What a configuration may say, too. */
const LEAST_MS = 10 * SECOND_MS;
const MOST_MS = DAY_MS;

/**
 * How often the team's own monitoring writes a metric, in s, by the tasks of its playbook's schedule that monitor. The
 * rarest counts: nobody knows which of several writes, and a metric that is on time must not count as late.
 */
export function monitoringEverySeconds(schedule: readonly ScheduledTask[]): number {
  const found = schedule
    .filter(({ name, task }) => /monitor/i.test(`${name} ${task}`))
    .flatMap(({ everyMs }) => everyMs ?? [])
    .filter((ms) => ms >= LEAST_MS && ms <= MOST_MS);
  return (found.length === 0 ? USUAL_MS : Math.max(...found)) / SECOND_MS;
}
