/** What stands before a line's own words: `  > - 3. words`. */
export interface Prefix {
  /** Quotes and list markers, together. */
  readonly markers: number;
  readonly quoted: boolean;
  /** Columns before the first marker or word. */
  readonly indent: number;
  /** Where the words begin. */
  readonly end: number;
}

/** One pass over the beginning of a line; a rule (`* * *`) is no list. */
export function prefixOf(line: string): Prefix {
  let at = skipBlanks(line, 0);
  const indent = at;
  let markers = 0;
  let quoted = false;
  for (;;) {
    const width = markerWidth(line, at);
    if (width === 0) break;
    quoted ||= line[at] === '>';
    markers += 1;
    at = skipBlanks(line, at + width);
  }
  if (markers > 2 && isRule(line)) return { markers: 0, quoted: false, indent, end: indent };
  return { markers, quoted, indent, end: at };
}

/** `* * *` */
function isRule(line: string): boolean {
  const marks = new Set(line.replace(/\s/gu, ''));
  return marks.size === 1 && (marks.has('*') || marks.has('-'));
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at += 1;
  return at;
}

function markerWidth(line: string, at: number): number {
  const first = line[at];
  if (first === '>') return 1;
  if (first === '-' || first === '*' || first === '+') return endsMarker(line[at + 1]) ? 1 : 0;
  let digits = 0;
  while (digits < 10 && isDigit(line[at + digits])) digits += 1;
  if (digits === 0 || digits === 10) return 0;
  const close = line[at + digits];
  return (close === '.' || close === ')') && endsMarker(line[at + digits + 1]) ? digits + 1 : 0;
}

function endsMarker(next: string | undefined): boolean {
  return next === undefined || next === ' ' || next === '\t';
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** Whether a table begins here: a row with the rule below it. */
export function isTableHead(lines: readonly string[], index: number): boolean {
  const below = lines[index + 1];
  return below?.includes('-') === true && lines[index]?.includes('|') === true && /^[ \t|:-]+$/u.test(below);
}
