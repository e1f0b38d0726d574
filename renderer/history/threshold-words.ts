import type { LevelReplay } from '../../electron/core/history/level-replay.ts';

/** `at 50 or more`, `below 90`, `at 0`. */
export function thresholdWords(direction: LevelReplay['direction'], threshold: number): string {
  switch (direction) {
    case 'at-or-above':
      return `at ${threshold} or more`;
    case 'below':
      return `below ${threshold}`;
    case 'at-or-below':
      return threshold === 0 ? 'at 0' : `at ${threshold} or fewer`;
  }
}

export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
