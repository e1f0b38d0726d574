import { askSource } from '../core/ask-source.ts';
import type { ConfiguredSource, Reference } from '../core/configured-source.ts';
import type { HealthSays } from '../core/connectivity/failure-to-look.ts';
import type { Clock } from '../core/ports.ts';
import type { SourceId } from '../core/source.ts';
import type { NetworkFacts } from './network-facts.ts';
import type { Watched } from './scheduler.ts';

export interface WatchParts {
  readonly clock: Clock;
  readonly network: NetworkFacts;
  readonly reference: Reference | null;
  readonly healthSays: (source: SourceId) => HealthSays;
  /** At least this long between two looks that ask everything, ms. */
  readonly fullIntervalMs: number;
}

/** A configured source as the scheduler asks it: it remembers what its judgement left behind. */
export function watchSource<Answer, Memory>(source: ConfiguredSource<Answer, Memory>, parts: WatchParts): Watched {
  let memory: Memory | null = null;
  return {
    id: source.id,
    intervalMs: source.intervalMs,
    fullIntervalMs: source.id === 'health' ? source.intervalMs : Math.max(source.intervalMs, parts.fullIntervalMs),
    async look({ signal, depth }) {
      const { reference, network, clock } = parts;
      const asked = await askSource(source, {
        signal,
        depth,
        reference,
        context: () => ({
          now: clock.now(),
          surroundings: network.about(source.id),
          healthSays: parts.healthSays(source.id),
          memory,
        }),
      });
      if (!asked.cancelled) {
        memory = asked.memory;
        if (asked.look.verdict === 'ok') network.answered(source.id);
      }
      return asked;
    },
    reset: () => source.probe.reset(),
  };
}
