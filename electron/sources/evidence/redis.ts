import { type BrokerNames, queueKeys, unacknowledgedKey } from '../../core/checks/broker-names.ts';
import { plain } from '../../core/checks/plain.ts';
import type { AnswerOf } from '../../core/evidence/answers.ts';
import type { EvidenceQuestions } from '../../core/evidence/question.ts';
import type { SourceSettings } from '../../core/source-settings.ts';
import { SECOND_MS } from '../../core/time.ts';
import { redisAddress } from '../redis/address.ts';
import { type Bounds, bounded } from '../redis/bounded.ts';
import { CONNECTION_LIMITS, type Connection, connect } from '../redis/connection.ts';
import { Refusal } from '../redis/failures.ts';
import { askQueues, ping } from '../redis/questions.ts';

const DEADLINE_MS = 4 * SECOND_MS;

/** What is asked of Redis: PING and INFO memory. */
export function redisQuestions(settings: SourceSettings): EvidenceQuestions {
  const asking = askingRedis(settings);
  return {
    'redis-ping': {
      text: 'PING',
      ask: (_, signal) =>
        asking(signal, async (connection, { started }) => {
          await ping(connection);
          return { answerMs: performance.now() - started };
        }),
    },
    'redis-memory': {
      text: 'INFO memory',
      ask: (_, signal) => asking(signal, async (connection) => memory(await connection.call('INFO', 'memory'))),
    },
  };
}

/** What is asked of the broker: how long its queues are. */
export function brokerQuestions(settings: SourceSettings, names: BrokerNames): EvidenceQuestions {
  const asking = askingRedis(settings);
  const lengths = names.queues.flatMap((queue) => queueKeys(names, queue)).map((key) => `LLEN ${escaped(key)}`);
  return {
    'queue-length': {
      text: [...lengths, `HLEN ${escaped(unacknowledgedKey(names))}`].join('; '),
      ask: (_, signal) =>
        asking(signal, async (connection) => {
          const part = await askQueues(connection, names);
          if (part.outcome === 'failed') throw new Refusal(part.failure);
          return part.value;
        }),
    },
  };
}

function askingRedis({ url, ca }: SourceSettings) {
  const address = redisAddress(url);
  return <Answer>(signal: AbortSignal, work: (connection: Connection, bounds: Bounds) => Promise<Answer>) =>
    bounded(DEADLINE_MS, signal, async (bounds) =>
      work(await connect(address, ca, CONNECTION_LIMITS, bounds.signal), bounds),
    );
}

/** The separators of kombu's priorities are control characters. */
function escaped(key: string): string {
  return plain(key.replaceAll('\u0006', '\\x06').replaceAll('\u0016', '\\x16'));
}

function memory(answered: unknown): AnswerOf<'redis-memory'> {
  if (typeof answered !== 'string') {
    throw new Refusal({ kind: 'malformed', message: 'Redis answered something else than what was asked for.' });
  }
  const field = (name: string) => new RegExp(`^${name}:([^\\r\\n]*)`, 'm').exec(answered)?.[1] ?? null;
  const count = (name: string) => {
    const written = field(name);
    const value = Number(written ?? Number.NaN);
    return Number.isFinite(value) && written !== '' ? value : null;
  };
  const used = count('used_memory');
  return {
    // What is sent to replicas and the log does not count against the limit.
    usedBytes: used === null ? null : used - (count('mem_not_counted_for_evict') ?? 0),
    maximumBytes: count('maxmemory'),
    policy: field('maxmemory_policy'),
  };
}
