import path from 'node:path';
import type { Desktop } from '../harness/desktop.ts';

/** Where pictures of the screen go, if anybody wants them. */
export const PICTURES = process.env.SEVLIGHT_PICTURES;

/** Takes numbered pictures of the whole screen, where they are wanted. */
export function picturesOf(desktop: Desktop, story: string): (name: string) => void {
  let taken = 0;
  return (name) => {
    if (PICTURES === undefined) return;
    taken += 1;
    desktop.screenshot(path.join(PICTURES, `${story}-${String(taken).padStart(2, '0')}-${name}.png`));
  };
}
