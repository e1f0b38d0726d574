import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';

/** By zone: making one takes 50 us, and tooltip and menu each would at every look. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Tells a moment (Unix ms) as `14:02` in the zone; an hour of the day is all that a menu has room for. */
export function hourFormat(zone: string): (wallMs: number) => string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return format.format;
}

/** A length of time, no finer than a minute, so that what shows it stays still: `under 1 min`, `12 min`, `3 h 05 min`. */
export function roughly(ms: number): string {
  if (ms < MINUTE_MS) return 'under 1 min';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) {
    const minutes = String(Math.floor((ms % HOUR_MS) / MINUTE_MS)).padStart(2, '0');
    return `${Math.floor(ms / HOUR_MS)} h ${minutes} min`;
  }
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`;
}

/** Text on one line and at most `length` characters long. */
export function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
