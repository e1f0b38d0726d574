import { wouldFire } from '../../../electron/core/alerts/would-fire.ts';
import { type HealthMemory, type HealthSettings, judgeHealth } from '../../../electron/core/checks/health.ts';
import type { HealthAnswer } from '../../../electron/core/checks/health-body.ts';
import { DEFAULT_COMPONENT_NAMES } from '../../../electron/core/checks/health-components.ts';
import { defaultRules } from '../../../electron/core/checks/rules.ts';
import type { Failure } from '../../../electron/core/source.ts';

export const SETTINGS: HealthSettings = { components: DEFAULT_COMPONENT_NAMES, ignored: [], loopback: true };

const RULES = defaultRules();

export const AROUND = { offline: false, referenceAnswered: null, unchangedForMs: 0, answeredBefore: false };

/** The checks of a system in good health, as the real endpoint writes them. */
export function healthyChecks(): Record<string, Record<string, unknown>> {
  return {
    database: { status: 'healthy', message: 'Database connection OK' },
    redis: { status: 'healthy', message: 'Redis connection OK' },
    celery: { status: 'healthy', message: '2 workers responding', workers: 2, active_tasks: 1, queue_length: 3 },
    document_processing: {
      status: 'healthy',
      message: '97 % success rate',
      total: 100,
      completed: 97,
      failed: 1,
      processing: 2,
      success_rate: 97,
    },
    failures: {
      status: 'healthy',
      message: '1 failure in 24 h',
      total: 1,
      by_type: { ocr: 1 },
      unresolved: 0,
      alert_sent: false,
    },
  };
}

/** A body by the server's own rule: any unhealthy, else any degraded or unknown. */
export function bodyOf(checks: Record<string, unknown>, timestamp = '2026-03-01T10:00:00+00:00') {
  const states = Object.values(checks).map((check) => (check as { status?: unknown }).status);
  const status = states.includes('unhealthy')
    ? 'unhealthy'
    : states.some((state) => state !== 'healthy')
      ? 'degraded'
      : 'healthy';
  return { status, timestamp, checks };
}

export function answer(body: unknown, change: Partial<HealthAnswer> = {}): HealthAnswer {
  const healthy = typeof body === 'object' && body !== null && 'status' in body && body.status === 'healthy';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: healthy ? 200 : 503, contentType: 'application/json', body: text, ageSeconds: 0, ...change };
}

export function judge(given: HealthAnswer, memory: HealthMemory | null = null, settings = SETTINGS) {
  const judged = judgeHealth({ outcome: 'answered', answer: given, latencyMs: 12 }, settings, AROUND, memory);
  const alerts = wouldFire(judged.checks, RULES);
  return {
    ...judged,
    alerts,
    check: (name: string) => judged.checks.find((check) => check.name === name),
    /** Names of alerts that would be announced. */
    announced: alerts.filter(({ explainedBy }) => explainedBy === null).map(({ name }) => name),
    explained: alerts.filter(({ explainedBy }) => explainedBy !== null).map(({ name }) => name),
  };
}

export function judgeFailure(failure: Failure, memory: HealthMemory | null = null, around = AROUND) {
  return judgeHealth({ outcome: 'failed', failure, latencyMs: 12 }, SETTINGS, around, memory);
}
