import type { EventBody, NewEvent } from '../../electron/core/events.ts';
import { DAY_MS, type Instant } from '../../electron/core/time.ts';

/** 2026-03-02 09:00 UTC. */
export const START_WALL_MS = Date.UTC(2026, 2, 2, 9);

export function instant(afterMs = 0): Instant {
  return { wallMs: START_WALL_MS + afterMs, elapsedMs: 5000.25 + afterMs, awakeMs: 1000.5 + afterMs, bootId: 'boot-1' };
}

export function daysLater(days: number): Instant {
  return instant(days * DAY_MS);
}

const NOTE: EventBody = { type: 'note-added', payload: { text: 'Restarted the pooler' } };

export function event(id: string, body: EventBody = NOTE, rest: Partial<NewEvent> = {}): NewEvent {
  return { ...body, id, at: instant(), actor: 'person', incidentId: 'incident-1', ...rest } as NewEvent;
}

/** `count` events named e1, e2, ... from `first` on. */
export function events(first: number, count: number): NewEvent[] {
  return Array.from({ length: count }, (_, n) => event(`e${first + n}`));
}
