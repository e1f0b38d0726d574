import type { AlertCount, WeekOfIncidents } from '../../electron/core/history/report.ts';
import { duration } from '../ui/words.ts';

/** More of them are found by searching. */
export const SHOWN_ALERTS = 12;
const HEIGHT = 92;
const BAR = 22;
const STEP = 30;
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

interface WeekChartProps {
  readonly weeks: readonly WeekOfIncidents[];
  readonly chosen: string | null;
  readonly onChoose: (week: string | null) => void;
}

/** Incidents per week, stacked by severity with the worst at the foot. Each bar filters by its week. */
export function WeekChart({ weeks, chosen, onChoose }: WeekChartProps) {
  const most = Math.max(1, ...weeks.map(({ counts }) => sum(counts)));
  return (
    <ol className="week-chart" aria-label="Incidents per week">
      {weeks.map((week, index) => {
        const total = sum(week.counts);
        const isChosen = chosen === week.week;
        return (
          <li key={week.week}>
            <button
              type="button"
              aria-pressed={isChosen}
              title={inWords(week)}
              onClick={() => onChoose(isChosen ? null : week.week)}
            >
              <svg viewBox={`0 0 ${STEP} ${HEIGHT}`} aria-hidden="true">
                <path className="base" d={`M0 ${HEIGHT - 0.5}H${STEP}`} />
                {stacked(week.counts, most).map(({ severity, y, height }) => (
                  <rect
                    key={severity}
                    className={`sev${severity}`}
                    x={(STEP - BAR) / 2}
                    y={y}
                    width={BAR}
                    height={height}
                  />
                ))}
                {total > 0 && (
                  <text x={STEP / 2} y={HEIGHT - (total / most) * (HEIGHT - 16) - 4} textAnchor="middle">
                    {total}
                  </text>
                )}
              </svg>
              <span className="sr">{`Week of ${week.week}: ${inWords(week)}`}</span>
              <span aria-hidden="true">
                {index % 2 === (weeks.length + 1) % 2 ? DAY.format(Date.parse(week.week)) : ' '}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Mean times to acknowledge and to resolve, per week: a dot where there was one, a line between. */
export function TimesChart({ weeks }: { readonly weeks: readonly WeekOfIncidents[] }) {
  const values = weeks.flatMap(({ toAcknowledgeMs, toResolveMs }) => [toAcknowledgeMs ?? 0, toResolveMs ?? 0]);
  const top = Math.max(1, ...values);
  return (
    <svg
      className="times-chart"
      viewBox={`0 0 ${weeks.length * STEP} ${HEIGHT}`}
      role="img"
      aria-label={`Mean times per week, at most ${duration(top)}`}
    >
      <path className="base" d={`M0 ${HEIGHT - 0.5}H${weeks.length * STEP}`} />
      <Line className="resolve" values={weeks.map(({ toResolveMs }) => toResolveMs)} top={top} />
      <Line className="acknowledge" values={weeks.map(({ toAcknowledgeMs }) => toAcknowledgeMs)} top={top} />
    </svg>
  );
}

function Line(props: {
  readonly className: string;
  readonly values: readonly (number | null)[];
  readonly top: number;
}) {
  const { className, values, top } = props;
  const points = values.flatMap((value, index) =>
    value === null ? [] : [{ x: (index + 0.5) * STEP, y: HEIGHT - 4 - (value / top) * (HEIGHT - 12) }],
  );
  return (
    <g className={className}>
      {points.length > 1 && <path d={`M${points.map(({ x, y }) => `${x} ${y.toFixed(1)}`).join('L')}`} />}
      {points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={2.5} />
      ))}
    </g>
  );
}

interface AlertBarsProps {
  readonly alerts: readonly AlertCount[];
  readonly chosen: string | null;
  readonly onChoose: (alert: string | null) => void;
}

/** How often each alert fired, and what people said of it. */
export function AlertBars({ alerts, chosen, onChoose }: AlertBarsProps) {
  const most = Math.max(1, ...alerts.map(({ count }) => count));
  return (
    <ol className="alert-bars">
      {alerts.slice(0, SHOWN_ALERTS).map((alert) => (
        <li key={alert.name}>
          <button
            type="button"
            aria-pressed={chosen === alert.name}
            onClick={() => onChoose(chosen === alert.name ? null : alert.name)}
          >
            <span>{alert.name}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(alert.count / most) * 100} height={6} />
            </svg>
            <span className="alert-count">{alert.count}×</span>
            <small>{judged(alert)}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}

function judged({ actedOn, noise, wrongThreshold }: AlertCount): string {
  return [
    actedOn > 0 ? `${actedOn} acted on` : '',
    noise > 0 ? `${noise} noise` : '',
    wrongThreshold > 0 ? `${wrongThreshold} wrong threshold` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function inWords({ counts }: WeekOfIncidents): string {
  const told = counts.flatMap((count, index) => (count === 0 ? [] : [`${count} SEV${index + 1}`]));
  return told.length === 0 ? 'no incident' : told.join(', ');
}

function stacked(
  counts: WeekOfIncidents['counts'],
  most: number,
): readonly { readonly severity: number; readonly y: number; readonly height: number }[] {
  let y = HEIGHT - 1;
  return counts.flatMap((count, index) => {
    if (count === 0) return [];
    const height = (count / most) * (HEIGHT - 16);
    y -= height;
    return [{ severity: index + 1, y, height }];
  });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
