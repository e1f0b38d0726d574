import { DAY_MS } from '../time.ts';
import { type LocalMoment, localMoment, momentIn } from './zoned.ts';

/** A stretch of time that somebody is on call, once or again and again. JSON values only. */
export interface Shift {
  /** A name or an e-mail address, as the file has it. */
  readonly person: string;
  /** Null: whoever answers first, level 1 of the ladder. */
  readonly role: string | null;
  readonly standing: 'primary' | 'backup';
  /** In `zone`, so that a handover at nine stays at nine when summer time ends. */
  readonly zone: string;
  readonly from: LocalMoment;
  readonly until: LocalMoment;
  readonly repeat: Repeat | null;
  /** Local days whose occurrence is left out. */
  readonly exceptDays: readonly number[];
  readonly line: number;
}

export interface Repeat {
  readonly every: 'day' | 'week';
  readonly interval: number;
  /** 0 (Sunday) to 6; the first occurrence's own day where it is empty. For weeks only. */
  readonly weekdays: readonly number[];
  /** The last local day on which one may begin; null: for ever. */
  readonly lastDay: number | null;
}

/** One occurrence. */
export interface Turn {
  readonly person: string;
  readonly fromWallMs: number;
  readonly untilWallMs: number;
  readonly isOverride: boolean;
}

/** How far ahead the next one is looked for, days: a year's plan. */
const AHEAD_DAYS = 370;

/**
 * Who is on call at `wallMs`, and who takes over next. Overrides go before the rota, the newest first; of the rota's
 * shifts at the same moment, the one that began last.
 */
export function turnsAt(
  shifts: readonly Shift[],
  overrides: readonly Shift[],
  wallMs: number,
): { readonly now: Turn | null; readonly next: Turn | null } {
  const planned = (at: number) =>
    covering(shifts, at, false).reduce<Turn | null>(
      (best, turn) => (best === null || turn.fromWallMs > best.fromWallMs ? turn : best),
      null,
    );
  const taken = covering(overrides, wallMs, true).at(-1) ?? null;
  const now = taken ?? planned(wallMs);
  if (taken !== null) {
    const after = planned(taken.untilWallMs) ?? nextOf(shifts, taken.untilWallMs, false);
    return { now, next: after ?? nextOf(overrides, wallMs, true) };
  }
  const next = [nextOf(shifts, wallMs, false), nextOf(overrides, wallMs, true)].filter((turn) => turn !== null);
  return { now, next: next.toSorted((a, b) => a.fromWallMs - b.fromWallMs)[0] ?? null };
}

function covering(shifts: readonly Shift[], wallMs: number, isOverride: boolean): readonly Turn[] {
  return shifts.flatMap((shift) => {
    const today = localMoment(wallMs, shift.zone).day;
    const length = Math.min(AHEAD_DAYS, shift.until.day - shift.from.day);
    for (let day = today; day >= today - length - 1; day -= 1) {
      const turn = beginsOn(shift, day) ? turnOn(shift, day, isOverride) : null;
      if (turn !== null && turn.fromWallMs <= wallMs && wallMs < turn.untilWallMs) return [turn];
    }
    return [];
  });
}

/** The first that begins after `wallMs`. */
function nextOf(shifts: readonly Shift[], wallMs: number, isOverride: boolean): Turn | null {
  let best: Turn | null = null;
  for (const shift of shifts) {
    const today = localMoment(wallMs, shift.zone).day;
    const begin = Math.max(today, shift.from.day);
    for (let day = begin; day <= today + AHEAD_DAYS; day += 1) {
      if (shift.repeat === null && day > shift.from.day) break;
      if (best !== null && day * DAY_MS > best.fromWallMs + DAY_MS) break;
      if (!beginsOn(shift, day)) continue;
      const turn = turnOn(shift, day, isOverride);
      if (turn.fromWallMs <= wallMs) continue;
      if (best === null || turn.fromWallMs < best.fromWallMs) best = turn;
      break;
    }
  }
  return best;
}

function turnOn({ person, zone, from, until }: Shift, day: number, isOverride: boolean): Turn {
  return {
    person,
    fromWallMs: momentIn(zone, { day, minute: from.minute }),
    untilWallMs: momentIn(zone, { day: day + until.day - from.day, minute: until.minute }),
    isOverride,
  };
}

/** Whether an occurrence begins on that local day. */
export function beginsOn({ from, repeat, exceptDays }: Shift, day: number): boolean {
  if (day < from.day || exceptDays.includes(day)) return false;
  if (repeat === null) return day === from.day;
  if (repeat.lastDay !== null && day > repeat.lastDay) return false;
  if (repeat.every === 'day') return (day - from.day) % repeat.interval === 0;
  const weekdays = repeat.weekdays.length === 0 ? [weekdayOf(from.day)] : repeat.weekdays;
  return weekdays.includes(weekdayOf(day)) && (weekOf(day) - weekOf(from.day)) % repeat.interval === 0;
}

/** 0 (Sunday) to 6; 1 January 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Weeks begin on Monday, as in iCalendar. */
function weekOf(day: number): number {
  return Math.floor((day + 3) / 7);
}
