import type { Failure } from '../source.ts';

/** What one look at Redis brought back. */
export interface RedisAnswer {
  /** From asking to PONG, in ms: connecting, encryption and signing in included. */
  readonly answerMs: number;
  readonly encryption: RedisEncryption;
  /** null: only the cheapest question was asked. */
  readonly details: RedisDetails | null;
}

/** unchecked: encrypted, but nobody has looked at the certificate. */
export type RedisEncryption = 'none' | 'unchecked' | 'checked';

/** Each stands alone: what one of them may not read says nothing about the others. */
export interface RedisDetails {
  readonly server: RedisPart<ServerInfo>;
  /** null: the queues lie on another server, or nobody wants to know. */
  readonly queues: RedisPart<Queues> | null;
  readonly account: RedisPart<Account>;
}

export type RedisPart<Value> =
  | { readonly outcome: 'answered'; readonly value: Value }
  | { readonly outcome: 'failed'; readonly failure: Failure };

/** INFO, as far as it is shown; null where this server does not say. */
export interface ServerInfo {
  readonly version: string | null;
  readonly usedBytes: number | null;
  /** 0: no limit. */
  readonly maximumBytes: number | null;
  readonly policy: string | null;
  readonly clients: number | null;
  readonly maximumClients: number | null;
  /** Connections turned away since the server was started. */
  readonly rejected: number | null;
  /** Keys thrown out for want of memory since the server was started. */
  readonly evicted: number | null;
  readonly role: string | null;
  /** `up` or `down`; null on a primary. */
  readonly primaryLink: string | null;
}

/** The tasks that wait, by queue, all priorities together. */
export interface Queues {
  readonly waiting: readonly { readonly queue: string; readonly length: number }[];
  /** Delivered and not acknowledged: prefetched, running or scheduled. null: it could not be read. */
  readonly unacknowledged: number | null;
}

/** Who we are to the server, and whether its rules leave us more than looking. */
export interface Account {
  readonly user: string;
  /** null: we may not ask. */
  readonly rules: AccountRules | null;
  /** Asked where the rules are not told: whether it may write to a key that is nobody's; null: not known. */
  readonly writes: boolean | null;
}

/** In the language of Redis' ACL: `-@all +ping`, `~* %R~celery*`. */
export interface AccountRules {
  readonly commands: string;
  readonly keys: string;
}
