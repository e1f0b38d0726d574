import { type BrokerNames, heartbeatChannel } from '../../core/checks/broker-names.ts';
import type { Heartbeats } from '../../core/checks/celery-answer.ts';
import type { Failure } from '../../core/source.ts';
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { RedisAddress } from '../redis/address.ts';
import { type Connection, type ConnectionLimits, connect } from '../redis/connection.ts';
import { Refusal, redisFailure } from '../redis/failures.ts';
import { readMessage } from './message.ts';

/** The workers' heartbeats, heard between looks too, on a connection that is kept. */
export interface HeartbeatListener {
  /** Sees to it that we listen: subscribes, or proves that the subscription still stands. Rejects where the broker fails. */
  listen(signal: AbortSignal): Promise<void>;
  heard(): Heartbeats;
  /** Settles with the next heartbeat, after `ms`, or when the signal aborts. */
  next(ms: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** Between two looks: a thousand workers send a few MiB; more is nobody's heartbeat. */
const MAXIMUM_BYTES = 16 * 1024 * 1024;
const MOST_WORKERS = 1000;
const LONGEST_NAME = 256;
/** A worker unheard for so long is forgotten. */
const FORGOTTEN_MS = 60 * MINUTE_MS;
/** A heart heard within this time proves the subscription. */
const PROVEN_MS = 10 * SECOND_MS;
/** Asked again whether we may listen. */
const REFUSED_AGAIN_MS = 10 * MINUTE_MS;

interface Standing {
  readonly connection: Connection;
  readonly sinceMs: number;
  readonly drop: () => void;
}

export function createHeartbeatListener(
  address: RedisAddress,
  ca: string | null,
  names: BrokerNames,
  limits: ConnectionLimits,
): HeartbeatListener {
  const channel = heartbeatChannel(names, address.database);
  /** When a worker's heart was heard last, performance.now(), and how far its clock was ahead. */
  const hearts = new Map<string, { readonly atMs: number; readonly aheadMs: number }>();
  const waiting = new Set<() => void>();
  let standing: Standing | null = null;
  let refused: { readonly failure: Failure; readonly atMs: number } | null = null;

  function hear(text: string): void {
    const body = readMessage(text)?.body;
    if (body?.type !== 'worker-heartbeat' || typeof body.hostname !== 'string') return;
    if (body.hostname.length > LONGEST_NAME || (!hearts.has(body.hostname) && hearts.size >= MOST_WORKERS)) return;
    const aheadMs = typeof body.timestamp === 'number' ? body.timestamp * SECOND_MS - Date.now() : 0;
    hearts.set(body.hostname, { atMs: performance.now(), aheadMs: Number.isFinite(aheadMs) ? aheadMs : 0 });
    for (const wake of waiting) wake();
  }

  async function proven({ connection }: Standing): Promise<boolean> {
    connection.countAnew();
    if (connection.closed) return false;
    const newest = Math.max(...[...hearts.values()].map(({ atMs }) => atMs));
    if (performance.now() - newest < PROVEN_MS) return true;
    return await connection.call('ping').then(
      () => true,
      () => false,
    );
  }

  async function subscribe(signal: AbortSignal): Promise<Standing> {
    const own = new AbortController();
    const giveUp = () => own.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const connection = await connect(address, ca, { ...limits, maximumBytes: MAXIMUM_BYTES }, own.signal);
      connection.onMessage(hear);
      await connection.call('subscribe', channel);
      signal.throwIfAborted();
      return { connection, sinceMs: performance.now(), drop: () => own.abort() };
    } catch (error) {
      own.abort();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  return {
    async listen(signal) {
      if (refused !== null && performance.now() - refused.atMs < REFUSED_AGAIN_MS) return;
      if (standing !== null && (await proven(standing))) return;
      standing?.drop();
      standing = null;
      try {
        standing = await subscribe(signal);
        refused = null;
      } catch (error) {
        const failure = redisFailure(error);
        if (!(error instanceof Refusal) || (failure.kind !== 'grant' && failure.kind !== 'missing')) throw error;
        refused = { failure, atMs: performance.now() };
      }
    },
    heard() {
      if (refused !== null) return { outcome: 'refused', failure: refused.failure };
      const now = performance.now();
      for (const [worker, { atMs }] of hearts) if (now - atMs > FORGOTTEN_MS) hearts.delete(worker);
      return {
        outcome: 'heard',
        watchedMs: standing === null || standing.connection.closed ? 0 : now - standing.sinceMs,
        workers: [...hearts].map(([worker, { atMs, aheadMs }]) => ({
          worker,
          ageMs: now - atMs,
          clockAheadMs: aheadMs,
        })),
      };
    },
    next(ms, signal) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
        signal.addEventListener('abort', done, { once: true });
      });
    },
    stop() {
      standing?.drop();
      standing = null;
      refused = null;
    },
  };
}
