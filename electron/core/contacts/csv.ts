import { type ImportProblem, PEOPLE_CAP } from './contact.ts';

/** An entry by its column names, and where it begins. */
export interface Row {
  readonly line: number;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

const COLUMNS_CAP = 60;
const CELL_CAP = 4000;

/**
 * Comma, semicolon or tab separated rows under a heading, after RFC 4180; a byte order mark and blank lines do not
 * count. A quote that is never closed ends with its line, and is told.
 */
export function readCsv(text: string): { readonly rows: readonly Row[]; readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const records = recordsOf(text.replace(/^\ufeff/u, ''), problems);
  const [head, ...body] = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (head === undefined) return { rows: [], problems: [{ line: 1, message: 'The file is empty.' }] };
  const labels = head.cells.map((cell) => cell.trim());
  const rows = body.map(({ line, cells }): Row => {
    const extra = cells.slice(labels.length).filter((cell) => cell.trim() !== '');
    if (extra.length > 0) {
      problems.push({
        line,
        message: `More cells than columns: “${extra[0]?.slice(0, 40)}” has no heading. Put quotes around cells with a separator.`,
      });
    }
    return { line, fields: labels.map((label, n) => ({ label, value: cells[n] ?? '' })) };
  });
  return { rows, problems };
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string, problems: ImportProblem[]): readonly CsvRecord[] {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    if (records.length > PEOPLE_CAP) {
      problems.push({ line, message: `Only the first ${PEOPLE_CAP} rows are read. Split the file.` });
      break;
    }
    const begin = line;
    const cells: string[] = [];
    let ended = false;
    while (!ended) {
      const cell = cellAt(text, at, separator);
      if (cell.unclosed) {
        problems.push({
          line,
          message: 'A quote is opened and never closed: the row was read as one without quotes. Close it.',
        });
      }
      if (cells.length < COLUMNS_CAP) cells.push(cell.value.slice(0, CELL_CAP));
      line += cell.lines;
      at = cell.next;
      ended = cell.endsRow;
    }
    line += 1;
    records.push({ line: begin, cells });
  }
  return records;
}

interface Cell {
  readonly value: string;
  /** Where the next cell or row begins. */
  readonly next: number;
  readonly endsRow: boolean;
  /** Line breaks inside the cell. */
  readonly lines: number;
  readonly unclosed: boolean;
}

function cellAt(text: string, at: number, separator: string): Cell {
  const opened = /^[ \t]*"/u.exec(text.slice(at, at + 20));
  if (opened !== null && !(separator === '\t' && opened[0].includes('\t'))) {
    const quoted = quotedAt(text, at + opened[0].length, separator);
    if (quoted !== null) return quoted;
    return { ...plainAt(text, at, separator), unclosed: true };
  }
  return plainAt(text, at, separator);
}

function quotedAt(text: string, begin: number, separator: string): Cell | null {
  let close = text.indexOf('"', begin);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  const value = text.slice(begin, close).replaceAll('""', '"');
  const rest = plainAt(text, close + 1, separator);
  return { ...rest, value: value + rest.value.trim(), lines: linesIn(value) };
}

function plainAt(text: string, at: number, separator: string): Cell {
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  const value = text.slice(at, end);
  const endsRow = text[end] !== separator;
  const next = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  return { value, next, endsRow, lines: 0, unclosed: false };
}

/** What stands most often in the first line. */
function separatorOf(text: string): string {
  const first = text.slice(0, 10_000).split(/\r?\n/u, 1)[0] ?? '';
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/u).length - 1;
}
