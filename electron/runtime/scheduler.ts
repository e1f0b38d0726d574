import type { Check } from '../core/checks/check.ts';
import type { Look } from '../core/look.ts';
import type { SourceId } from '../core/source.ts';

/** One source as the scheduler asks it. `look` settles by itself, within its deadline, and never rejects. */
export interface Watched {
  readonly id: SourceId;
  /** Between two looks when nothing is wrong, ms. */
  readonly intervalMs: number;
  /** Between two looks that ask everything, ms; the looks between them are cheap. */
  readonly fullIntervalMs: number;
  look(ask: { readonly signal: AbortSignal; readonly depth: 'cheap' | 'full' }): Promise<Looked>;
  reset(): void;
}

export interface Looked {
  readonly look: Look;
  readonly checks: readonly Check[];
  readonly latencyMs: number;
}

export interface SchedulerParts {
  readonly sources: readonly Watched[];
  /** Sources with a pending SEV1 or SEV2: asked sooner, at their cheapest. */
  readonly urgent: () => ReadonlySet<SourceId>;
  readonly looked: (source: Watched, depth: 'cheap' | 'full', result: Looked) => void;
  /** Between 0 and 1: spreads the looks. */
  readonly random: () => number;
}

export interface Scheduler {
  start(): void;
  /** Asks every source now, fully. */
  lookNow(): void;
  /** After sleep and network changes: what is under way counts no more, clients are made anew, and all are asked now. */
  discard(): void;
  stop(): void;
}

/** While a SEV1 or SEV2 is pending, ms; never sooner than twice what the last answer took. */
const URGENT_MS = 5000;
const JITTER = 0.1;
/** An answer slower than this, or none, is not followed by expensive questions, ms. */
const SLOW_MS = 2000;

/** Decides when each source is looked at; no source ever waits for another. */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const loops = parts.sources.map((source) => createLoop(source, parts));
  return {
    start: () => {
      for (const loop of loops) loop.lookNow();
    },
    lookNow: () => {
      for (const loop of loops) loop.lookNow();
    },
    discard: () => {
      for (const loop of loops) loop.discard();
    },
    stop: () => {
      for (const loop of loops) loop.stop();
    },
  };
}

function createLoop(source: Watched, { urgent, looked, random }: SchedulerParts) {
  let timer: NodeJS.Timeout | undefined;
  let flight: AbortController | null = null;
  let settled: Promise<unknown> = Promise.resolve();
  let last: Looked | null = null;
  let fullAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  function schedule(): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void look(false), delayMs());
  }

  function delayMs(): number {
    const spread = 1 + JITTER * (2 * random() - 1);
    if (!urgent().has(source.id)) return source.intervalMs * spread;
    return Math.max(Math.min(URGENT_MS, source.intervalMs), 2 * (last?.latencyMs ?? 0)) * spread;
  }

  function depth(asked: boolean): 'cheap' | 'full' {
    if (asked || last === null) return 'full';
    const well = last.look.verdict === 'ok' && last.latencyMs <= SLOW_MS;
    return well && performance.now() - fullAt >= source.fullIntervalMs ? 'full' : 'cheap';
  }

  async function look(asked: boolean): Promise<void> {
    if (flight !== null || stopped) return;
    const own = new AbortController();
    flight = own;
    const chosen = source.fullIntervalMs <= source.intervalMs ? 'full' : depth(asked);
    // A probe is asked one thing at a time: an aborted look first lets go.
    await settled;
    const asking = source.look({ signal: own.signal, depth: chosen });
    settled = asking;
    const result = await asking;
    // Discarded meanwhile: what it saw belongs to a network or a day that is gone.
    if (flight !== own) return;
    flight = null;
    last = result;
    if (chosen === 'full') fullAt = performance.now();
    looked(source, chosen, result);
    schedule();
  }

  function drop(): void {
    clearTimeout(timer);
    flight?.abort();
    flight = null;
  }

  return {
    lookNow: () => {
      clearTimeout(timer);
      void look(true);
    },
    discard: () => {
      drop();
      last = null;
      source.reset();
      void look(true);
    },
    stop: () => {
      stopped = true;
      drop();
    },
  };
}
