import type { ChartPoint, LevelReplay } from '../../electron/core/history/level-replay.ts';

const WIDTH = 640;
const HEIGHT = 120;
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

interface ThresholdChartProps {
  readonly replay: LevelReplay;
  /** The other threshold that is drawn; null for none. */
  readonly other: number | null;
  readonly otherIs: 'proposed' | 'asked';
}

/** What was measured, from the lowest to the highest of each stretch, with the threshold now and the other one. */
export function ThresholdChart({ replay, other, otherIs }: ThresholdChartProps) {
  const { chart, threshold, sinceWallMs, untilWallMs } = replay;
  if (sinceWallMs === null) return null;
  const values = chart.flatMap(({ low, high }) => (low === null || high === null ? [] : [low, high]));
  const limits = other === null ? [threshold] : [threshold, other];
  // A single tall spike must not press everything else flat.
  const top = Math.max(1, ...limits.map((limit) => limit * 1.6), quantile(values, 0.98) * 1.15);
  const bottom = Math.min(0, ...values);
  const y = (value: number): number => HEIGHT - 2 - ((Math.min(value, top) - bottom) / (top - bottom)) * (HEIGHT - 4);
  const highest = Math.max(0, ...values);
  return (
    <figure className="threshold-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Measured since ${DAY.format(sinceWallMs)}, at most ${highest}`}
      >
        {stretches(chart).map((stretch) => (
          <path key={stretch[0]?.index} className="band" d={band(stretch, chart.length, y)} />
        ))}
        <path className="limit" d={`M0 ${y(threshold).toFixed(1)}H${WIDTH}`} />
        {other !== null && <path className="limit other" d={`M0 ${y(other).toFixed(1)}H${WIDTH}`} />}
      </svg>
      <figcaption>
        <span>{DAY.format(sinceWallMs)}</span>
        <span>
          <i aria-hidden="true" /> {threshold} now
          {other !== null && (
            <>
              {' '}
              <i className="other" aria-hidden="true" /> {other} {otherIs}
            </>
          )}
          {highest > top && ` (the highest, ${highest}, is cut off)`}
        </span>
        <span>{DAY.format(untilWallMs)}</span>
      </figcaption>
    </figure>
  );
}

interface Known {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** What was measured without a gap. */
function stretches(chart: readonly ChartPoint[]): readonly (readonly Known[])[] {
  const found: Known[][] = [];
  let isGap = true;
  for (const [index, { low, high }] of chart.entries()) {
    if (low === null || high === null) {
      isGap = true;
      continue;
    }
    if (isGap) found.push([]);
    isGap = false;
    found.at(-1)?.push({ index, low, high });
  }
  return found;
}

/** There along the highest values, back along the lowest, each point as wide as its stretch. */
function band(stretch: readonly Known[], count: number, y: (value: number) => number): string {
  const width = WIDTH / count;
  const there = stretch.flatMap(({ index, high }) => corners(index * width, width, y(high)));
  const back = stretch.toReversed().flatMap(({ index, low }) => corners(index * width, width, y(low) + 1.5).reverse());
  return `M${[...there, ...back].join('L')}Z`;
}

function corners(x: number, width: number, y: number): string[] {
  return [`${x.toFixed(1)} ${y.toFixed(1)}`, `${(x + width).toFixed(1)} ${y.toFixed(1)}`];
}

function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0;
}
