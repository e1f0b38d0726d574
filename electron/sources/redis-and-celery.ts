import type { ConfiguredSource } from '../core/configured-source.ts';
import type { SourcesSettings } from '../core/source-settings.ts';
import { celerySource } from './celery.ts';
import { isSameServer, redisAddress } from './redis/address.ts';
import { redisSource } from './redis.ts';

/**
 * Redis and Celery, which are often one server and sometimes two. The queue is counted once, where it lies: by Redis
 * if that is the broker's database or there is no other, else by Celery.
 */
export function redisAndCelery({ redis, celery, broker }: SourcesSettings): readonly ConfiguredSource[] {
  const redisAt = redis && redisAddress(redis.url);
  const brokerAt = celery && redisAddress(celery.url);
  const brokerIsOwn = brokerAt !== null && (redisAt === null || !isSameServer(redisAt, brokerAt));
  const redisHasQueue = brokerAt === null || (!brokerIsOwn && redisAt?.database === brokerAt.database);
  return [
    redis && redisSource({ ...redis, broker: redisHasQueue ? broker : null }),
    celery && celerySource({ ...celery, broker, measuresQueue: !redisHasQueue, brokerIsOwn }),
  ].filter((source) => source !== null);
}
