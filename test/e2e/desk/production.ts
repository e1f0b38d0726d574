import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates } from '../../faults/certificates.ts';
import { type CeleryWorker, startWorker } from '../../servers/celery.ts';
import { startHealthServer } from '../../servers/health.ts';
import { startPostgres } from '../../servers/postgres.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { startWebhook, type WebhookServer } from '../../servers/webhook.ts';

/** A small production of one's own: database, broker, two workers, the health endpoint over them, the team's channel. */
export interface Production {
  /** Where the app finds it. */
  readonly env: Readonly<Record<string, string>>;
  readonly webhook: WebhookServer;
  /** As the kernel does when memory runs out. */
  killWorkers(): Promise<void>;
  /** Settles when everybody who listens has heard both hearts. */
  startWorkers(): Promise<void>;
  stop(): Promise<void>;
}

const WORKERS = ['w1', 'w2'];

/** Starts everything, about 5 s. The webhook's authority is written to `folder` as `ca.pem`. */
export async function startProduction(folder: string): Promise<Production> {
  const { ca, good } = makeCertificates();
  writeFileSync(join(folder, 'ca.pem'), ca);
  const [postgres, redis, health, webhook] = await Promise.all([
    startPostgres(),
    startRedis({ password: 'e2e' }),
    startHealthServer(),
    startWebhook(good),
  ]);
  const broker = redis.url();
  const workers: CeleryWorker[] = [];
  const production: Production = {
    env: {
      DATABASE_URL: postgres.url(),
      REDIS_URL: broker,
      CELERY_BROKER_URL: broker,
      HEALTH_URL: health.url,
      SLACK_ALERT_WEBHOOK: `https://localhost:${webhook.port}/services/T0/B0/walk`,
    },
    webhook,
    killWorkers: async () => {
      await Promise.all(workers.map((worker) => worker.kill()));
      health.set('celery', 'unhealthy', 'No Celery workers responding');
    },
    startWorkers: async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.remove()));
      const hearts = listenTo(redis, WORKERS);
      for (const name of WORKERS) workers.push(await startWorker({ broker, name }));
      await hearts;
      health.set('celery', 'healthy', '2 workers');
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.remove()));
      await Promise.all([postgres.remove(), redis.remove(), health.stop(), webhook.stop()]);
    },
  };
  try {
    await production.startWorkers();
    return production;
  } catch (error) {
    await production.stop();
    throw error;
  }
}

/** Settles when the heart of each of these workers has been heard on the broker. */
async function listenTo({ admin }: RedisServer, workers: readonly string[]): Promise<void> {
  const listener = admin.duplicate({ connectionName: 'listener' });
  const missing = new Set(workers);
  await listener.psubscribe('/*.celeryev/worker.heartbeat');
  try {
    await new Promise<void>((resolve) => {
      listener.on('pmessage', (_pattern: string, _channel: string, message: string) => {
        // Its body is JSON within JSON, in base64.
        const body = /"body": ?"([A-Za-z0-9+/=]+)"/u.exec(message)?.[1] ?? '';
        const from = /"hostname": ?"([^@"]+)@/u.exec(Buffer.from(body, 'base64').toString())?.[1] ?? '';
        missing.delete(from);
        if (missing.size === 0) resolve();
      });
    });
  } finally {
    listener.disconnect();
  }
}
