/** One check of a health body, as a real server writes it. */
export interface SimulatedCheck {
  readonly status: 'healthy' | 'degraded' | 'unhealthy' | 'unknown';
  readonly message: string;
  readonly [field: string]: unknown;
}

export type SimulatedChecks = Readonly<Record<string, SimulatedCheck>>;

/** A system in good health: every component that a real endpoint lists. */
export const HEALTHY: SimulatedChecks = {
  database: { status: 'healthy', message: 'Database connection OK' },
  redis: { status: 'healthy', message: 'Redis connection OK' },
  celery: { status: 'healthy', message: '3 workers responding', workers: 3, active_tasks: 2, queue_length: 4 },
  document_processing: {
    status: 'healthy',
    message: '98.5% success rate',
    total: 212,
    completed: 197,
    failed: 3,
    processing: 12,
    success_rate: 92.9,
  },
  failures: {
    status: 'healthy',
    message: '3 failures in 24 h',
    total: 3,
    by_type: { ocr: 3 },
    unresolved: 0,
    alert_sent: 0,
  },
};

/** The overall status by the server's own rule: any unhealthy, else any degraded or unknown. */
export function healthBody(checks: SimulatedChecks, wallMs: number): { statusCode: number; body: string } {
  const states = Object.values(checks).map(({ status }) => status);
  const status = states.includes('unhealthy')
    ? 'unhealthy'
    : states.some((one) => one !== 'healthy')
      ? 'degraded'
      : 'healthy';
  return {
    statusCode: status === 'healthy' ? 200 : 503,
    body: JSON.stringify({ status, timestamp: new Date(wallMs).toISOString(), checks }),
  };
}
