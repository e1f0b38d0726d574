import type { Clock } from '../core/ports.ts';
import type { SourceId } from '../core/source.ts';
import { elapsedBetween, type Instant } from '../core/time.ts';

/** What is known of this computer's network, as far as it tells whose fault a failed look is. */
export interface NetworkFacts {
  /** Addresses, route or DNS servers are others than before; what answered there says nothing here. */
  changed(): void;
  answered(source: SourceId): void;
  about(source: SourceId): {
    readonly offline: boolean;
    readonly unchangedForMs: number;
    readonly answeredBefore: boolean;
  };
}

/** `isOffline`: the system knows of no network at all. What was before the start is not known, so it counts as a change. */
export function createNetworkFacts(clock: Clock, isOffline: () => boolean): NetworkFacts {
  let since: Instant = clock.now();
  const answered = new Set<SourceId>();
  return {
    changed: () => {
      since = clock.now();
      answered.clear();
    },
    answered: (source) => {
      answered.add(source);
    },
    about: (source) => ({
      offline: isOffline(),
      unchangedForMs: elapsedBetween(since, clock.now()),
      answeredBefore: answered.has(source),
    }),
  };
}
