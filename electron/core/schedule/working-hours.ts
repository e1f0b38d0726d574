import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';

/** When the team works. Minutes are of the local day; days are 0 (Sunday) to 6. */
export interface WorkingHours {
  /** IANA name: `Europe/Berlin`. */
  readonly zone: string;
  readonly days: readonly number[];
  readonly startMinute: number;
  readonly endMinute: number;
  /** Local dates, `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
}

/** Mon-Fri 09-17 without holidays: the default of the design. */
export function officeHours(zone: string): WorkingHours {
  return { zone, days: [1, 2, 3, 4, 5], startMinute: 9 * 60, endMinute: 17 * 60, holidays: [] };
}

interface LocalTime {
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(wallMs: number, zone: string): LocalTime {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(wallMs).map(({ type, value }) => [type, value]));
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return {
    date,
    weekday: new Date(`${date}T00:00:00Z`).getUTCDay(),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** The local date, `YYYY-MM-DD`. */
export function localDate(wallMs: number, zone: string): string {
  return localTime(wallMs, zone).date;
}

/** Minutes since local midnight. */
export function localMinute(wallMs: number, zone: string): number {
  return localTime(wallMs, zone).minute;
}

function isWorkday(local: LocalTime, hours: WorkingHours): boolean {
  return hours.days.includes(local.weekday) && !hours.holidays.includes(local.date);
}

export function isWorkingTime(wallMs: number, hours: WorkingHours): boolean {
  const local = localTime(wallMs, hours.zone);
  return isWorkday(local, hours) && local.minute >= hours.startMinute && local.minute < hours.endMinute;
}

/**
 * Start of the first working day whose local date is after that of `wallMs`, as Unix ms.
 * Looks ahead 400 days; where no day is a working day, answers seven days later.
 */
function nextWorkdayStart(wallMs: number, hours: WorkingHours): number {
  return firstWorkday(wallMs, hours, localTime(wallMs, hours.zone).date);
}

/** The next moment at which a working day begins, today's included where it is still to come, as Unix ms. */
export function nextStartOfWork(wallMs: number, hours: WorkingHours): number {
  const today = atMinute(wallMs, hours.startMinute, hours.zone);
  return wallMs < today && isWorkday(localTime(wallMs, hours.zone), hours) ? today : nextWorkdayStart(wallMs, hours);
}

/** End of the next working day: "next business day" means by then. */
export function nextWorkdayEnd(wallMs: number, hours: WorkingHours): number {
  return nextWorkdayStart(wallMs, hours) + (hours.endMinute - hours.startMinute) * MINUTE_MS;
}

function firstWorkday(wallMs: number, hours: WorkingHours, today: string): number {
  for (let day = 1; day <= 400; day += 1) {
    // Noon of each day: steps of 24 h stay inside the right date when the clock changes by an hour or two.
    const noon = atMinute(wallMs, 12 * 60, hours.zone) + day * DAY_MS;
    const local = localTime(noon, hours.zone);
    if (local.date !== today && isWorkday(local, hours)) return atMinute(noon, hours.startMinute, hours.zone);
  }
  return wallMs + 7 * DAY_MS;
}

/** The moment of `minute` on the local day of `wallMs`; corrected once for a clock change in between. */
function atMinute(wallMs: number, minute: number, zone: string): number {
  const onMinute = Math.floor(wallMs / MINUTE_MS) * MINUTE_MS;
  const first = onMinute + (minute - localTime(wallMs, zone).minute) * MINUTE_MS;
  const off = localTime(first, zone).minute - minute;
  return Math.abs(off) * MINUTE_MS <= 3 * HOUR_MS ? first - off * MINUTE_MS : first;
}
