import type { SampleLog } from '../core/ports.ts';
import type { History } from '../core/snapshot/sources.ts';
import type { SourceId } from '../core/source.ts';
import { HOUR_MS } from '../core/time.ts';

/** As many points as a sparkline can show. */
const POINTS = 60;

export interface LatencyHistory {
  add(source: SourceId, atWallMs: number, latencyMs: number | null): void;
  of(source: SourceId): History;
}

/** How long each source took to answer, in ms, for its sparkline: the newest 60 looks, kept as samples on disk too. */
export function createLatencyHistory(samples: SampleLog, nowWallMs: number): LatencyHistory {
  const kept = new Map<SourceId, History>();

  function of(source: SourceId): History {
    const known = kept.get(source);
    if (known !== undefined) return known;
    const read = samples
      .samples(sampleName(source), nowWallMs - HOUR_MS)
      .slice(-POINTS)
      .map(({ wallMs, value }) => ({ atWallMs: wallMs, value }));
    kept.set(source, read);
    return read;
  }

  return {
    of,
    add(source, atWallMs, latencyMs) {
      kept.set(source, [...of(source), { atWallMs, value: latencyMs }].slice(-POINTS));
      try {
        samples.addSamples([{ check: sampleName(source), wallMs: atWallMs, value: latencyMs }]);
      } catch {
        // A disk that refuses is told by the engine, whose events matter; a point of a sparkline may be lost.
      }
    },
  };
}

function sampleName(source: SourceId): string {
  return `latency:${source}`;
}
