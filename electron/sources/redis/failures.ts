import type { Failure, FailureKind } from '../../core/source.ts';
import { failureOf } from '../failures.ts';

/** Carries a Failure through code that can only throw. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The first word of an error that Redis answers, and what it says in plain words. */
const WORDS: Readonly<Record<string, readonly [FailureKind, string]>> = {
  NOAUTH: ['credentials', 'Redis asks for a password, and its address in the configuration has none.'],
  WRONGPASS: ['credentials', 'Redis refuses our user or password.'],
  NOPERM: ['grant', 'Our account on Redis is not allowed to ask this.'],
  LOADING: ['starting', 'Redis is starting: it still loads its data and answers nobody.'],
  MASTERDOWN: ['starting', 'This Redis is a replica that has lost its primary, and answers nobody.'],
  BUSY: ['starting', 'Redis is busy with a script and answers nobody.'],
  MISCONF: ['exhausted', 'Redis cannot save to its disk, and takes no more writes.'],
  OOM: ['cannot-ask', 'Redis is full (noeviction): it takes no more writes, and our question is one.'],
  NOREPLICAS: ['cannot-ask', 'Redis has too few replicas to take writes, and our question is one.'],
  READONLY: ['missing', 'This Redis is a read-only replica. Put the address of its primary into the configuration.'],
  MOVED: [
    'missing',
    'This Redis is one node of a cluster and sends us to another. Put the address of a single server into the configuration: Celery needs one too.',
  ],
  ASK: ['missing', 'This Redis is one node of a cluster and sends us to another.'],
  CLUSTERDOWN: ['starting', 'This Redis is one node of a cluster that is down.'],
  CROSSSLOT: ['missing', 'This Redis is one node of a cluster. Celery needs a single server.'],
  DENIED: ['missing', 'Redis runs in protected mode and lets in only its own machine.'],
  NOPROTO: ['missing', 'This Redis does not speak the protocol that we ask for.'],
  WRONGTYPE: ['missing', 'The key holds something else than Celery would put there.'],
};

/** Errors that begin with ERR, by what they say: Redis never translates them. */
const SENTENCES: readonly (readonly [RegExp, FailureKind, string])[] = [
  [/max number of clients/i, 'exhausted', 'Redis takes no more connections: too many clients already (maxclients).'],
  [/invalid password|invalid username/i, 'credentials', 'Redis refuses our user or password.'],
  [/without any password/i, 'credentials', 'Redis has no password, and its address in the configuration carries one.'],
  [
    /operation not permitted/i,
    'credentials',
    'Redis asks for a password, and its address in the configuration has none.',
  ],
  [/DB index is out of range|invalid DB index/i, 'missing', 'Redis has no database of the configured number.'],
  [/unknown (sub)?command/i, 'missing', 'This Redis does not know the command: its provider may have renamed it.'],
  [/syntax error|wrong number of arguments/i, 'missing', 'This Redis does not know the command in this form.'],
];

/** What an error of connecting or asking means. No message repeats what the server, the URL or a command said. */
export function redisFailure(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  if (!(error instanceof Error)) return NOT_REDIS;
  if (/^Command timed out|^Socket timeout/.test(error.message)) {
    const message = 'Redis accepted the connection and stopped answering.';
    return { kind: 'timeout', message, code: 'ETIMEDOUT' };
  }
  // Said before anything was asked: ioredis has no question that it would belong to.
  const unasked = /Last error: (.*)$/s.exec(error.message)?.[1];
  if (unasked !== undefined) return replyFailure(unasked);
  if (error.name === 'ReplyError') return replyFailure(error.message);
  if (/^Connection is closed/.test(error.message)) {
    return { kind: 'reset', message: 'Redis cut the connection off.', code: 'ECONNRESET' };
  }
  return 'code' in error || 'errors' in error ? failureOf(error, 'Redis') : NOT_REDIS;
}

const NOT_REDIS: Failure = { kind: 'protocol', message: 'What answers does not speak the protocol of Redis.' };

function replyFailure(said: string): Failure {
  const word = /^-?([A-Z]{2,20})\b/.exec(said)?.[1] ?? 'ERR';
  const sentence = SENTENCES.find(([pattern]) => pattern.test(said));
  if (word === 'ERR' && sentence !== undefined) return { kind: sentence[1], message: sentence[2], code: word };
  const known = WORDS[word];
  if (known !== undefined) return { kind: known[0], message: known[1], code: word };
  return { kind: 'protocol', message: `Redis refuses what we ask (${word}).`, code: word };
}
