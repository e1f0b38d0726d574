/** A place on the screens, in device-independent pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const MINIMUM: Size = { width: 900, height: 600 };
const FIRST: Size = { width: 1120, height: 760 };

/** What was remembered; null for anything but four whole numbers. */
export function parseBounds(text: string): Place | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height } = value as Partial<Record<keyof Place, unknown>>;
  return isWhole(x) && isWhole(y) && isWhole(width) && isWhole(height) ? { x, y, width, height } : null;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/**
 * Where to make the window: where it was, if enough of its title can still be grasped on one of the screens,
 * made to fit that screen; else in the middle of the first.
 */
export function fitBounds(remembered: Place | null, workAreas: readonly Place[]): Size | Place {
  const screen = remembered === null ? undefined : workAreas.find((area) => canBeGrasped(remembered, area));
  if (remembered === null || screen === undefined) {
    const [first] = workAreas;
    return first === undefined ? FIRST : smaller(FIRST, first);
  }
  return { x: remembered.x, y: remembered.y, ...smaller(larger(remembered, MINIMUM), screen) };
}

function canBeGrasped({ x, y, width }: Place, area: Place): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= 100 && y >= area.y && y <= area.y + area.height - 40;
}

function smaller(a: Size, b: Size): Size {
  return { width: Math.min(a.width, b.width), height: Math.min(a.height, b.height) };
}

function larger(a: Size, b: Size): Size {
  return { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) };
}
