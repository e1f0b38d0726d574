import { type LocalMoment, localMoment } from '../schedule/zoned.ts';
import { DAY_MS } from '../time.ts';

/** The moment of `2026-11-23`, `2026-11-23 09:00` or `2026-11-23T09:00:00Z`, as Unix ms of its day in UTC; null for anything else. */
export function dayOf(text: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$/u.exec(text.trim()) ?? [];
  const day = year === undefined ? null : dayNumber(Number(year), Number(month), Number(date));
  return day === null ? null : day * DAY_MS;
}

/** A written moment as the clocks of `zone` show it; one with its own offset is turned into that. */
export function localTimeIn(text: string, zone: string): LocalMoment | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/u.exec(
    text.trim(),
  );
  if (found === null) return null;
  const [, year, month, date, hour = '0', minute = '0', offset] = found;
  const day = dayNumber(Number(year), Number(month), Number(date));
  if (day === null || Number(hour) > 24 || Number(minute) > 59) return null;
  const local = { day, minute: Number(hour) * 60 + Number(minute) };
  return offset === undefined
    ? local
    : localMoment(day * DAY_MS + (local.minute - offsetMinutes(offset)) * 60_000, zone);
}

/** Days since 1 January 1970; null where there is no such date. */
export function dayNumber(year: number, month: number, date: number): number | null {
  const day = Date.UTC(year, month - 1, date) / DAY_MS;
  const made = new Date(day * DAY_MS);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? day : null;
}

function offsetMinutes(text: string): number {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/u.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
