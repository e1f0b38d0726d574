interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly tone: string;
  /** Thresholds, drawn as dashed lines. */
  readonly limits?: readonly number[];
}

const WIDTH = 86;
const HEIGHT = 22;
const MARGIN = 3;
/** Left and right, so that a dot at the end is whole. */
const EDGE = 2;

/** The last values as a line, with gaps where nothing was known. Decoration: the row says it in words. */
export function Sparkline({ values, tone, limits = [] }: SparklineProps) {
  // From zero, with room above: a steady source draws a steady line, and noise stays small.
  const top = Math.max(1, ...limits, ...values.map((value) => value ?? 0)) * 1.25;
  const height = (value: number) => (HEIGHT - MARGIN - (value / top) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  const stepX = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  let path = '';
  let dots = '';
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const at = `${(EDGE + index * stepX).toFixed(1)} ${height(value)}`;
    const begins = (values[index - 1] ?? null) === null;
    path += begins ? `M${at}` : `L${at}`;
    // Between two gaps no line shows it.
    if (begins && (values[index + 1] ?? null) === null) dots += `M${at}h.01`;
  }
  return (
    <svg className={`spark ${tone}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {limits.length === 0 && <path className="base" d={`M0 ${HEIGHT - 1}H${WIDTH}`} />}
      {limits.map((limit) => (
        <path key={limit} className="limit" d={`M0 ${height(limit)}H${WIDTH}`} />
      ))}
      {path !== '' && <path d={path} />}
      {dots !== '' && <path className="dot" d={dots} />}
    </svg>
  );
}
