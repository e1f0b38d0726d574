import type { Cell, TableBlock } from './blocks.ts';
import type { Inline } from './model.ts';
import type { Reporter } from './problems.ts';
import { plainText } from './words.ts';

/** A table's rows by what their columns mean, whatever their order. */
export interface Row<Key extends string> {
  readonly line: number;
  text(key: Key): string;
  cell(key: Key): Cell;
}

export interface NamedColumns<Key extends string> {
  has(key: Key): boolean;
  readonly rows: readonly Row<Key>[];
  /** Titles of the columns that no key chose. */
  readonly unused: readonly string[];
}

/**
 * Finds the columns by the words of the header. Each column serves once; a key listed earlier chooses earlier, so the
 * more particular ones (`backup phone`) stand before the general (`phone`).
 */
export function namedColumns<Key extends string>(
  table: TableBlock,
  words: Readonly<Record<Key, RegExp>>,
): NamedColumns<Key> {
  const titles = table.header.map(plainText);
  const columns = new Map<Key, number>();
  const taken = new Set<number>();
  for (const key of keysOf(words)) {
    const index = titles.findIndex((title, at) => !taken.has(at) && words[key].test(title));
    if (index < 0) continue;
    columns.set(key, index);
    taken.add(index);
  }
  const cellAt = (cells: readonly Cell[], key: Key): Cell => cells[columns.get(key) ?? -1] ?? [];
  return {
    has: (key) => columns.has(key),
    unused: titles.filter((title, at) => title !== '' && !taken.has(at)),
    rows: table.rows.map(({ cells, line }) => ({
      line,
      cell: (key) => cellAt(cells, key),
      text: (key) => plainText(cellAt(cells, key)),
    })),
  };
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  // Object.keys forgets the type of the keys it was given.
  return Object.keys(record) as Key[];
}

/** Says which columns of a table that was understood were not. */
export function reportUnused(table: TableBlock, unused: readonly string[], reporter: Reporter): void {
  if (unused.length === 0) return;
  const names = unused.map((title) => `“${title.slice(0, 40)}”`).join(', ');
  reporter.report('info', table.line, `In this table the column ${names} is not used.`);
}

/** The first address in a cell: a link, or a bare `status.example.com`. */
export function addressIn(inline: readonly Inline[]): string | null {
  for (const part of inline) {
    if (part.kind === 'link') return part.href;
    const inner = 'children' in part ? addressIn(part.children) : null;
    if (inner !== null) return inner;
  }
  return null;
}

/** The page of the web that these words link to, if any: `mailto:` and the like are no pages. */
export function linkIn(inline: readonly Inline[]): { readonly url?: string } {
  const address = addressIn(inline);
  return address?.startsWith('https://') === true ? { url: address } : {};
}
