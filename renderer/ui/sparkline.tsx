interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly tone: string;
}

const WIDTH = 86;
const HEIGHT = 22;
const MARGIN = 3;

/** The last values as a line, with gaps where nothing was known. Decoration: the row says it in words. */
export function Sparkline({ values, tone }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const stepX = WIDTH / Math.max(1, values.length - 1);
  let path = '';
  let pen = 'M';
  for (const [index, value] of values.entries()) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    // A flat line runs through the middle: there is nothing to compare it with.
    const share = span === 0 ? 0.5 : (value - low) / span;
    const y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
    path += `${pen}${(index * stepX).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  }
  return (
    <svg className={`spark ${tone}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="base" d={`M0 ${HEIGHT - 1}H${WIDTH}`} />
      {path !== '' && <path d={path} />}
    </svg>
  );
}
