const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in seconds for people: `40 s`, `16 min`, `3.2 h`, `2.5 days`. */
export function inWords(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return `${rounded(seconds / HOUR)} h`;
  return `${rounded(seconds / DAY)} days`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
