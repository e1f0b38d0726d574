import type { JudgeContext, Judged } from '../configured-source.ts';
import { backendFailureToLook } from '../connectivity/failure-to-look.ts';
import { type Look, ok, unknown } from '../look.ts';
import type { Reading } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import type { Check } from './check.ts';
import type { RedisAnswer, RedisDetails, RedisEncryption } from './redis-answer.ts';
import { accountCheck } from './redis-grants.ts';
import { queueCheck } from './redis-queue.ts';
import { serverChecks } from './redis-server.ts';

/** What one look leaves behind for the next. */
export interface RedisMemory {
  /** What the newest full answer fed, so that a failed look can say of each that it is not measured. */
  readonly fed: readonly Pick<Check, 'name' | 'unit'>[];
}

/** From here on an answer to PING is called slow. */
const SLOW_MS = SECOND_MS;

/** What a look at Redis means. Pure. */
export function judgeRedis(
  reading: Reading<RedisAnswer>,
  loopback: boolean,
  { surroundings, healthSays, memory }: JudgeContext<RedisMemory>,
): Judged<RedisMemory> {
  const before = memory ?? { fed: [] };
  if (reading.outcome === 'failed') {
    return notMeasured(backendFailureToLook(reading.failure, loopback, healthSays, surroundings), before);
  }
  const { answerMs, encryption, details } = reading.answer;
  const measured = details === null ? [] : detailChecks(details);
  const look = ok([answersIn(answerMs), ...remarks(measured)].join('. '));
  const checks = [redisCheck(look, encryption), latencyCheck(answerMs), ...measured];
  if (details === null) return { look, checks, memory: before };
  const fed = checks.filter(({ name }) => name !== 'redis').map(({ name, unit }) => ({ name, unit }));
  return { look, checks, memory: { fed } };
}

function detailChecks({ server, queues, account }: RedisDetails): readonly Check[] {
  return [...serverChecks(server), ...(queues === null ? [] : [queueCheck('redis', queues)]), accountCheck(account)];
}

/** Nothing was learnt but that it cannot be asked. */
function notMeasured(look: Look, memory: RedisMemory): Judged<RedisMemory> {
  const why = look.verdict === 'unknown' ? look : unknown('dependency', 'Not measured: Redis cannot be asked');
  const rest = memory.fed.map(({ name, unit }): Check => ({ name, source: 'redis', value: null, unit, look: why }));
  return { look, checks: [redisCheck(look, null), ...rest], memory };
}

const ENCRYPTION: Readonly<Record<RedisEncryption, string>> = {
  none: 'no',
  unchecked: 'yes, but the certificate is not checked',
  checked: 'yes, certificate checked',
};

function redisCheck(look: Look, encryption: RedisEncryption | null): Check {
  const check = { name: 'redis', source: 'redis', value: null, unit: '', look } as const;
  return encryption === null ? check : { ...check, facts: [{ label: 'Encrypted', value: ENCRYPTION[encryption] }] };
}

function latencyCheck(answerMs: number): Check {
  const value = Math.round(answerMs);
  return { name: 'redis_latency', source: 'redis', value, unit: 'ms', look: ok(answersIn(answerMs)) };
}

function answersIn(ms: number): string {
  return ms >= SLOW_MS ? `Slow: answers in ${(ms / SECOND_MS).toFixed(1)} s` : `Answers in ${Math.round(ms)} ms`;
}

/** What a person should know although Redis itself is well. */
function remarks(checks: readonly Check[]): readonly string[] {
  const unmeasured = checks.filter(({ look }) => look.verdict === 'unknown').length;
  const complaints = checks.filter(({ look }) => look.verdict === 'bad').map(({ look }) => look.reason);
  return [
    ...(unmeasured === 0 ? [] : [`${unmeasured} of its checks ${unmeasured === 1 ? 'is' : 'are'} not measured`]),
    ...complaints,
  ];
}
