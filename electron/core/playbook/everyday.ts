import type { List, PhrasingContent, Root, RootContent } from 'mdast';

const HEADING = /^(#{1,6}) (.*)$/u;
const ITEM = /^ *(?:(\d{1,9})\.|-) (.+)$/u;
const FENCE = /^ *```([\w+#-]*)$/u;
/** What may begin something else than words: containers, rules, underlines, tags, fences. */
const NO_WORDS = /^(?:[ #>=+~<-]|\d{1,9}[.)](?: |$)|\*(?!\*)|```)/u;
/** Escapes, characters by name, tags, links, and whatever no keyboard has. */
const UNUSUAL = /[\\&[\]\ufeff]|<[^ \d=]|(?!\n)\p{Cc}/u;
/** Inside a word it is a letter; elsewhere it may be emphasis. */
const LOOSE_UNDERSCORE = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/u;

/** A list that may go on: its items begin at the column `from`, the words of the last one at `offset`. */
interface OpenList {
  readonly node: List;
  readonly from: number;
  offset: number;
}

interface Reader {
  readonly lines: readonly string[];
  readonly children: RootContent[];
  paragraph: { readonly line: number; readonly lines: string[] } | null;
  /** Each within the last item of the one before. */
  lists: readonly OpenList[];
}

/**
 * Reads what runbooks mostly consist of: headings, paragraphs, lists of single lines, fenced code (blank here, see
 * fences.ts) and rules, with `code` and **strong** words. The tree is the one that the Markdown parser gives, in a tenth
 * of the time. Null where anything else may stand in the text: then the parser has to read it.
 */
export function readEveryday(text: string): Root | null {
  if (text.includes('|')) return null;
  const reader: Reader = { lines: text.split('\n'), children: [], paragraph: null, lists: [] };
  for (let index = 0; index < reader.lines.length; ) {
    const next = readLine(reader, index);
    if (next === null) return null;
    index = next;
  }
  return endParagraph(reader) ? { type: 'root', children: reader.children } : null;
}

/** Answers where to go on; null: the parser has to read it. */
function readLine(reader: Reader, index: number): number | null {
  const line = reader.lines[index] ?? '';
  if (line === '') return endParagraph(reader) ? index + 1 : null;
  if (line.endsWith(' ')) return null;
  const fence = FENCE.exec(line);
  if (fence !== null) return readFence(reader, index, fence);
  const heading = HEADING.exec(line);
  if (heading !== null) return readHeading(reader, index, heading);
  const item = ITEM.exec(line);
  if (item !== null) return readItem(reader, index, item);
  if (line === '---' && !isBelow(reader, index)) {
    reader.children.push({ type: 'thematicBreak', position: at(index) });
    reader.lists = [];
    return index + 1;
  }
  return readWordsLine(reader, index, line);
}

function readHeading(reader: Reader, index: number, [, marks = '', title = '']: RegExpExecArray): number | null {
  const words = title === '' || title.startsWith(' ') || title.includes('#') ? null : readWords(title);
  if (words === null || !endParagraph(reader)) return null;
  const depth = ([1, 2, 3, 4, 5, 6] as const)[marks.length - 1] ?? 6;
  reader.children.push({ type: 'heading', depth, children: words, position: at(index) });
  reader.lists = [];
  return index + 1;
}

function readItem(reader: Reader, index: number, [line, number, item = '']: RegExpExecArray): number | null {
  const ordered = number !== undefined;
  const from = indentOf(line);
  const outer = reader.lists.filter((list) => list.from < from);
  // It stands where the words of an outer item begin, or at the margin.
  if (from !== (outer.at(-1)?.offset ?? 0)) return null;
  const sibling = reader.lists[outer.length];
  const continued = sibling?.node.ordered === ordered ? sibling : null;
  // Right below other words, only 1 begins a list.
  if (continued === null && ordered && number !== '1' && isBelow(reader, index)) return null;
  const words = NO_WORDS.test(item) ? null : readWords(item);
  if (words === null || !endParagraph(reader)) return null;
  const position = at(index);
  const offset = line.length - item.length;
  const list: OpenList = continued ?? { node: { type: 'list', ordered, children: [], position }, from, offset };
  if (continued === null) childrenOf(reader, outer).push(list.node);
  list.node.children.push({ type: 'listItem', children: [{ type: 'paragraph', children: words, position }], position });
  list.offset = offset;
  reader.lists = [...outer, list];
  return index + 1;
}

