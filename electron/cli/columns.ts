import { stripVTControlCharacters } from 'node:util';

/** Rows as lines whose cells stand under each other; the last cell is free. Colours take no room. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, width(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : `${cell}${' '.repeat((widths[i] ?? 0) - width(cell))}  `))
      .join('')
      .trimEnd(),
  );
}

function width(text: string): number {
  return stripVTControlCharacters(text).length;
}
