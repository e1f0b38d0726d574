import type { BrokerNames } from '../core/checks/broker-names.ts';
import { judgeRedis, type RedisMemory } from '../core/checks/redis.ts';
import type { RedisAnswer } from '../core/checks/redis-answer.ts';
import type { ConfiguredSource } from '../core/configured-source.ts';
import type { Probe } from '../core/ports.ts';
import type { SourceSettings } from '../core/source-settings.ts';
import { SECOND_MS } from '../core/time.ts';
import { type RedisAddress, redisAddress } from './redis/address.ts';
import { bounded } from './redis/bounded.ts';
import { CONNECTION_LIMITS, type ConnectionLimits, connect } from './redis/connection.ts';
import { askDetails, ping } from './redis/questions.ts';

export interface RedisLimits extends ConnectionLimits {
  readonly deadlineMs: number;
}

export interface RedisSettings extends SourceSettings {
  /** Celery's names, where its queues lie in this very database; null: they are not asked for. */
  readonly broker: BrokerNames | null;
}

const LIMITS: RedisLimits = { ...CONNECTION_LIMITS, deadlineMs: 8 * SECOND_MS };

/**
 * Asks Redis, on a connection of its own for every look: a kept one goes on answering while nobody else is let in any
 * more, and sleep and failovers break it. Nothing is kept to be reset or closed.
 */
export function redisProbe(
  address: RedisAddress,
  ca: string | null,
  broker: BrokerNames | null,
  limits: RedisLimits = LIMITS,
): Probe<RedisAnswer> {
  return {
    source: 'redis',
    deadlineMs: limits.deadlineMs,
    look: ({ signal, depth }) =>
      bounded(limits.deadlineMs, signal, async (bounds) => {
        const connection = await connect(address, ca, limits, bounds.signal);
        await ping(connection);
        const answerMs = performance.now() - bounds.started;
        const details = depth === 'full' ? await askDetails(connection, broker) : null;
        return { answerMs, encryption: address.encryption, details };
      }),
    reset: () => {},
    close: async () => {},
  };
}

/** Throws a TypeError where the URL is none; the configuration has checked it. */
export function redisSource(
  settings: RedisSettings,
  limits: RedisLimits = LIMITS,
): ConfiguredSource<RedisAnswer, RedisMemory> {
  const address = redisAddress(settings.url);
  return {
    id: 'redis',
    name: 'Redis',
    address: address.shown,
    intervalMs: settings.intervalMs,
    probe: redisProbe(address, settings.ca, settings.broker, limits),
    judge: (reading, context) => judgeRedis(reading, address.loopback, context),
    needsReference: () => false,
  };
}
