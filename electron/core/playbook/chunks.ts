import { isTableHead, prefixOf } from './containers.ts';
import { plainDense, TABLE_ROWS } from './density.ts';
import type { Fence } from './fences.ts';
import type { Reporter } from './problems.ts';

/** A piece of the document small enough that the parser's worst cases stay small too. */
export interface Chunk {
  readonly text: string;
  /** 0-based line of the document for the chunk's line `lead`. */
  readonly from: number;
  /** Lines repeated from before: the head of a table cut in two. */
  readonly lead: number;
  /** Lines of the document in it; what follows them are definitions from elsewhere. */
  readonly lineCount: number;
  /** Whether a list or table may go on from the chunk before. */
  readonly continues: boolean;
}

const SOFT_LINES = 120;
const HARD_LINES = 300;
const MAX_MARKERS = 8;
const MAX_INDENT = 40;
/** A wider head is not repeated: the rest of such a table is read as text. */
const MAX_HEAD = 4_000;

/**
 * Cuts at headings, then at blank lines, then anywhere: the Markdown parser is quadratic in lists, emphasis and
 * unfinished tags, so what it gets at once is bounded. Lines that nest deeper than a person would, and paragraphs that
 * consist of marks, are made plain and reported.
 */
export function cutChunks(lines: readonly string[], fences: readonly Fence[], reporter: Reporter): readonly Chunk[] {
  const plain = plainDense(
    lines.map((line, index) => plainDeep(line, index, reporter)),
    reporter,
  );
  const definitions = readDefinitions(plain);
  const inCode = new Set(
    fences.flatMap(({ opener, to }) => Array.from({ length: to + 1 - opener }, (_, at) => opener + 1 + at)),
  );
  const chunks: Chunk[] = [];
  let from = 0;
  let head: readonly string[] = [];
  let lead: readonly string[] = [];
  let continues = false;
  let inComment = false;
  const cut = (to: number, goesOn: boolean) => {
    if (to > from) chunks.push(chunkOf(plain.slice(from, to), lead, definitions, from, continues, inComment));
    from = to;
    lead = goesOn ? head : [];
    continues = goesOn;
  };
  for (const [index, line] of plain.entries()) {
    const blank = line.trim() === '';
    if (blank) head = [];
    else if (isTableHead(plain, index)) head = line.length > MAX_HEAD ? [] : plain.slice(index, index + 2);
    const size = index - from;
    if (inCode.has(index)) continue;
    if (!inComment && isHeading(line)) cut(index, false);
    else if (size >= HARD_LINES) cut(index, true);
    else if (size >= (head.length > 0 ? TABLE_ROWS : SOFT_LINES) && !inComment && mayCut(plain, index, head))
      cut(index, true);
    inComment = commentAfter(line, inComment);
  }
  cut(plain.length, false);
  return chunks;
}

function chunkOf(
  body: readonly string[],
  lead: readonly string[],
  definitions: ReadonlyMap<string, string>,
  from: number,
  continues: boolean,
  inComment: boolean,
): Chunk {
  const text = [...lead, ...body].join('\n');
  const used = inComment || definitions.size === 0 ? [] : usedDefinitions(text, definitions);
  return {
    text: used.length === 0 ? text : `${text}\n\n${used.join('\n')}`,
    from,
    lead: lead.length,
    lineCount: body.length,
    continues,
  };
}

function isHeading(line: string): boolean {
  return line.startsWith('#') && /^#{1,6}(?:\s|$)/u.test(line);
}

/** A row of a long table, the first line after a blank one, or an item of a list that stands at the margin. */
function mayCut(lines: readonly string[], index: number, head: readonly string[]): boolean {
  const line = lines[index] ?? '';
  if (line === '' || line.startsWith(' ') || line.startsWith('\t')) return false;
  return head.length > 0
    ? !isTableHead(lines, index - 1)
    : lines[index - 1]?.trim() === '' || prefixOf(line).markers > 0;
}

function commentAfter(line: string, inComment: boolean): boolean {
  if (inComment) return !line.includes('-->');
  return /^ {0,3}<!--/u.test(line) && !line.includes('-->');
}

function plainDeep(line: string, index: number, reporter: Reporter): string {
  const prefix = prefixOf(line);
  if (prefix.markers <= MAX_MARKERS && (prefix.markers === 0 || prefix.indent <= MAX_INDENT)) return line;
  reporter.report('warning', index + 1, 'Nested too deeply: the line was read as plain text.');
  return line.slice(prefix.end).replace(/^([#>+*-])/u, '\\$1');
}

/** `[label]: address` lines, which any other part of the document may refer to. */
function readDefinitions(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const label = line.includes(']:') ? /^ {0,3}\[([^[\]]{1,200})\]:\s/u.exec(line)?.[1] : undefined;
    if (label !== undefined && found.size < 1_000 && !found.has(labelKey(label))) found.set(labelKey(label), line);
  }
  return found;
}

function usedDefinitions(text: string, definitions: ReadonlyMap<string, string>): readonly string[] {
  const used = new Set<string>();
  for (const match of text.matchAll(/\[([^[\]]{1,200})\]/gu)) {
    const definition = definitions.get(labelKey(match[1] ?? ''));
    if (definition !== undefined) used.add(definition);
  }
  return [...used];
}

function labelKey(label: string): string {
  return label.trim().replace(/\s+/gu, ' ').toLowerCase();
}
