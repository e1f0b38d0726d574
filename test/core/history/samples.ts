import type { Sample } from '../../../electron/core/ports.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const NOW = Date.UTC(2026, 10, 23, 14);

export interface Episode {
  /** How long before now it began, and how long it lasted. */
  readonly agoMs: number;
  readonly lastsMs: number;
  readonly value: number | null;
}

/** A value every 15 s over so many days, up to now. */
export function measured(days: number, usual: number, ...episodes: readonly Episode[]): readonly Sample[] {
  const valueAt = (wallMs: number): number | null => {
    const one = episodes.find(({ agoMs, lastsMs }) => wallMs >= NOW - agoMs && wallMs < NOW - agoMs + lastsMs);
    return one === undefined ? usual : one.value;
  };
  return Array.from({ length: (days * DAY) / 15_000 }, (_, index): Sample => {
    const wallMs = NOW - days * DAY + index * 15_000;
    return { check: 'q', wallMs, value: valueAt(wallMs) };
  });
}

/** The same as the store keeps it: whole within the last day, before that the lowest and the highest of each 5 min. */
export function samples(...told: Parameters<typeof measured>): readonly Sample[] {
  const all = measured(...told);
  const wholeFrom = Math.floor((NOW - 15_000 - DAY) / (5 * MINUTE)) * 5 * MINUTE;
  const old = Map.groupBy(
    all.filter(({ wallMs }) => wallMs < wholeFrom),
    ({ wallMs }) => Math.floor(wallMs / (5 * MINUTE)),
  );
  const thinned = [...old.values()].flatMap((those) => {
    const known = those.filter(({ value }) => value !== null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    return [...new Set(known.length === 0 ? those.slice(0, 1) : [known[0], known.at(-1)])].filter(
      (one) => one !== undefined,
    );
  });
  return [...thinned, ...all.filter(({ wallMs }) => wallMs >= wholeFrom)].sort((a, b) => a.wallMs - b.wallMs);
}

export const backlog = (agoMs: number, lastsMs: number, value: number | null): Episode => ({ agoMs, lastsMs, value });
