import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Status = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** A real HTTP server that answers as the watched system's health endpoint does. */
export interface HealthServer {
  readonly url: string;
  /** Sets one component's status; the overall one follows. */
  set(component: string, status: Status, message?: string): void;
  /** When each look was answered, performance.now(). */
  readonly answeredMs: readonly number[];
  /** The moment of the first answer that was not healthy, performance.now(); null before. */
  firstBadMs(): number | null;
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
}

/** `workers`: how many it says there are. */
export async function startHealthServer({ workers = 2 } = {}): Promise<HealthServer> {
  const checks: Record<string, Record<string, unknown>> = {
    database: { status: 'healthy', message: 'Database connection OK' },
    redis: { status: 'healthy', message: 'Redis connection OK' },
    celery: { status: 'healthy', message: `${workers} workers`, workers, active_tasks: 0, queue_length: 3 },
    document_processing: {
      status: 'healthy',
      message: 'ok',
      total: 120,
      completed: 118,
      failed: 2,
      processing: 0,
      success_rate: 98.3,
    },
    failures: { status: 'healthy', message: '2 failures', total: 2, by_type: { ocr: 2 }, unresolved: 0, alert_sent: 0 },
  };
  const answeredMs: number[] = [];
  let firstBad: number | null = null;

  const server = createServer((_request, response) => {
    const states = Object.values(checks).map(({ status }) => status);
    const overall = states.includes('unhealthy')
      ? 'unhealthy'
      : states.some((one) => one !== 'healthy')
        ? 'degraded'
        : 'healthy';
    response.writeHead(overall === 'healthy' ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: overall, timestamp: new Date().toISOString(), checks }));
    answeredMs.push(performance.now());
    if (overall !== 'healthy') firstBad ??= performance.now();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/health/?full=1`,
    answeredMs,
    firstBadMs: () => firstBad,
    set: (component, status, message = status) => {
      checks[component] = { ...checks[component], status, message };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
  };
}
