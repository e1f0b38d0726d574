import type { AppSnapshot, ClockView, IncidentView, SourceView } from '../snapshot.ts';
import { isEssential } from '../source.ts';
import { hourFormat, roughly, shortened } from './words.ts';

const OVERDUE: Readonly<Record<ClockView['kind'], string>> = {
  respond: 'response',
  escalate: 'escalation',
  'next-update': 'update',
  'acknowledgement-expires': 'acknowledgement',
};

/**
 * The worst alert and its age, the next deadline, the age of the data; then what else is in force.
 * The most important line comes first: Windows shows 127 characters.
 */
export function tooltip(snapshot: AppSnapshot, nowWallMs: number, zone: string): string {
  const hour = hourFormat(zone);
  const open = snapshot.incidents.filter(({ resolvedAtWallMs }) => resolvedAtWallMs === null);
  return [
    headline(snapshot, open[0], nowWallMs),
    ...deadlines(open, nowWallMs, hour),
    dataAge(snapshot.sources, nowWallMs),
    mutes(snapshot, hour),
    snapshot.delivery.available ? '' : 'Notifications unavailable',
    snapshot.environment,
  ]
    .filter((line) => line !== '')
    .map((line) => shortened(line, 120))
    .join('\n');
}

function headline({ mode, light }: AppSnapshot, worst: IncidentView | undefined, nowWallMs: number): string {
  const mark = mode === 'live' ? '' : `${mode.toUpperCase()}: `;
  if (light.state !== 'alarm' || worst === undefined) return `${mark}${light.headline}`;
  const owner = light.owned ? ', acknowledged' : '';
  return `${mark}${light.headline} for ${roughly(nowWallMs - worst.startedAtWallMs)}${owner}`;
}

function deadlines(open: readonly IncidentView[], nowWallMs: number, hour: (wallMs: number) => string): string[] {
  const clocks = open.flatMap((incident) => incident.clocks);
  const overdue = new Set(clocks.filter(({ state }) => state === 'due').map(({ kind }) => OVERDUE[kind]));
  const next = clocks
    .filter(({ state }) => state === 'running')
    .reduce<ClockView | null>((first, clock) => (first && first.dueWallMs <= clock.dueWallMs ? first : clock), null);
  return [
    overdue.size === 0 ? '' : `Overdue: ${[...overdue].join(', ')}`,
    // A label completes the time that is left: `until Engineering Lead`, `left to respond`.
    next === null ? '' : `${roughly(next.dueWallMs - nowWallMs)} ${next.label} (${hour(next.dueWallMs)})`,
  ];
}

/** The oldest look decides: a fresh source says nothing about a stale one. */
function dataAge(shown: readonly SourceView[], nowWallMs: number): string {
  const sources = shown.filter(isEssential);
  if (sources.length === 0) return '';
  const looks = sources.map(({ lookedAtWallMs }) => lookedAtWallMs);
  const known = looks.filter((wallMs) => wallMs !== null);
  if (known.length < looks.length) return 'No look yet at every source';
  return `Data ${roughly(Math.max(0, nowWallMs - Math.min(...known)))} old`;
}

function mutes({ mutes: all, light }: AppSnapshot, hour: (wallMs: number) => string): string {
  const [first] = all;
  if (first === undefined) return light.muted ? 'Quiet hours' : '';
  const more = all.length > 1 ? ` and ${all.length - 1} more` : '';
  return `Muted until ${hour(first.untilWallMs)}: ${first.label}${more}`;
}
