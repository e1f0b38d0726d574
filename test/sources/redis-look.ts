import { DEFAULT_BROKER_NAMES } from '../../electron/core/checks/broker-names.ts';
import type { Check } from '../../electron/core/checks/check.ts';
import type { RedisMemory } from '../../electron/core/checks/redis.ts';
import type { RedisAnswer } from '../../electron/core/checks/redis-answer.ts';
import type { JudgeContext, Judged } from '../../electron/core/configured-source.ts';
import { Secret } from '../../electron/core/secret.ts';
import type { Reading } from '../../electron/core/source.ts';
import { type RedisLimits, type RedisSettings, redisSource } from '../../electron/sources/redis.ts';

export const SETTINGS: Omit<RedisSettings, 'url'> = { intervalMs: 15_000, ca: null, broker: DEFAULT_BROKER_NAMES };

/** A quiet, settled network on which Redis has answered before, and no health endpoint. */
export const CONTEXT: JudgeContext<RedisMemory> = {
  now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'test' },
  surroundings: { offline: false, referenceAnswered: null, unchangedForMs: 3_600_000, answeredBefore: true },
  healthSays: null,
  memory: null,
};

export interface Looked extends Judged<RedisMemory> {
  readonly reading: Reading<RedisAnswer>;
  check(name: string): Check;
}

export interface LookOptions {
  readonly settings?: Partial<RedisSettings>;
  readonly depth?: 'cheap' | 'full';
  readonly limits?: RedisLimits;
  readonly signal?: AbortSignal;
  readonly memory?: RedisMemory | null;
}

/** One real look, judged. */
export async function lookAt(url: string, options: LookOptions = {}): Promise<Looked> {
  const { depth = 'full', signal = new AbortController().signal, memory = null } = options;
  const source = redisSource({ ...SETTINGS, ...options.settings, url: new Secret(url) }, options.limits);
  const reading = await source.probe.look({ signal, depth });
  const judged = source.judge(reading, { ...CONTEXT, memory });
  return { ...judged, reading, check: (name) => found(judged.checks, name) };
}

export function found(checks: readonly Check[], name: string): Check {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`No check ${name} among ${checks.map((each) => each.name).join(', ')}`);
  return check;
}
