/**
 * A moment, told by three clocks, because none of them is right alone.
 *
 * - `wallMs`: Unix time, ms. For display and stamps only: people and NTP move it.
 * - `elapsedMs`: since boot, ms, sleep included. Deadlines that run on through sleep use it.
 * - `awakeMs`: monotonic within one process, ms, sleep excluded. Watched time uses it.
 * - `bootId`: elapsedMs of different boots cannot be compared.
 */
export interface Instant {
  readonly wallMs: number;
  readonly elapsedMs: number;
  readonly awakeMs: number;
  readonly bootId: string;
}

/** Time from `from` to `to` in ms, sleep included. Across a reboot only the wall clock is left. Never negative. */
export function elapsedBetween(from: Instant, to: Instant): number {
  const ms = from.bootId === to.bootId ? to.elapsedMs - from.elapsedMs : to.wallMs - from.wallMs;
  return Math.max(0, ms);
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
