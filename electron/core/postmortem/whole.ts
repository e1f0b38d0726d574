import type { StoredEvent } from '../events.ts';
import { alertKeysOf, foldIncidents, type Incident, type Incidents } from '../incidents/incident.ts';
import { timeline } from '../snapshot/timeline.ts';
import type { TimelineRow } from '../snapshot.ts';
import type { Instant } from '../time.ts';

/** An incident, and those that became part of it. */
export interface Whole {
  /** Begun with the first of them, answered when the first of them was, over when it is over itself. */
  readonly incident: Incident;
  /** Every one of them as it is told by its own events, by id. */
  readonly each: Incidents;
}

/**
 * What the events tell of the incident with this id: its own, and those of others that were merged into it. Null where
 * they do not open it.
 */
export function wholeIncident(events: readonly StoredEvent[], id: string): Whole | null {
  const each = events.reduce<Incidents>(foldIncidents, {});
  const own = each[id];
  if (own === undefined) return null;
  const parts = Object.values(each).filter((one) => one.id !== id);
  return { incident: together(own, parts), each };
}

/** The incident with what its parts add to its beginning and to its first answer, but for those split off again. */
export function together(own: Incident, parts: readonly Incident[]): Incident {
  const still = parts.filter((part) => isStillPart(own, part));
  const answers = [own, ...still].flatMap(({ respondedAt }) => respondedAt ?? []);
  return {
    ...own,
    firstBad: still.map(({ firstBad }) => firstBad).reduce(earlier, own.firstBad),
    openedAt: still.map(({ openedAt }) => openedAt).reduce(earlier, own.openedAt),
    respondedAt: answers.length === 0 ? null : answers.reduce(earlier),
  };
}

/** A split takes an alert out: what was opened for it is told by itself from then on. */
function isStillPart(own: Incident, { cause }: Incident): boolean {
  return cause === null || alertKeysOf(own).includes(cause);
}

/** Those of these events that tell of the incident as it is now: without those of parts that were split off again. */
export function stillOfIt(events: readonly StoredEvent[], { incident, each }: Whole): readonly StoredEvent[] {
  return events.filter(({ incidentId }) => {
    const part = each[incidentId ?? ''];
    return part === undefined || part.id === incident.id || isStillPart(incident, part);
  });
}

function earlier(a: Instant, b: Instant): Instant {
  const isBefore = a.bootId === b.bootId ? b.elapsedMs < a.elapsedMs : b.wallMs < a.wallMs;
  return isBefore ? b : a;
}

export interface WholeRow extends TimelineRow {
  /** The first bad look carries the number of the event that tells of it later. */
  readonly isFirstBad: boolean;
}

/** The timelines of all of them as one, the newest first; what happened in a part is told under that part's title. */
export function wholeTimeline(events: readonly StoredEvent[], { incident, each }: Whole): readonly WholeRow[] {
  const titles = new Map(
    events.flatMap((event) => {
      const { seq, incidentId } = event;
      const part = incidentId === null || incidentId === incident.id ? undefined : each[incidentId];
      return part === undefined || isOfComputer(event) ? [] : [[seq, part.title] as const];
    }),
  );
  const rows: WholeRow[] = [];
  const told = timeline(toldOnce(events, incident.id)).toReversed();
  for (const [index, row] of told.entries()) {
    const title = titles.get(row.seq);
    const isFirstBad = told[index + 1]?.seq === row.seq;
    // It was seen before it was told, and others may have been told in between.
    const later = isFirstBad ? rows.findIndex(({ atWallMs }) => atWallMs > row.atWallMs) : -1;
    const text = title === undefined ? row.text : `${title}: ${row.text}`;
    rows.splice(later === -1 ? rows.length : later, 0, { ...row, text, isFirstBad });
  }
  return rows.reverse();
}

/** The end of a part stands in the incident as its merging; what befell this computer is told to every open incident. */
function toldOnce(events: readonly StoredEvent[], id: string): readonly StoredEvent[] {
  const known = new Set<string>();
  return events.filter((event) => {
    const { type, incidentId, at } = event;
    if (type === 'incident-merged') return incidentId === id;
    if (!isOfComputer(event)) return true;
    const moment = `${type} ${at.wallMs}`;
    return !known.has(moment) && known.add(moment);
  });
}

function isOfComputer({ type }: StoredEvent): boolean {
  return type === 'woke' || type === 'clock-changed';
}
