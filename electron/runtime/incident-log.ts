import type { StoredEvent } from '../core/events.ts';
import type { Store } from '../core/ports.ts';
import type { Engine } from './engine.ts';

/** Reads an incident's events from the store once, and again only after new ones came. */
export function createIncidentLog(store: Store, engine: Engine): (incidentId: string) => readonly StoredEvent[] {
  const read = new Map<string, readonly StoredEvent[]>();
  engine.listen((state, events) => {
    for (const { incidentId } of events) if (incidentId !== null) read.delete(incidentId);
    for (const id of read.keys()) if (state.incidents[id] === undefined) read.delete(id);
  });
  return (incidentId) => {
    const known = read.get(incidentId);
    if (known !== undefined) return known;
    const events = store.eventsOf(incidentId);
    read.set(incidentId, events);
    return events;
  };
}
