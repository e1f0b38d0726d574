import type { NewEvent } from '../events.ts';
import { isoTime } from '../messages/times.ts';
import { duration } from '../notices/compose.ts';
import { severityLabel } from '../severity.ts';
import type { IncidentView, MuteView } from '../snapshot.ts';
import { HOUR_MS } from '../time.ts';
import { blindLines } from './blind.ts';
import { noisyLines } from './noisy.ts';

export interface HandoverParts {
  readonly environment: string;
  /** Who hands over, by name; null where nobody says. */
  readonly author: string | null;
  readonly nowWallMs: number;
  readonly hours: number;
  /** As the snapshot shows them: open ones, and those resolved within the day. */
  readonly incidents: readonly IncidentView[];
  readonly mutes: readonly MuteView[];
  /** Of the shift, in order; every blind interval, however old, among them. */
  readonly events: readonly NewEvent[];
}

/** The newest acts of an incident that are worth handing on. */
const TOLD_ACTS = 6;

/** One page for whoever comes next, as Markdown: what is open, what was tried, what is due, what was not seen. */
export function handover(parts: HandoverParts): string {
  const { author, nowWallMs, hours } = parts;
  const since = nowWallMs - hours * HOUR_MS;
  const open = parts.incidents.filter(({ status }) => status !== 'Resolved');
  const over = parts.incidents.filter(({ resolvedAtWallMs }) => resolvedAtWallMs !== null && resolvedAtWallMs >= since);
  return [
    `# Handover: ${parts.environment}`,
    '',
    `${isoTime(nowWallMs)}, the last ${hours} h${author === null ? '' : `, from ${author}`}. Times are UTC.`,
    ...section(
      'Open incidents',
      open.flatMap((incident) => opened(incident, nowWallMs)),
      'No incident is open.',
    ),
    ...section('Next deadlines', deadlines(open, nowWallMs), 'Nothing is due.'),
    ...section(
      'Resolved in this shift',
      over.map((incident) => resolved(incident, parts.events)),
      'None.',
    ),
    ...section('Not seen', blindLines(parts.events, since, nowWallMs), 'Every source was seen throughout.'),
    ...section('Noisy alerts', noisyLines(parts.events), 'No alert came back or flapped.'),
    ...section('Muted', parts.mutes.map(muted), 'Nothing is muted.'),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[], none: string): readonly string[] {
  return ['', `## ${title}`, '', ...(lines.length === 0 ? [none] : lines)];
}

function opened(incident: IncidentView, nowWallMs: number): readonly string[] {
  const { acknowledged, severity, status, summary, title } = incident;
  const owner = acknowledged === null ? 'nobody owns it' : `owned since ${clock(acknowledged.atWallMs)}`;
  const since = `${clock(incident.startedAtWallMs)} (${duration(nowWallMs - incident.startedAtWallMs)})`;
  const tried = incident.timeline
    .filter(({ actor, kind }) => actor === 'person' && (kind === 'step' || kind === 'person'))
    .slice(0, TOLD_ACTS)
    .reverse();
  return [
    `### [${severityLabel(severity)}] ${title}`,
    '',
    `${status}, ${owner}, since ${since}. ${summary}`,
    '',
    ...(tried.length === 0
      ? ['Nothing was tried yet.']
      : ['What was done:', '', ...tried.map(({ atWallMs, text }) => `- ${clock(atWallMs)} ${text}`)]),
    '',
  ];
}

function deadlines(open: readonly IncidentView[], nowWallMs: number): readonly string[] {
  return open
    .flatMap(({ clocks, title }) => clocks.filter(({ state }) => state !== 'met').map((one) => ({ ...one, title })))
    .sort((a, b) => a.dueWallMs - b.dueWallMs)
    .map(({ dueWallMs, label, reason, title }) => {
      const left = dueWallMs - nowWallMs;
      const when = left > 0 ? `in ${duration(left)}` : `overdue by ${duration(-left)}`;
      return `- ${clock(dueWallMs)} (${when}): ${title}, ${label.replace(/^until /, '')}, ${reason}`;
    });
}

function resolved(
  { id, severity, startedAtWallMs, resolvedAtWallMs, title }: IncidentView,
  events: readonly NewEvent[],
): string {
  const at = resolvedAtWallMs ?? startedAtWallMs;
  const merged = events.findLast(({ type, incidentId }) => type === 'incident-merged' && incidentId === id);
  const how =
    merged?.type === 'incident-merged'
      ? `goes on as part of ${merged.payload.title}`
      : `after ${duration(at - startedAtWallMs)}`;
  return `- ${clock(at)} [${severityLabel(severity)}] ${title}, ${how}`;
}

function muted({ label, untilWallMs, reason }: MuteView): string {
  return `- ${label} until ${clock(untilWallMs)}${reason === null ? '' : `: ${reason}`}`;
}

function clock(wallMs: number): string {
  return isoTime(wallMs).slice(5, 16).replace('T', ' ');
}
