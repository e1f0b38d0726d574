import type { Block, CodeBlockNode, ListBlock, ListItem } from './blocks.ts';
import { classifyCode } from './commands.ts';
import { evidenceOf } from './evidence.ts';
import type { CodeBlock, Inline, Link, Step } from './model.ts';
import type { Reporter } from './problems.ts';
import { inlineCodes, plainText } from './words.ts';

export interface StepContext {
  readonly reporter: Reporter;
  /** Makes the ids of one list distinct. */
  readonly slug: (text: string) => string;
}

export function stepsOfList(list: ListBlock, context: StepContext): readonly Step[] {
  return list.items.map((item) => stepOfItem(item, context));
}

function stepOfItem(item: ListItem, context: StepContext): Step {
  const [first, ...others] = item.blocks;
  return first?.kind === 'paragraph'
    ? makeStep(first.inline, first.annotations, others, item.line, context)
    : makeStep([], [], item.blocks, item.line, context);
}

/** A step from its first words and whatever stands below them. */
export function makeStep(
  inline: readonly Inline[],
  annotations: readonly string[],
  below: readonly Block[],
  line: number,
  context: StepContext,
): Step {
  const parts = sortParts(below);
  const written = plainText(inline);
  const text = written === '' ? (parts.code[0]?.text.split('\n')[0]?.slice(0, 200) ?? '') : written;
  const shown: readonly Inline[] = written === '' ? [{ kind: 'text', text }] : inline;
  const id = context.slug(text);
  return { id, text, inline: shown, line, ...contentsOf(shown, annotations, parts, line, context) };
}

/** The step with further blocks below it. */
export function withMore(step: Step, below: readonly Block[], context: StepContext): Step {
  const more = contentsOf([], [], sortParts(below), step.line, context);
  return {
    ...more,
    ...step,
    details: step.details.concat(more.details),
    code: step.code.concat(more.code),
    links: step.links.concat(more.links),
    children: step.children.concat(more.children),
  };
}

type Contents = Pick<Step, 'details' | 'code' | 'links' | 'children' | 'evidence'>;

function contentsOf(
  inline: readonly Inline[],
  annotations: readonly string[],
  parts: Parts,
  line: number,
  context: StepContext,
): Contents {
  const texts = [inline, ...parts.details];
  const snippets = [...parts.code.map((code) => code.text), ...texts.flatMap(inlineCodes)];
  const asked = [...annotations, ...parts.annotations];
  const evidence = evidenceOf(asked, snippets, plainText(inline), line, context.reporter);
  return {
    details: parts.details,
    code: parts.code,
    links: texts.flatMap(linksIn),
    children: parts.lists.flatMap((list) => stepsOfList(list, context)),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function sortParts(below: readonly Block[]): Parts {
  const parts: Parts = { details: [], code: [], lists: [], annotations: [] };
  for (const block of below) sortPart(block, parts);
  return parts;
}

interface Parts {
  readonly details: (readonly Inline[])[];
  readonly code: CodeBlock[];
  readonly lists: ListBlock[];
  readonly annotations: string[];
}

function sortPart(block: Block, parts: Parts): void {
  switch (block.kind) {
    case 'paragraph':
      parts.annotations.push(...block.annotations);
      if (plainText(block.inline) !== '') parts.details.push(block.inline);
      break;
    case 'code':
      parts.code.push(codeBlock(block));
      break;
    case 'list':
      parts.lists.push(block);
      break;
    case 'quote':
      for (const inner of block.blocks) sortPart(inner, parts);
      break;
    case 'table':
      for (const cells of [block.header, ...block.rows.map((row) => row.cells)]) {
        parts.details.push([{ kind: 'text', text: cells.map(plainText).join(' · ') }]);
      }
      break;
    case 'heading':
      parts.details.push(block.inline);
      break;
    default:
      block satisfies never;
  }
}

function codeBlock({ language, text, line }: CodeBlockNode): CodeBlock {
  return { language, text, commandClass: classifyCode(language, text), line };
}

function linksIn(inline: readonly Inline[]): readonly Link[] {
  return inline.flatMap((part) => {
    if (part.kind === 'link') return [{ href: part.href, host: part.host, text: plainText(part.children) }];
    return 'children' in part ? linksIn(part.children) : [];
  });
}
