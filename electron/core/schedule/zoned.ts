import { DAY_MS, MINUTE_MS } from '../time.ts';

/** A local calendar day and minute: days since 1 January 1970, minutes since local midnight. */
export interface LocalMoment {
  readonly day: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    // The runtime does not know this zone.
  }
  // Names come from files: the list of those that are none must not grow without end.
  if (formats.size < 1000) formats.set(zone, format);
  return format;
}

/** Whether this computer knows the zone: `Europe/Berlin`. */
export function isZone(name: string): boolean {
  return name.length <= 64 && formatOf(name) !== null;
}

/** What clocks and calendars in `zone` show at `wallMs`; UTC where the zone is not known. */
export function localMoment(wallMs: number, zone: string): LocalMoment {
  const format = formatOf(zone) ?? formatOf('UTC');
  const parts = new Map(format?.formatToParts(wallMs).map(({ type, value }) => [type, Number(value)]));
  const day = Date.UTC(parts.get('year') ?? 1970, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1) / DAY_MS;
  return { day, minute: (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0) };
}

/** When clocks in `zone` show that, as Unix ms. In the hour that summer time skips, the moment after it. */
export function momentIn(zone: string, { day, minute }: LocalMoment): number {
  const wanted = day * DAY_MS + minute * MINUTE_MS;
  const first = wanted - offsetMs(wanted, zone);
  return wanted - offsetMs(first, zone);
}

/** By how much clocks in `zone` are ahead of UTC, in ms. */
export function offsetMs(wallMs: number, zone: string): number {
  const { day, minute } = localMoment(wallMs, zone);
  return day * DAY_MS + minute * MINUTE_MS - Math.floor(wallMs / MINUTE_MS) * MINUTE_MS;
}

/** `03:12`, and by how many hours that is ahead of the zone it is told in. */
export function timeThere(
  wallMs: number,
  zone: string,
  here: string,
): { readonly time: string; readonly aheadHours: number } {
  const { minute } = localMoment(wallMs, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
    aheadHours: (offsetMs(wallMs, zone) - offsetMs(wallMs, here)) / (60 * MINUTE_MS),
  };
}
