import type { AlertKey } from '../core/alerts/alert.ts';
import type { StoredEvent } from '../core/events.ts';
import type { Store } from '../core/ports.ts';

export type IncidentLog = Pick<Store, 'eventsOf' | 'eventsAfter'>;

/**
 * An incident's events, in order, with those of others that were merged into it; of one that was split off, with what
 * its alert did before in the one that it came from.
 */
export function eventsOfWhole(log: IncidentLog, incidentId: string): readonly StoredEvent[] {
  const found = new Map<number, StoredEvent>();
  gather(log, incidentId, found);
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

function gather(log: IncidentLog, incidentId: string, found: Map<number, StoredEvent>): void {
  for (const event of log.eventsOf(incidentId)) {
    found.set(event.seq, event);
    if (event.type === 'incident-absorbed') gather(log, event.payload.source, found);
    if (event.type === 'incident-opened') for (const before of beforeSplit(log, event)) found.set(before.seq, before);
  }
}

/** A split is written in one breath with the opening of what it makes. */
const ONE_BREATH = 10;

function beforeSplit(log: IncidentLog, opened: StoredEvent): readonly StoredEvent[] {
  const split = log
    .eventsAfter(opened.seq - ONE_BREATH, ONE_BREATH)
    .find((event) => event.type === 'incident-split' && event.payload.into === opened.incidentId);
  if (split?.type !== 'incident-split' || split.incidentId === null) return [];
  const { alertKey } = split.payload;
  return log.eventsOf(split.incidentId).filter((event) => event.seq < opened.seq && alertOf(event) === alertKey);
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
