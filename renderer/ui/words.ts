import type { Severity } from '../../electron/core/severity.ts';
import type { ClockView } from '../../electron/core/snapshot.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../electron/core/time.ts';

const LOCAL = clockFormat(undefined);
const UTC = clockFormat('UTC');
const LOCAL_DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const DATE_KEY = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

function clockFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
}

/** `14:02:11`, in the local or the UTC zone. */
export function timeOfDay(wallMs: number, zone: 'local' | 'utc' = 'local'): string {
  return (zone === 'utc' ? UTC : LOCAL).format(wallMs);
}

/** `14:02`, with the day in front where it is not today's: `Mon 3 Nov 14:02`. */
export function moment(wallMs: number, nowMs: number): string {
  const time = timeOfDay(wallMs).slice(0, 5);
  return DATE_KEY.format(wallMs) === DATE_KEY.format(nowMs) ? time : `${LOCAL_DAY.format(wallMs)} ${time}`;
}

/** A length of time as people say it: `40 s`, `2 min 14 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < MINUTE_MS) return `${Math.floor(whole / SECOND_MS)} s`;
  if (whole < 10 * MINUTE_MS) return `${Math.floor(whole / MINUTE_MS)} min ${two((whole % MINUTE_MS) / SECOND_MS)} s`;
  if (whole < HOUR_MS) return `${Math.floor(whole / MINUTE_MS)} min`;
  if (whole < DAY_MS) return `${Math.floor(whole / HOUR_MS)} h ${two((whole % HOUR_MS) / MINUTE_MS)} min`;
  return `${Math.floor(whole / DAY_MS)} d ${Math.floor((whole % DAY_MS) / HOUR_MS)} h`;
}

/** The age of a look: `now`, `4 s ago`, `11 min ago`, `3 h ago`. */
export function age(ms: number): string {
  if (ms < SECOND_MS) return 'now';
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s ago`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`;
  return `${Math.floor(ms / DAY_MS)} d ago`;
}

/** What a clock's face shows: `9:32`, `1:04:09`, `2 d 4 h`. Always of the positive distance. */
export function countdown(ms: number): string {
  const distance = Math.abs(ms);
  if (distance >= DAY_MS) return duration(distance);
  // Rounded up, so that 0:00 is shown only when it is due.
  const seconds = Math.ceil(distance / SECOND_MS);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A latency in ms as a person reads it: `12 ms`, `1.2 s`. */
export function latency(ms: number): string {
  return ms < SECOND_MS ? `${Math.round(ms)} ms` : `${(ms / SECOND_MS).toFixed(1)} s`;
}

/**
 * What a clock counts down to, and why: `until L2, Engineering Lead, because SEV1 is unresolved for 15 min`. Of one that
 * is due, what is overdue: `L2, Engineering Lead, because ...`.
 */
export function clockWords({ label, reason, state }: Pick<ClockView, 'label' | 'reason' | 'state'>): string {
  const what = state === 'due' ? label.replace(/^(?:until|left) /, '') : label;
  return `${what}${reason.startsWith('because') ? ',' : ':'} ${reason}`;
}

/** For the screen reader: the numeral alone says too little. */
export function severityInWords(severity: Severity): string {
  return `Severity ${severity}`;
}

/** `1 alert`, `3 alerts`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
