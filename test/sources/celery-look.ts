import { DEFAULT_BROKER_NAMES } from '../../electron/core/checks/broker-names.ts';
import type { CeleryMemory } from '../../electron/core/checks/celery.ts';
import type { CeleryAnswer } from '../../electron/core/checks/celery-answer.ts';
import type { Check } from '../../electron/core/checks/check.ts';
import type { JudgeContext, Judged } from '../../electron/core/configured-source.ts';
import { Secret } from '../../electron/core/secret.ts';
import type { Reading } from '../../electron/core/source.ts';
import { type CeleryLimits, type CelerySettings, celerySource } from '../../electron/sources/celery.ts';
import { found } from './redis-look.ts';

export const SETTINGS: Omit<CelerySettings, 'url'> = {
  intervalMs: 15_000,
  ca: null,
  broker: DEFAULT_BROKER_NAMES,
  measuresQueue: false,
  brokerIsOwn: false,
};

/** As the app has them, but that every look may ask. */
export const LIMITS: CeleryLimits = {
  connectMs: 3000,
  commandMs: 3000,
  maximumBytes: 16 * 1024 * 1024,
  deadlineMs: 8000,
  replyMs: 1500,
  askEveryMs: 0,
  firstWatchMs: 5000,
};

export interface Looked extends Judged<CeleryMemory> {
  readonly reading: Reading<CeleryAnswer>;
  check(name: string): Check;
}

/** A source that is looked at again and again, and remembers. */
export interface Watch {
  look(depth?: 'cheap' | 'full', signal?: AbortSignal): Promise<Looked>;
  /** What the same reading would mean had nothing more come for `ms`: nobody can wait that long. */
  later(looked: Looked, ms: number): Judged<CeleryMemory> & { check(name: string): Check };
  reset(): void;
  close(): Promise<void>;
}

export function watch(url: string, settings: Partial<CelerySettings> = {}, limits: Partial<CeleryLimits> = {}): Watch {
  const source = celerySource({ ...SETTINGS, ...settings, url: new Secret(url) }, { ...LIMITS, ...limits });
  let memory: CeleryMemory | null = null;
  const judge = (reading: Reading<CeleryAnswer>, laterMs: number) => {
    const judged = source.judge(reading, { ...context(laterMs), memory });
    return { ...judged, check: (name: string) => found(judged.checks, name) };
  };
  return {
    async look(depth = 'full', signal = new AbortController().signal) {
      const reading = await source.probe.look({ signal, depth });
      const judged = judge(reading, 0);
      memory = judged.memory;
      return { ...judged, reading };
    },
    later: ({ reading }, ms) => judge(older(reading, ms), ms),
    reset: () => source.probe.reset(),
    close: () => source.probe.close(),
  };
}

/** A quiet, settled network on which the broker has answered before, and no health endpoint. */
function context(laterMs: number): Omit<JudgeContext<CeleryMemory>, 'memory'> {
  return {
    now: { wallMs: Date.now() + laterMs, elapsedMs: performance.now() + laterMs, awakeMs: 0, bootId: 'test' },
    surroundings: { offline: false, referenceAnswered: null, unchangedForMs: 3_600_000, answeredBefore: true },
    healthSays: null,
  };
}

function older(reading: Reading<CeleryAnswer>, ms: number): Reading<CeleryAnswer> {
  if (reading.outcome === 'failed') return reading;
  const { heartbeats } = reading.answer;
  if (heartbeats.outcome === 'refused') return reading;
  const workers = heartbeats.workers.map((each) => ({ ...each, ageMs: each.ageMs + ms }));
  const answer = { ...reading.answer, heartbeats: { ...heartbeats, watchedMs: heartbeats.watchedMs + ms, workers } };
  return { ...reading, answer };
}
