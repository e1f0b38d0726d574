import type { Threshold, ThresholdName } from './rule.ts';

/** The monitored team's own defaults: percent, counts, workers, seconds. */
export const DEFAULT_THRESHOLDS: Readonly<Record<ThresholdName, number>> = {
  processing_success_rate_warning: 90,
  processing_success_rate_critical: 80,
  failures_per_hour_warning: 5,
  failures_per_hour_critical: 10,
  min_workers_warning: 1,
  min_workers_critical: 0,
  queue_length_warning: 50,
  queue_length_critical: 100,
  task_age_warning: 300,
  task_age_critical: 600,
  downloads_per_hour_warning: 50,
  downloads_per_hour_critical: 100,
};

/** Bad from `value` on; clear below 90 % of it. */
export function atOrAbove(value: number): Threshold {
  return { direction: 'at-or-above', value, clear: (value * 9) / 10 };
}

/** A rate in percent: bad below `value`; clear 2 points above. */
export function rateBelow(value: number): Threshold {
  return { direction: 'below', value, clear: value + 2 };
}

/** A number of workers: bad at `value` or fewer; clear above it. */
export function atOrBelow(value: number): Threshold {
  return { direction: 'at-or-below', value, clear: value };
}

/** Whether `measured` lies on the bad side of `limit`. The clear value is the same comparison with another limit. */
export function beyond(direction: Threshold['direction'], measured: number, limit: number): boolean {
  switch (direction) {
    case 'at-or-above':
      return measured >= limit;
    case 'at-or-below':
      return measured <= limit;
    case 'below':
      return measured < limit;
  }
}
