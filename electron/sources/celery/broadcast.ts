import { randomUUID } from 'node:crypto';
import { askChannel, type BrokerNames, replyAddress } from '../../core/checks/broker-names.ts';
import type { WorkerReply } from '../../core/checks/celery-answer.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { Connection } from '../redis/connection.ts';
import { Refusal } from '../redis/failures.ts';
import { question, readMessage, workerReplies } from './message.ts';

export interface Broadcast {
  /** Workers that the question has reached. */
  readonly listening: number;
  readonly replies: readonly WorkerReply[];
}

export interface BroadcastParts {
  readonly names: BrokerNames;
  readonly database: number;
  /** What we are called in the broker, the same for every question: what a crash leaves behind is one entry. */
  readonly id: string;
  readonly method: 'active' | 'ping';
  /** How long to wait for all replies. */
  readonly waitMs: number;
}

/** Waited for at once on one connection; more would only save round trips. */
const AT_ONCE = 8;
/** For one BRPOP, in whole seconds as every version of Redis takes them; we hang up sooner. */
const BLOCK_SECONDS = 2;
/** As long as Celery itself keeps a list of replies. */
const EXPIRES_SECONDS = 10;

/**
 * Asks all workers at once. `desk` registers us for replies and is left registered when this rejects: the caller
 * signs us off, see `signOff`. `blocking` is a connection of its own, which the waiting blocks. Rejects with a Refusal.
 */
export async function broadcast(desk: Connection, blocking: Connection, parts: BroadcastParts): Promise<Broadcast> {
  const { names, database, id, method, waitMs } = parts;
  const reply = replyAddress(names, id);
  const ticket = randomUUID();
  await desk.call('sadd', reply.bindings, reply.binding);
  const envelope = question({
    method,
    ticket,
    tag: randomUUID(),
    exchange: `${names.controlExchange}.pidbox`,
    replyExchange: reply.exchange,
    replyKey: reply.routingKey,
    expiresSeconds: Date.now() / SECOND_MS + EXPIRES_SECONDS,
  });
  const listening = count(await desk.call('publish', askChannel(names, database), envelope));
  const replies = listening === 0 ? [] : await collect(blocking, reply.key, ticket, listening, waitMs);
  return { listening, replies };
}

/** Takes away what a question has put into the broker, and what came for us since. */
export async function signOff(desk: Connection, { names, id }: Pick<BroadcastParts, 'names' | 'id'>): Promise<void> {
  const reply = replyAddress(names, id);
  await Promise.all([desk.call('srem', reply.bindings, reply.binding), desk.call('del', reply.key)]);
}

async function collect(
  blocking: Connection,
  key: string,
  ticket: string,
  listening: number,
  waitMs: number,
): Promise<readonly WorkerReply[]> {
  const replies: WorkerReply[] = [];
  async function wait(): Promise<void> {
    while (replies.length < listening) {
      const popped = await blocking.call('brpop', key, BLOCK_SECONDS);
      const message = Array.isArray(popped) && typeof popped[1] === 'string' ? readMessage(popped[1]) : null;
      if (message?.headers.ticket === ticket) replies.push(...workerReplies(message));
    }
  }
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  try {
    // Whoever takes the last one ends the wait of all.
    await Promise.race([enough, ...Array.from({ length: Math.min(listening, AT_ONCE) }, wait)]);
    return [...replies];
  } finally {
    clearTimeout(timer);
    // The others still wait; hanging up is how they are told.
    blocking.destroy();
  }
}

function count(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Refusal({ kind: 'malformed', message: 'The broker answered something else than what was asked for.' });
}
