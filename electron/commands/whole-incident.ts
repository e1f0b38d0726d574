import type { AlertKey } from '../core/alerts/alert.ts';
import type { StoredEvent } from '../core/events.ts';
import type { Store } from '../core/ports.ts';

export type IncidentLog = Pick<Store, 'eventsOf' | 'eventsAfter'>;

/**
 * An incident's events, in order, with those of others that were merged into it; of one that was split off, with what
 * its alert did before in the one that it came from.
 */
export function eventsOfWhole(log: IncidentLog, incidentId: string): readonly StoredEvent[] {
  const found = new Map(gather(log, incidentId, []).map((event) => [event.seq, event]));
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

/** `way`: the incidents that led here. What was split off may have been merged back. */
function gather(log: IncidentLog, incidentId: string, way: readonly string[]): readonly StoredEvent[] {
  if (way.includes(incidentId)) return [];
  const on = [...way, incidentId];
  return log.eventsOf(incidentId).flatMap((event) => {
    if (event.type === 'incident-absorbed') return [event, ...gather(log, event.payload.source, on)];
    return event.type === 'incident-opened' ? [event, ...beforeSplit(log, event, on)] : [event];
  });
}

/** A split is written in one breath with the opening of what it makes. */
const ONE_BREATH = 10;

function beforeSplit(log: IncidentLog, opened: StoredEvent, way: readonly string[]): readonly StoredEvent[] {
  const split = log
    .eventsAfter(opened.seq - ONE_BREATH, ONE_BREATH)
    .find((event) => event.type === 'incident-split' && event.payload.into === opened.incidentId);
  if (split?.type !== 'incident-split' || split.incidentId === null) return [];
  const { alertKey } = split.payload;
  // It may have fired in another, that was merged into the one it was split from.
  return gather(log, split.incidentId, way).filter((event) => event.seq < opened.seq && alertOf(event) === alertKey);
}

function alertOf(event: StoredEvent): AlertKey | null {
  switch (event.type) {
    case 'alert-fired':
    case 'alert-level-changed':
    case 'alert-unknown':
    case 'alert-known':
    case 'incident-joined':
      return event.payload.alertKey;
    default:
      return null;
  }
}
