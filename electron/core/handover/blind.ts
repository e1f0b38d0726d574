import type { NewEvent } from '../events.ts';
import { isoTime } from '../messages/times.ts';
import { duration } from '../notices/compose.ts';

/**
 * When something could not be seen, and why: what ended, what goes on, sleep and moved clocks. What began before
 * `sinceWallMs` and goes on counts too.
 */
export function blindLines(events: readonly NewEvent[], sinceWallMs: number, nowWallMs: number): readonly string[] {
  const going = new Map<string, Extract<NewEvent, { type: 'blind-started' }>>();
  const lines: string[] = [];
  let sleptAt = Number.NaN;
  let movedAt = Number.NaN;
  for (const event of events) {
    const at = isoTime(event.at.wallMs).slice(11, 16);
    switch (event.type) {
      case 'blind-started':
        going.set(event.payload.source, event);
        break;
      case 'blind-ended':
        going.delete(event.payload.source);
        if (event.at.wallMs < sinceWallMs) break;
        lines.push(
          `- until ${at}, ${duration(event.payload.lastedMs)}: ${what(event.payload.source)}. ${event.payload.reason}`,
        );
        break;
      case 'woke':
        // One sleep is told to every open incident.
        if (sleptAt !== event.at.wallMs) {
          lines.push(`- until ${at}, ${duration(event.payload.sleptMs)}: this computer slept`);
        }
        sleptAt = event.at.wallMs;
        break;
      case 'clock-changed': {
        const { byMs } = event.payload;
        if (movedAt !== event.at.wallMs) {
          lines.push(
            `- ${at}: this computer’s clock was set ${duration(Math.abs(byMs))} ${byMs > 0 ? 'ahead' : 'back'}`,
          );
        }
        movedAt = event.at.wallMs;
        break;
      }
      default:
        break;
    }
  }
  for (const { at, payload } of going.values()) {
    const since = isoTime(at.wallMs).slice(11, 16);
    lines.push(
      `- since ${since}, ${duration(nowWallMs - at.wallMs)}, still: ${what(payload.source)}. ${payload.reason}`,
    );
  }
  return lines;
}

function what(source: string): string {
  return source === 'all' ? 'everything' : source;
}
