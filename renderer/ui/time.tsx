import { useNow } from '../store/clock.ts';
import { age, countdown, duration, moment, timeOfDay } from './words.ts';

/** How long since, counting: `2 min 14 s`. */
export function Elapsed({ sinceWallMs }: { readonly sinceWallMs: number }) {
  const nowMs = useNow();
  return <time title={`since ${moment(sinceWallMs, nowMs)}`}>{duration(nowMs - sinceWallMs)}</time>;
}

/** How old, counting: `4 s ago`. */
export function Age({ atWallMs }: { readonly atWallMs: number }) {
  const nowMs = useNow();
  return <time title={timeOfDay(atWallMs)}>{age(nowMs - atWallMs)}</time>;
}

/** A moment, with its day where it is not today. */
export function Moment({ atWallMs }: { readonly atWallMs: number }) {
  const nowMs = useNow();
  return (
    <time dateTime={new Date(atWallMs).toISOString()} title={timeOfDay(atWallMs)}>
      {moment(atWallMs, nowMs)}
    </time>
  );
}

/** The face of a deadline: `9:32` to go, or how long it is overdue. */
export function Countdown({ dueWallMs }: { readonly dueWallMs: number }) {
  const leftMs = dueWallMs - useNow();
  return (
    <span className={leftMs <= 0 ? 'face overdue' : 'face'} role="timer" aria-live="off">
      {leftMs <= 0 && <span className="sr">overdue by </span>}
      {leftMs <= 0 && <span aria-hidden="true">+</span>}
      {countdown(leftMs)}
    </span>
  );
}
