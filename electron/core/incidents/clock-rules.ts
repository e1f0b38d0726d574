import type { Playbook } from '../playbook/model.ts';
import type { WorkingHours } from '../schedule/working-hours.ts';
import type { Severity } from '../severity.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { ClockRules, KnownResponseTime } from './clocks.ts';

/** The design's response times, where a playbook gives none that can be read. */
const DEFAULTS: Readonly<Record<Severity, KnownResponseTime>> = {
  1: { kind: 'within', ms: 15 * MINUTE_MS, text: '15 min' },
  2: { kind: 'within', ms: HOUR_MS, text: '1 hour' },
  3: { kind: 'within', ms: 4 * HOUR_MS, text: '4 hours' },
  4: { kind: 'next-business-day', text: 'next business day' },
};

/** What the clocks need of the playbook. */
export function clockRules(playbook: Playbook, hours: WorkingHours): ClockRules {
  const responseTimes = { ...DEFAULTS };
  for (const { level, responseTime } of playbook.severities) {
    if (responseTime.kind !== 'unknown') responseTimes[level] = responseTime;
  }
  return { responseTimes, ladder: playbook.ladder, hours };
}
