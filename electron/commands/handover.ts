import { setImmediate as othersFirst } from 'node:timers/promises';
import type { NewEvent } from '../core/events.ts';
import { handover } from '../core/handover/compose.ts';
import type { Store } from '../core/ports.ts';
import type { AppSnapshot } from '../core/snapshot.ts';
import { HOUR_MS } from '../core/time.ts';
import type { Handlers } from '../ipc/door.ts';
import { exported, type SaveText } from './export.ts';

export interface HandoverParts {
  readonly log: Pick<Store, 'eventsAfter'>;
  readonly snapshot: () => Pick<AppSnapshot, 'environment' | 'incidents' | 'mutes'>;
  /** Who hands over, by name; null where nobody says. */
  readonly author: string | null;
  readonly nowWallMs: () => number;
  readonly saveText: SaveText;
}

export type HandoverHandlers = Pick<Handlers, 'handover' | 'exportHandover'>;

const PAGE = 1000;

/** The page for whoever comes next, over the last hours: to be read here, or kept as a file. */
export function createHandoverHandlers({
  log,
  snapshot,
  author,
  nowWallMs,
  saveText,
}: HandoverParts): HandoverHandlers {
  async function compose(hours: number, now: number): Promise<string> {
    const events = await eventsSince(log, now - hours * HOUR_MS);
    const { environment, incidents, mutes } = snapshot();
    return handover({ environment, author, incidents, mutes, events, hours, nowWallMs: now });
  }
  return {
    handover: async ({ hours }) => ({ markdown: await compose(hours, nowWallMs()) }),
    exportHandover: async ({ hours }) => {
      const now = nowWallMs();
      return await exported(saveText, `handover-${fileTime(now)}.md`, await compose(hours, now));
    },
  };
}

/** `2026-11-23-1402`, UTC as the page itself. */
function fileTime(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
}

function isBlind({ type }: NewEvent): boolean {
  return type === 'blind-started' || type === 'blind-ended';
}

/** A blindness may have begun long before and go on. A log of years is read between looks, not instead of them. */
async function eventsSince(log: Pick<Store, 'eventsAfter'>, sinceWallMs: number): Promise<readonly NewEvent[]> {
  const found: NewEvent[] = [];
  for (let seq = 0; ; ) {
    const events = log.eventsAfter(seq, PAGE);
    found.push(...events.filter((event) => event.at.wallMs >= sinceWallMs || isBlind(event)));
    if (events.length < PAGE) return found;
    seq = events.at(-1)?.seq ?? seq;
    await othersFirst();
  }
}