function readFence(reader: Reader, index: number, [line, lang]: RegExpExecArray): number | null {
  const indent = indentOf(line);
  const outer = reader.lists.filter((list) => list.offset <= indent);
  if (indent !== (outer.at(-1)?.offset ?? 0)) return null;
  let closing = index + 1;
  while (reader.lines[closing] === '') closing += 1;
  if (reader.lines[closing] !== `${' '.repeat(indent)}\`\`\`` || !endParagraph(reader)) return null;
  childrenOf(reader, outer).push({ type: 'code', lang: lang || null, value: '', position: at(index) });
  reader.lists = outer;
  return closing + 1;
}

function readWordsLine(reader: Reader, index: number, line: string): number | null {
  if (NO_WORDS.test(line) || (reader.lists.length > 0 && isBelow(reader, index))) return null;
  reader.lists = [];
  reader.paragraph ??= { line: index, lines: [] };
  reader.paragraph.lines.push(line);
  return index + 1;
}

/** Where what stands in the last item of the innermost of these lists belongs. */
function childrenOf(reader: Reader, lists: readonly OpenList[]): { push(node: List | RootContent): unknown } {
  return lists.at(-1)?.node.children.at(-1)?.children ?? reader.children;
}

/** Whether something stands right above. */
function isBelow({ lines }: Reader, index: number): boolean {
  return index > 0 && lines[index - 1] !== '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function endParagraph(reader: Reader): boolean {
  const { paragraph } = reader;
  if (paragraph === null) return true;
  const words = readWords(paragraph.lines.join('\n'));
  if (words === null) return false;
  reader.children.push({ type: 'paragraph', children: words, position: at(paragraph.line) });
  reader.paragraph = null;
  return true;
}

/** Text with `code` and **strong** in it; null where a mark may mean more. */
function readWords(text: string): PhrasingContent[] | null {
  const nodes: PhrasingContent[] = [];
  const pieces = text.split('`');
  if (pieces.length % 2 === 0) return null;
  for (const [i, piece] of pieces.entries()) {
    const [isFirst, isLast] = [i === 0, i === pieces.length - 1];
    if (i % 2 === 1) {
      if (piece === '' || /^ | $|\n/u.test(piece)) return null;
      nodes.push({ type: 'inlineCode', value: piece });
    } else if ((piece === '' && !isFirst && !isLast) || !readStrong(piece, isFirst, isLast, nodes)) return null;
  }
  return nodes;
}

/** `begins`, `ends`: whether nothing stands before it and after it. False where a mark may mean more. */
function readStrong(text: string, begins: boolean, ends: boolean, nodes: PhrasingContent[]): boolean {
  if (UNUSUAL.test(text) || LOOSE_UNDERSCORE.test(text)) return false;
  const parts = text.split('**');
  if (parts.length % 2 === 0) return false;
  for (const [i, part] of parts.entries()) {
    if (part.includes('*')) return false;
    const [isFirst, isLast] = [i === 0, i === parts.length - 1];
    if (i % 2 === 1) {
      if (part === '' || part.trim() !== part) return false;
      nodes.push({ type: 'strong', children: [{ type: 'text', value: part }] });
      continue;
    }
    // What is strong stands between blanks.
    if (!isFirst && !/^[ \n]/u.test(part) && !(isLast && ends && part === '')) return false;
    if (!isLast && !/[ \n]$/u.test(part) && !(isFirst && begins && part === '')) return false;
    if (part !== '') nodes.push({ type: 'text', value: part });
  }
  return true;
}

function at(index: number) {
  const point = { line: index + 1, column: 1 };
  return { start: point, end: point };
}
