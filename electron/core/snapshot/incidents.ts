import type { StoredEvent } from '../events.ts';
import type { Placeholders } from '../evidence/placeholders.ts';
import type { EvidenceViews } from '../evidence/views.ts';
import { brief } from '../incidents/brief.ts';
import { type Clock, type ClockRules, clocksOf } from '../incidents/clocks.ts';
import { alertKeysOf, type Incident, type Incidents, type LadderMark, openIncidents } from '../incidents/incident.ts';
import { type LadderPerson, nextInLine } from '../incidents/line.ts';
import { timeBoxes } from '../incidents/time-boxes.ts';
import type { LadderLevel } from '../playbook/model.ts';
import type { ClockView, IncidentView, LadderRow } from '../snapshot.ts';
import type { Instant } from '../time.ts';
import { timeline } from './timeline.ts';

export interface IncidentContext {
  readonly rules: ClockRules;
  readonly runbookIdOf: (runbook: string) => string | null;
  /** Who is called on a level, in this order. */
  readonly lineOn: (level: LadderLevel) => readonly LadderPerson[];
  readonly eventsOf: (incidentId: string) => readonly StoredEvent[];
  readonly evidenceOf: (incident: Incident, events: readonly StoredEvent[]) => EvidenceViews;
  readonly placeholdersOf: (incident: Incident) => Placeholders;
}

/** Open incidents, the worst first, then the resolved ones, the newest first. */
export function incidentViews(incidents: Incidents, now: Instant, context: IncidentContext): readonly IncidentView[] {
  const resolved = Object.values(incidents)
    .flatMap((incident) => (incident.resolvedAt === null ? [] : [{ incident, at: incident.resolvedAt.wallMs }]))
    .sort((a, b) => b.at - a.at)
    .map(({ incident }) => incident);
  return [...openIncidents(incidents), ...resolved].map((incident) => incidentView(incident, now, context));
}

function incidentView(incident: Incident, now: Instant, context: IncidentContext): IncidentView {
  const clocks = clocksOf(incident, now, context.rules);
  return {
    id: incident.id,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    openedAtWallMs: incident.openedAt.wallMs,
    startedAtWallMs: incident.firstBad.wallMs,
    resolvedAtWallMs: incident.resolvedAt?.wallMs ?? null,
    summary: incident.summary,
    alertKeys: alertKeysOf(incident),
    runbookId: context.runbookIdOf(incident.runbook),
    acknowledged:
      incident.acknowledgement === null
        ? null
        : {
            atWallMs: incident.acknowledgement.at.wallMs,
            untilWallMs: incident.acknowledgement.untilWallMs,
            reason: incident.acknowledgement.reason,
          },
    updatedAtWallMs: incident.updatedAt?.wallMs ?? null,
    clocks: clocks.map((clock) => clockView(clock, now)),
    ladder: ladder(incident, clocks, now, context),
    steps: Object.fromEntries(
      Object.entries(incident.steps).map(([key, { state, at, actor, reason }]) => [
        key,
        { state, atWallMs: at.wallMs, actor, reason },
      ]),
    ),
    evidence: context.evidenceOf(incident, context.eventsOf(incident.id)),
    timeBoxes: timeBoxes(incident, now),
    placeholders: context.placeholdersOf(incident),
    flags: incident.flags.map(({ flag, at, reason }) => ({ flag, atWallMs: at.wallMs, reason })),
    brief: brief(incident, context.eventsOf(incident.id), now, context.rules.ladder),
    timeline: timeline(context.eventsOf(incident.id)),
  };
}

function clockView({ kind, label, reason, leftMs, state }: Clock, now: Instant): ClockView {
  return { kind, label, reason, dueWallMs: now.wallMs + leftMs, state };
}

function ladder(
  incident: Incident,
  clocks: readonly Clock[],
  now: Instant,
  { rules, lineOn }: IncidentContext,
): readonly LadderRow[] {
  return rules.ladder.map((level) => {
    const mark = incident.ladder[level.level];
    const { person, after } = nextInLine(lineOn(level), mark);
    const clock = clocks.find(({ id }) => id === `escalate-${level.level}`);
    return {
      level: level.level,
      who: level.who,
      person: person?.name ?? null,
      phone: person?.phone ?? null,
      ...(person?.zone === undefined ? {} : { zone: person.zone }),
      next: after === null ? null : (after.name ?? after.phone),
      dueWallMs: clock === undefined ? null : now.wallMs + clock.leftMs,
      condition: level.condition,
      reason: clock?.reason ?? null,
      state: ladderState(incident, level, clock),
      outcome: mark === undefined ? null : outcome(mark),
    };
  });
}

function outcome({ outcome: what, at, person, reason }: LadderMark): LadderRow['outcome'] {
  return { what, atWallMs: at.wallMs, person, reason };
}

function ladderState(incident: Incident, level: LadderLevel, clock: Clock | undefined): LadderRow['state'] {
  if (level.level === 1) return 'current';
  const mark = incident.ladder[level.level];
  if (mark?.outcome === 'called') return 'called';
  if (mark?.outcome === 'not-needed') return 'not-needed';
  if (clock?.state === 'met') return 'unanswered';
  if (level.afterMs === null && clock === undefined) return 'on-flag';
  if (incident.resolvedAt !== null || clock === undefined) return 'not-needed';
  return clock.state === 'due' ? 'due' : 'coming';
}
