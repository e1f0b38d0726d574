import type { Check } from '../core/checks/check.ts';
import type { Sample, SampleLog } from '../core/ports.ts';
import type { History } from '../core/snapshot/sources.ts';
import type { SourceId } from '../core/source.ts';
import { HOUR_MS } from '../core/time.ts';

/** As many points as a sparkline can show. */
const POINTS = 60;
/** How long the source took to answer, among the names of its checks. */
const LATENCY = 'latency';

export interface SampleHistory {
  /** One look: how long it took, in ms, null where it has no answer that counts; and what it measured. */
  add(source: SourceId, atWallMs: number, latencyMs: number | null, checks: readonly Check[]): void;
  /** The newest 60 values of a check; without a check, of the source's latency. */
  of(source: SourceId, check?: string): History;
}

/** What was measured, as samples on disk and at hand for sparklines. */
export function createSampleHistory(samples: SampleLog, nowWallMs: number): SampleHistory {
  const kept = new Map<string, History>();

  function read(name: string): History {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const found = samples
      .samples(name, nowWallMs - HOUR_MS)
      .slice(-POINTS)
      .map(({ wallMs, value }) => ({ atWallMs: wallMs, value }));
    kept.set(name, found);
    return found;
  }

  return {
    of: (source, check = LATENCY) => read(`${source}/${check}`),
    add(source, atWallMs, latencyMs, checks) {
      const values: Sample[] = [
        { check: `${source}/${LATENCY}`, wallMs: atWallMs, value: latencyMs },
        ...checks.flatMap(({ name, value, look }) =>
          value === null && look.verdict !== 'unknown' ? [] : { check: `${source}/${name}`, wallMs: atWallMs, value },
        ),
      ];
      for (const { check, value } of values) kept.set(check, [...read(check), { atWallMs, value }].slice(-POINTS));
      try {
        samples.addSamples(values);
      } catch {
        // A disk that refuses is told by the engine, whose events matter; a point of a sparkline may be lost.
      }
    },
  };
}
