import type { StoredEvent } from '../events.ts';
import { duration } from '../notices/compose.ts';
import type { LadderLevel } from '../playbook/model.ts';
import { sentence } from '../sentence.ts';
import { severityLabel } from '../severity.ts';
import { elapsedBetween, type Instant } from '../time.ts';
import type { Incident } from './incident.ts';

/** What was done is told from its end: the newest few. */
const TOLD_ACTS = 4;

/** What to read aloud to whoever is called, five short lines. `events` are the incident's, in order. */
export function brief(
  incident: Incident,
  events: readonly StoredEvent[],
  now: Instant,
  ladder: readonly LadderLevel[],
): string {
  const { title, severity, status, flags } = incident;
  const lasted = duration(elapsedBetween(incident.firstBad, incident.resolvedAt ?? now));
  const state = `${severityLabel(severity)}, ${title}. It is ${status.toLowerCase()}, since ${lasted}.`;
  const flag = flags.length === 0 ? [] : [`Possible ${flags.map((one) => FLAGS[one.flag]).join(' and ')}.`];
  const measured = events.flatMap((event) =>
    event.type === 'evidence-answered' ? [`${event.payload.value}: ${event.payload.sentence}`] : [],
  );
  const facts = [incident.summary, ...measured.slice(-2)].map(sentence);
  const acts = events.flatMap(actOf).slice(-TOLD_ACTS);
  return [
    state,
    ...flag,
    `Measured: ${facts.join(' ')}`,
    acts.length === 0 ? 'Nothing was tried yet.' : `Tried: ${acts.join('; ')}.`,
    ask(incident, ladder),
  ].join('\n');
}

const FLAGS = { breach: 'data breach', legal: 'legal consequences' } as const;

function actOf(event: StoredEvent): readonly string[] {
  if (event.actor !== 'person') return [];
  if (event.type === 'step-done') return [event.payload.text];
  return event.type === 'step-skipped' ? [`${event.payload.text} (skipped)`] : [];
}

/** A flag asks for a decision, a silent ladder for somebody to take it, everything else for help. */
function ask({ flags, ladder }: Incident, levels: readonly LadderLevel[]): string {
  if (flags.length > 0) return 'Please join, and decide what is kept, who is told and what we may say.';
  const silent = levels.findLast(({ level }) => ladder[level]?.exhausted === true);
  if (silent !== undefined) return `Nobody answered as ${silent.who}. Please take the decisions, and join.`;
  return 'Please join, or name who does. I stay on it.';
}
