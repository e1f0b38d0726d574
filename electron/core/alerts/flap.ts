/** Transitions between the last 21 looks. */
const TRANSITIONS = 20;
const HISTORY_MASK = 2 ** (TRANSITIONS + 1) - 1;
const START_ABOVE_PERCENT = 30;
const STOP_BELOW_PERCENT = 25;

/** The last 21 looks as bits, 1 for bad, the newest lowest. Unknown looks are left out. */
export function remember(history: number, bad: boolean): number {
  return ((history << 1) | (bad ? 1 : 0)) & HISTORY_MASK;
}

/** How much of the history is change, in percent; newer changes weigh more (weights 0.8 to 1.18, as in Icinga). */
export function flapPercent(history: number): number {
  const changes = (history ^ (history >> 1)) & (HISTORY_MASK >> 1);
  if (changes === 0) return 0;
  let sum = 0;
  for (let i = 0; i < TRANSITIONS; i++) {
    const newest = TRANSITIONS - 1 - i;
    if ((changes >> newest) & 1) sum += 0.8 + 0.02 * i;
  }
  return (100 * sum) / TRANSITIONS;
}

export function isFlapping(history: number, was: boolean): boolean {
  return flapPercent(history) > (was ? STOP_BELOW_PERCENT : START_ABOVE_PERCENT);
}
