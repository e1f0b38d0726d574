import type { List, Node, Nodes, Root, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Block, Cell, ListItem } from './blocks.ts';
import { cutChunks } from './chunks.ts';
import { readEveryday } from './everyday.ts';
import { codeOf, type Fence, findFences, withoutCode } from './fences.ts';
import { readHtml, readInline } from './inline.ts';
import type { Reporter } from './problems.ts';
import { plainText } from './words.ts';

// Of GFM only tables and task lists: its bare links are found in inline.ts at a third of the price.
const syntax = { ...gfm(), text: pickTaskLists() };
const tree = gfmFromMarkdown().filter(
  ({ exit }) => exit != null && ('table' in exit || 'taskListCheckValueChecked' in exit),
);

function pickTaskLists() {
  const bracket = 91;
  const constructs = gfm().text?.[bracket] ?? [];
  return {
    [bracket]: (Array.isArray(constructs) ? constructs : [constructs]).filter(({ name }) => name === 'tasklistCheck'),
  };
}

/** The blocks of a document, from its lines. */
export function readBlocks(lines: readonly string[], reporter: Reporter): readonly Block[] {
  const fences = findFences(lines, reporter);
  const code = new Map(fences.map((fence) => [fence.opener, fence]));
  const pieces: Piece[] = [];
  for (const chunk of cutChunks(withoutCode(lines, fences), fences, reporter)) {
    const root = readEveryday(chunk.text) ?? parseChunk(chunk.text);
    const addresses = new Map(
      root.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url]] : [])),
    );
    const context: Context = {
      reporter,
      lines,
      code,
      addressOf: (label) => addresses.get(label),
      lineOf: (node) => (node.position?.start.line ?? 1) - chunk.lead + chunk.from,
    };
    const end = chunk.from + chunk.lineCount;
    const own = root.children.filter((node) => context.lineOf(node) <= end);
    const blocks = own.flatMap((node) => readBlock(node, context, 0));
    pieces.push({ blocks, continues: chunk.continues });
  }
  for (const fence of code.values()) {
    reporter.report('warning', fence.opener + 1, 'This code block was not understood: look at its indentation.');
  }
  return joinPieces(pieces);
}

/** Without a bar or a box there is no table and no task: the plain grammar is half as dear. */
function parseChunk(text: string): Root {
  if (!text.includes('|') && !/\[[ x]\]/iu.test(text)) return fromMarkdown(text);
  return fromMarkdown(text, { extensions: [syntax], mdastExtensions: tree });
}

interface Context {
  readonly reporter: Reporter;
  readonly lines: readonly string[];
  /** The fences nobody has met yet, by the index of their opener. */
  readonly code: Map<number, Fence>;
  readonly addressOf: (label: string) => string | undefined;
  readonly lineOf: (node: Node) => number;
}

/** Chunks keep containers shallow (chunks.ts); this stops a surprise from becoming a stack overflow. */
const MAX_DEPTH = 64;

function readBlock(node: Nodes, context: Context, depth: number): readonly Block[] {
  const line = context.lineOf(node);
  const inlineContext = { reporter: context.reporter, addressOf: context.addressOf, line };
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', depth: node.depth, line, ...readInline(node.children, inlineContext) }];
    case 'paragraph':
      return [{ kind: 'paragraph', line, ...readInline(node.children, inlineContext) }];
    case 'code':
      return [{ kind: 'code', language: node.lang ?? null, text: takeCode(node.value, line, context), line }];
    case 'list':
      return [{ kind: 'list', ordered: node.ordered === true, items: readItems(node, context, depth), line }];
    case 'blockquote':
      return depth > MAX_DEPTH
        ? []
        : [{ kind: 'quote', blocks: node.children.flatMap((child) => readBlock(child, context, depth + 1)), line }];
    case 'table':
      return [readTable(node, context, line)];
    case 'html': {
      const annotations: string[] = [];
      const inline = readHtml(node.value, inlineContext, annotations);
      return [{ kind: 'paragraph', inline, annotations, line }];
    }
    default:
      return [];
  }
}

function readItems(list: List, context: Context, depth: number): readonly ListItem[] {
  if (depth > MAX_DEPTH) return [];
  return list.children.map((item) => ({
    blocks: item.children.flatMap((child: RootContent) => readBlock(child, context, depth + 1)),
    line: context.lineOf(item),
  }));
}

function takeCode(value: string, line: number, context: Context): string {
  const fence = context.code.get(line - 1);
  if (fence === undefined) return value;
  context.code.delete(line - 1);
  return codeOf(context.lines, fence);
}

function readTable(node: Table, context: Context, line: number): Block {
  const rows = node.children.map((row) => {
    const rowLine = context.lineOf(row);
    const cells = row.children.map((cell): Cell => {
      return readInline(cell.children, { reporter: context.reporter, addressOf: context.addressOf, line: rowLine })
        .inline;
    });
    return { cells, line: rowLine };
  });
  const body = rows.slice(1).filter(({ cells }) => cells.some((cell) => plainText(cell) !== ''));
  return { kind: 'table', header: rows[0]?.cells ?? [], rows: body, line };
}

interface Piece {
  readonly blocks: readonly Block[];
  readonly continues: boolean;
}

/** A list or a table that was cut is one again. */
function joinPieces(pieces: readonly Piece[]): readonly Block[] {
  const joined: Block[] = [];
  let run: Block[] = [];
  for (const { blocks, continues } of pieces) {
    for (const [index, block] of blocks.entries()) {
      if (index > 0 || !continues || !goesOn(run[0], block)) {
        joined.push(...joinRun(run));
        run = [];
      }
      run.push(block);
    }
  }
  return joined.concat(joinRun(run));
}

function goesOn(before: Block | undefined, block: Block): boolean {
  if (before?.kind === 'list' && block.kind === 'list') return before.ordered === block.ordered;
  return before?.kind === 'table' && block.kind === 'table';
}

function joinRun(run: readonly Block[]): readonly Block[] {
  const [first] = run;
  if (first === undefined || run.length === 1) return run;
  if (first.kind === 'list')
    return [{ ...first, items: run.flatMap((block) => (block.kind === 'list' ? block.items : [])) }];
  if (first.kind === 'table')
    return [{ ...first, rows: run.flatMap((block) => (block.kind === 'table' ? block.rows : [])) }];
  return run;
}
