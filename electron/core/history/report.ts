import type { Severity } from '../severity.ts';
import { DAY_MS } from '../time.ts';
import type { PastIncident } from './past.ts';
import { weekOf } from './past.ts';

/** What of the past is wanted. */
export interface HistoryFilter {
  /** How many weeks are counted one by one, up to now. */
  readonly weeks: number;
  /** Every word must stand in the title or the name of an alert. */
  readonly words?: string;
  readonly severity?: Severity;
  /** An alert's name. */
  readonly alert?: string;
  /** A Monday, `YYYY-MM-DD`. */
  readonly week?: string;
}

export interface WeekOfIncidents {
  readonly week: string;
  /** SEV1 to SEV4. */
  readonly counts: readonly [number, number, number, number];
  readonly toAcknowledgeMs: number | null;
  readonly toResolveMs: number | null;
}

export interface AlertCount {
  readonly name: string;
  readonly count: number;
  readonly actedOn: number;
  readonly noise: number;
  readonly wrongThreshold: number;
}

/** What History shows. Times in ms are means, time in which nobody could look left out. */
export interface HistoryReport {
  /** The newest first, at most 200; among them those that were merged, which no other number counts. */
  readonly incidents: readonly PastIncident[];
  /** How many there are of these. */
  readonly found: number;
  /** How many there are in all. */
  readonly total: number;
  readonly toAcknowledgeMs: number | null;
  readonly toResolveMs: number | null;
  /** The oldest first. */
  readonly weeks: readonly WeekOfIncidents[];
  /** The most frequent first. */
  readonly alerts: readonly AlertCount[];
}

const SHOWN = 200;

export function historyReport(
  past: readonly PastIncident[],
  filter: HistoryFilter,
  nowWallMs: number,
  zone: string,
): HistoryReport {
  const words = (filter.words ?? '').toLowerCase().split(/\s+/u).filter(Boolean);
  const found = past.filter(
    ({ severity, week, title, alerts }) =>
      (filter.severity === undefined || severity === filter.severity) &&
      (filter.week === undefined || week === filter.week) &&
      (filter.alert === undefined || alerts.some(({ name }) => name === filter.alert)) &&
      words.every((word) => [title, ...alerts.map(({ name }) => name)].join('\n').toLowerCase().includes(word)),
  );
  const counted = found.filter(isCounted);
  return {
    incidents: found.slice(0, SHOWN),
    found: counted.length,
    total: past.filter(isCounted).length,
    toAcknowledgeMs: mean(counted.map(({ measures }) => measures.toAcknowledgeMs)),
    toResolveMs: mean(counted.map(({ measures }) => measures.toResolveMs)),
    weeks: weeksOf(counted, filter.weeks, nowWallMs, zone),
    alerts: counts(counted),
  };
}

/** What was merged is shown where it stands, and counted once: as what it became part of. */
function isCounted({ mergedInto }: PastIncident): boolean {
  return mergedInto === null;
}

function weeksOf(
  found: readonly PastIncident[],
  weeks: number,
  nowWallMs: number,
  zone: string,
): readonly WeekOfIncidents[] {
  const byWeek = Map.groupBy(found, ({ week }) => week);
  return Array.from({ length: weeks }, (_, index) => {
    const week = weekOf(nowWallMs - (weeks - 1 - index) * 7 * DAY_MS, zone);
    const those = byWeek.get(week) ?? [];
    const of = (severity: Severity): number => those.filter((each) => each.severity === severity).length;
    return {
      week,
      counts: [of(1), of(2), of(3), of(4)],
      toAcknowledgeMs: mean(those.map(({ measures }) => measures.toAcknowledgeMs)),
      toResolveMs: mean(those.map(({ measures }) => measures.toResolveMs)),
    };
  });
}

function counts(found: readonly PastIncident[]): readonly AlertCount[] {
  const alerts = found.flatMap(({ alerts: those }) => those);
  return [...Map.groupBy(alerts, ({ name }) => name)]
    .map(([name, those]) => ({
      name,
      count: those.length,
      actedOn: those.filter(({ judged }) => judged === 'acted-on').length,
      noise: those.filter(({ judged }) => judged === 'noise').length,
      wrongThreshold: those.filter(({ judged }) => judged === 'wrong-threshold').length,
    }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
