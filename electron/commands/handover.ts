import type { NewEvent } from '../core/events.ts';
import { handover } from '../core/handover/compose.ts';
import type { Store } from '../core/ports.ts';
import type { AppSnapshot } from '../core/snapshot.ts';
import { HOUR_MS } from '../core/time.ts';

const PAGE = 1000;

/** The page for whoever comes next, over the last `hours`. */
export function composeHandover(
  log: Pick<Store, 'eventsAfter'>,
  { environment, incidents, mutes }: AppSnapshot,
  nowWallMs: number,
  hours: number,
): { readonly markdown: string } {
  const events = eventsSince(log, nowWallMs - hours * HOUR_MS);
  return { markdown: handover({ environment, incidents, mutes, events, hours, nowWallMs }) };
}

function isBlind({ type }: NewEvent): boolean {
  return type === 'blind-started' || type === 'blind-ended';
}

/** A blindness may have begun long before and go on. */
function eventsSince(log: Pick<Store, 'eventsAfter'>, sinceWallMs: number): readonly NewEvent[] {
  const found: NewEvent[] = [];
  for (let seq = 0; ; ) {
    const events = log.eventsAfter(seq, PAGE);
    found.push(...events.filter((event) => event.at.wallMs >= sinceWallMs || isBlind(event)));
    if (events.length < PAGE) return found;
    seq = events.at(-1)?.seq ?? seq;
  }
}
