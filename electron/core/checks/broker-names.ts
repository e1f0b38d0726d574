/** What a deployment may call the things that Celery keeps in its broker. */
export interface BrokerNames {
  /** `task_default_queue` and every other queue. */
  readonly queues: readonly string[];
  /** `global_keyprefix` of the transport options: before every key and channel. */
  readonly keyPrefix: string;
  /** `fanout_prefix` of the transport options: whether channels carry the number of the database. */
  readonly fanoutPrefix: boolean;
  /** `control_exchange`. */
  readonly controlExchange: string;
  /** `event_exchange`. */
  readonly eventExchange: string;
}

export const DEFAULT_BROKER_NAMES: BrokerNames = {
  queues: ['celery'],
  keyPrefix: '',
  fanoutPrefix: true,
  controlExchange: 'celery',
  eventExchange: 'celeryev',
};

/** Between the parts of a name, and between a queue and its priority. */
export const SEPARATOR = '\u0006\u0016';
/** Steps of priority that have a key of their own; the first one's is the queue's name. */
const PRIORITIES = ['', `${SEPARATOR}3`, `${SEPARATOR}6`, `${SEPARATOR}9`];

/** The keys of one queue, all priorities. */
export function queueKeys({ keyPrefix }: Pick<BrokerNames, 'keyPrefix'>, queue: string): readonly string[] {
  return PRIORITIES.map((priority) => `${keyPrefix}${queue}${priority}`);
}

export function unacknowledgedKey({ keyPrefix }: Pick<BrokerNames, 'keyPrefix'>): string {
  return `${keyPrefix}unacked`;
}

/** Where workers listen for questions. */
export function askChannel(names: BrokerNames, database: number): string {
  return channel(names, database, `${names.controlExchange}.pidbox`);
}

/** Where workers say every 2 s that they are alive. */
export function heartbeatChannel(names: BrokerNames, database: number): string {
  return channel(names, database, `${names.eventExchange}/worker.heartbeat`);
}

function channel({ keyPrefix, fanoutPrefix }: BrokerNames, database: number, name: string): string {
  return `${keyPrefix}${fanoutPrefix ? `/${database}.` : ''}${name}`;
}

/** Where workers put their replies to whoever asks as `id`. */
export interface ReplyAddress {
  readonly exchange: string;
  readonly routingKey: string;
  /** The set that says who waits for replies, and our entry in it. */
  readonly bindings: string;
  readonly binding: string;
  /** The list that the replies are put into. */
  readonly key: string;
}

export function replyAddress({ keyPrefix, controlExchange }: BrokerNames, id: string): ReplyAddress {
  const exchange = `reply.${controlExchange}.pidbox`;
  const queue = `${id}.${exchange}`;
  return {
    exchange,
    routingKey: id,
    bindings: `${keyPrefix}_kombu.binding.${exchange}`,
    binding: [id, '', queue].join(SEPARATOR),
    key: `${keyPrefix}${queue}`,
  };
}
