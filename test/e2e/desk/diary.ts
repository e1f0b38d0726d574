/** Something that happened, by the test's own clock: what the post-mortem's timeline must tell of it. */
export interface Deed {
  readonly row: RegExp;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the test itself did and saw, in order. */
export class Diary {
  readonly #deeds: Deed[] = [];

  get deeds(): readonly Deed[] {
    return this.#deeds;
  }

  /** Does something and writes down which rows must tell of it, and between which moments. */
  async entry(rows: readonly RegExp[], act: () => Promise<unknown>): Promise<Omit<Deed, 'row'>> {
    const fromMs = Date.now();
    await act();
    const toMs = Date.now();
    this.add(rows, fromMs, toMs);
    return { fromMs, toMs };
  }

  add(rows: readonly RegExp[], fromMs: number, toMs: number): void {
    this.#deeds.push(...rows.map((row) => ({ row, fromMs, toMs })));
  }
}

/** `14:02`, in UTC, for every minute from one moment to the other. */
export function minutesBetween(fromMs: number, toMs: number): readonly string[] {
  const minutes: string[] = [];
  for (let at = Math.floor(fromMs / 60_000); at <= Math.floor(toMs / 60_000); at += 1)
    minutes.push(new Date(at * 60_000).toISOString().slice(11, 16));
  return minutes;
}

/** The deeds that no row tells of at its time, in the order of what happened. */
export function untold(
  deeds: readonly Deed[],
  rows: readonly { readonly time: string; readonly event: string }[],
): readonly Deed[] {
  let from = 0;
  return deeds.filter(({ row, fromMs, toMs }) => {
    const minutes = minutesBetween(fromMs, toMs);
    const found = rows.findIndex(
      ({ time, event }, at) => at >= from && row.test(event) && minutes.includes(time.slice(-5)),
    );
    if (found >= 0) from = found + 1;
    return found < 0;
  });
}
