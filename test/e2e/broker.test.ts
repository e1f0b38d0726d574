import { queueTasks, startWorker } from '../servers/celery.ts';
import { type HealthServer, startHealthServer } from '../servers/health.ts';
import { startRedis } from '../servers/redis.ts';
import { eventually } from './harness/eventually.ts';
import { expect, test } from './harness/fixtures.ts';

const MINUTE_MS = 60_000;

test('Redis stopped under load is one incident; what remains when it is back is announced', async ({
  desktop,
  launch,
}) => {
  test.setTimeout(12 * MINUTE_MS);
  const redis = await startRedis({ password: 'e2e' });
  const health = await startHealthServer({ workers: 1 });
  const broker = redis.url();
  const worker = await startWorker({ broker });
  try {
    await queueTasks(broker, 20, { seconds: 1 });
    await launch({ env: { HEALTH_URL: health.url, REDIS_URL: broker, CELERY_BROKER_URL: broker } });
    await desktop.trayTooltip(/All is well/, 2 * MINUTE_MS);

    await worker.kill();
    await redis.stop();
    sick(health);
    await desktop.notices.waitFor(/\[SEV2\] Redis connection failed/, 2 * MINUTE_MS);
    // So many looks take longer than the holds of everything that Redis explains.
    const looksBefore = health.answeredMs.length;
    await eventually(() => health.answeredMs.length >= looksBefore + 10 || undefined, 'ten looks', 4 * MINUTE_MS);
    expect(desktop.notices.received.map(({ summary }) => summary)).toEqual(['[SEV2] Redis connection failed']);

    await redis.start();
    await queueTasks(broker, 150);
    health.set('redis', 'healthy');
    await desktop.notices.waitFor(/Redis connection failed: resolved/, 3 * MINUTE_MS);
    await desktop.notices.waitFor(/\[SEV3\] Task Queue Backlog Critical/, 4 * MINUTE_MS);
    await desktop.notices.waitFor(/\[SEV2\] Celery Workers Critical/, 4 * MINUTE_MS);
    expect(desktop.notices.received.map(({ summary }) => summary).sort()).toEqual(
      [
        '[SEV2] Celery Workers Critical',
        '[SEV2] Redis connection failed',
        '[SEV2] Redis connection failed: resolved',
        '[SEV3] Task Queue Backlog Critical',
      ].sort(),
    );
  } finally {
    await worker.remove();
    await redis.remove();
    await health.stop();
  }
});

function sick(health: HealthServer): void {
  health.set('redis', 'unhealthy', 'Error 111 connecting: Connection refused.');
  health.set('celery', 'unhealthy', 'No Celery workers responding');
}
