import type { Sample } from '../ports.ts';
import type { SourceId } from '../source.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';

/** What one look measured, as far as the kept samples still tell. */
export interface KeptLook {
  readonly source: SourceId;
  readonly atWallMs: number;
  /** How long after the look before it, where none is missing. */
  readonly stepMs: number;
  /** The least and the most that it may have been: the same for a whole sample; null where nothing could be measured. */
  readonly low: number | null;
  readonly high: number | null;
}

/** As the store thins: whole samples for a day, before that the lowest and the highest of each 5 min. */
const WHOLE_MS = DAY_MS;
const BUCKET_MS = 5 * MINUTE_MS;
/** As many looks as an alert needs to fire within one such bucket. */
const LOOKS_PER_BUCKET = 3;
/** Where there are too few whole samples to see how often it is asked for. */
const USUAL_STEP_MS = MINUTE_MS;

/** The looks behind one check's samples of one source, the oldest first. What of a bucket is left stands for all of it. */
export function keptLooks(source: SourceId, samples: readonly Sample[]): readonly KeptLook[] {
  const newest = samples.at(-1);
  if (newest === undefined) return [];
  const wholeFrom = bucketOf(newest.wallMs - WHOLE_MS);
  const whole = samples.filter(({ wallMs }) => wallMs >= wholeFrom);
  const stepMs = usualStep(whole);
  const thinned = Map.groupBy(
    samples.filter(({ wallMs }) => wallMs < wholeFrom),
    ({ wallMs }) => bucketOf(wallMs),
  );
  return [
    ...[...thinned].flatMap(([fromWallMs, those]) => inBucket(source, fromWallMs, those)),
    ...whole.map(({ wallMs, value }) => ({ source, atWallMs: wallMs, stepMs, low: value, high: value })),
  ];
}

function inBucket(source: SourceId, fromWallMs: number, samples: readonly Sample[]): readonly KeptLook[] {
  const values = samples.flatMap(({ value }) => value ?? []);
  const low = values.length === 0 ? null : Math.min(...values);
  const high = values.length === 0 ? null : Math.max(...values);
  const stepMs = BUCKET_MS / LOOKS_PER_BUCKET;
  return Array.from({ length: LOOKS_PER_BUCKET }, (_, index) => ({
    source,
    atWallMs: fromWallMs + index * stepMs,
    stepMs,
    low,
    high,
  }));
}

function bucketOf(wallMs: number): number {
  return Math.floor(wallMs / BUCKET_MS) * BUCKET_MS;
}

/** The median of the times between whole samples, in ms. */
function usualStep(whole: readonly Sample[]): number {
  const gaps = whole.slice(1).map(({ wallMs }, index) => wallMs - (whole[index]?.wallMs ?? wallMs));
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? USUAL_STEP_MS;
}

/** After this long without a look nobody was looking: 3 missed looks, and a minute at least. */
export function missedMs({ stepMs }: KeptLook): number {
  return Math.max(3 * stepMs, MINUTE_MS);
}

/** How much of the time from the first look to `nowWallMs` it was measured, in ms. */
export function seenMs(looks: readonly KeptLook[], nowWallMs: number): number {
  let seen = 0;
  for (const [index, look] of looks.entries()) {
    const nextWallMs = looks[index + 1]?.atWallMs ?? nowWallMs;
    const gapMs = nextWallMs - look.atWallMs;
    if (look.high !== null) seen += gapMs > missedMs(look) ? Math.min(gapMs, look.stepMs) : gapMs;
  }
  return seen;
}
