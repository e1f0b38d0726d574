import { isTableHead, prefixOf } from './containers.ts';
import type { Reporter } from './problems.ts';

/** A table is read in pieces of this many rows. */
export const TABLE_ROWS = 40;

const MAX_DELIMITERS = 400;
/** Emphasis is opened by up to three; many more at once nest that deep. */
const LONG_RUN = 8;
/** Whatever may open or close emphasis, code, a link or a tag; an underscore inside a word is none. */
const DELIMITER = /\*+|`+|[<[]|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu;

/**
 * The parser pairs emphasis and tags in the square of their number within one paragraph. One with more marks than any
 * person writes gets them escaped, so that it reads as plain text, and is reported.
 */
export function plainDense(lines: readonly string[], reporter: Reporter): readonly string[] {
  const result = [...lines];
  const items = createItemWatch();
  let from = 0;
  let count = 0;
  let inTable = false;
  for (const [index, line] of lines.entries()) {
    const blank = line.trim() === '';
    inTable = !blank && (inTable || isTableHead(lines, index));
    if (items.begins(line, blank) || blank || (inTable && index - from >= TABLE_ROWS)) {
      if (count > MAX_DELIMITERS) escapeMarks(result, from, index, reporter);
      from = index;
      count = 0;
    }
    for (const [marks] of line.matchAll(DELIMITER)) count += marks.length > LONG_RUN ? marks.length : 1;
  }
  if (count > MAX_DELIMITERS) escapeMarks(result, from, lines.length, reporter);
  return result;
}

function escapeMarks(lines: string[], from: number, to: number, reporter: Reporter): void {
  for (let index = from; index < to; index += 1) {
    lines[index] = (lines[index] ?? '').replace(DELIMITER, (marks) => `\\${[...marks].join('\\')}`);
  }
  reporter.report('warning', from + 1, 'Too many marks in one paragraph: it was read as plain text.');
}

/** Says for each line in turn whether it surely begins a list item, and so a paragraph of its own. */
function createItemWatch(): { begins(line: string, blank: boolean): boolean } {
  let end = 0;
  let counting = false;
  return {
    begins(line, blank) {
      if (blank) {
        end = 0;
        counting = false;
        return false;
      }
      const prefix = prefixOf(line);
      if (prefix.markers === 0 || prefix.quoted || prefix.end === line.length || prefix.indent > end + 3) return false;
      const marker = line.slice(prefix.indent, prefix.end);
      const bullet = /^[-*+]/u.test(marker);
      if (!bullet && !counting && !/^1[.)]/u.test(marker)) return false;
      counting = !bullet;
      end = prefix.end;
      return true;
    },
  };
}
