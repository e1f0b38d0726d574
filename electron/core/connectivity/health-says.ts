import type { Check } from '../checks/check.ts';
import type { HealthSays } from './failure-to-look.ts';

/** What the health endpoint's newest checks say of one component: `database`, `redis`, `celery_workers`. */
export function healthSays(healthChecks: readonly Check[], check: string): HealthSays {
  const verdict = healthChecks.find(({ name, source }) => source === 'health' && name === check)?.look.verdict;
  if (verdict === 'ok') return 'healthy';
  return verdict === 'bad' ? 'unhealthy' : null;
}
