/** One line of the table: what was measured against which budget. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  readonly measured: string;
  /** Null where there is no budget: shown for what it tells. */
  readonly met: boolean | null;
  /** What it was computed from, for the JSON file. */
  readonly figures: Readonly<Record<string, number | readonly number[]>>;
}

/** A row of something that took so long, with its budget. */
export function budgeted(what: string, budgetMs: number, measuredMs: number): Row {
  return { ...shown(what, measuredMs), budget: `${budgetMs} ms`, met: measuredMs <= budgetMs };
}

/** A row without a budget. */
export function shown(what: string, measuredMs: number): Row {
  return { what, budget: '', measured: ms(measuredMs), met: null, figures: { ms: measuredMs } };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The smallest value that `percent` of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
}

/** `12.3 ms`, with as many digits as a reader needs. */
export function ms(value: number): string {
  return `${rounded(value)} ms`;
}

export function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A Markdown table, padded so that a terminal shows it as well. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['what', 'budget', 'measured', ''],
    ...rows.map(({ what, budget, measured, met }) => [what, budget, measured, verdict(met)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function verdict(met: boolean | null): string {
  if (met === null) return 'shown';
  return met ? 'met' : 'MISSED';
}

/** How long it takes, ms. */
export function timed(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

/**
 * How much time the processor spends on it, ms: what it takes on a machine that does nothing else meanwhile. Runs it
 * `times` to warm up, and five times as often to measure: the kernel counts in steps of some ms, so each run is an
 * average, and what else a busy machine does to the caches falls on some of them, so their median counts.
 */
export function computed(times: number, work: () => void): number {
  for (let i = 0; i < times; i += 1) work();
  const runs = Array.from({ length: 5 }, () =>
    busy(() => {
      for (let i = 0; i < times; i += 1) work();
    }),
  );
  return median(runs) / times;
}

/** How much time the processor spends on doing it once, ms. */
export function busy(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** What is still in use after a collection, MB. Needs `--expose-gc`. */
export function usedHeapMb(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}
