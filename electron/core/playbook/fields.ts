import type { Block } from './blocks.ts';
import type { Inline } from './model.ts';
import { plainText, rawText } from './words.ts';

/** One line of text, and its label if it has one: `**Alert:** ...`, `Severity: ...`, `**Slack** - ...`. */
export interface TextLine {
  readonly label: string | null;
  /** What follows the label; everything where there is none. */
  readonly rest: readonly Inline[];
  readonly inline: readonly Inline[];
  readonly line: number;
}

/** The lines of a paragraph as its author broke them. */
export function textLines(inline: readonly Inline[], firstLine: number): readonly TextLine[] {
  return splitAtBreaks(inline)
    .map((parts, index) => ({ ...splitLabel(parts), inline: parts, line: firstLine + index }))
    .filter(({ inline: parts }) => rawText(parts).trim() !== '');
}

/** The lines of paragraphs, quotes and list items of any depth, and of the rows of a table with two columns. */
export function linesOf(blocks: readonly Block[]): readonly TextLine[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return textLines(block.inline, block.line);
      case 'quote':
        return linesOf(block.blocks);
      case 'list':
        return block.items.flatMap((item) => linesOf(item.blocks));
      case 'table':
        if (block.header.length !== 2) return [];
        return [{ cells: block.header, line: block.line }, ...block.rows].map(({ cells, line }) => {
          const [label = [], rest = []] = cells;
          return {
            label: plainText(label).replace(/:$/u, ''),
            rest,
            inline: [...label, { kind: 'text' as const, text: ' ' }, ...rest],
            line,
          };
        });
      case 'code':
      case 'heading':
        return [];
      default:
        return block satisfies never;
    }
  });
}

function splitAtBreaks(inline: readonly Inline[]): readonly (readonly Inline[])[] {
  const lines: Inline[][] = [[]];
  for (const part of inline) {
    if (part.kind === 'break') lines.push([]);
    else if (part.kind === 'text') {
      for (const [index, text] of part.text.split('\n').entries()) {
        if (index > 0) lines.push([]);
        if (text !== '') lines.at(-1)?.push({ kind: 'text', text });
      }
    } else lines.at(-1)?.push(part);
  }
  return lines;
}

const DASH = /^\s*(?:[:\uFF1A]|\s[-–—]\s|[–—])\s*/u;

function splitLabel(parts: readonly Inline[]): { readonly label: string | null; readonly rest: readonly Inline[] } {
  const [first, ...others] = parts;
  if (first === undefined) return { label: null, rest: parts };
  if (first.kind === 'strong' || first.kind === 'emphasis') {
    const label = plainText(first.children);
    const [next] = others;
    if (/[:\uFF1A]$/u.test(label)) return { label: label.slice(0, -1).trim(), rest: trimStart(others) };
    if (next?.kind === 'text' && DASH.test(next.text)) return { label, rest: trimStart(others) };
    return { label: null, rest: parts };
  }
  if (first.kind !== 'text') return { label: null, rest: parts };
  const label = /^\s*([\p{L}\p{N}][^:\n.]{0,60}):(?=\s|$)/u.exec(first.text);
  if (label === null) return { label: null, rest: parts };
  return {
    label: (label[1] ?? '').trim(),
    rest: trimStart([{ kind: 'text', text: first.text.slice(label[0].length) }, ...others]),
  };
}

function trimStart(parts: readonly Inline[]): readonly Inline[] {
  const [first, ...others] = parts;
  if (first?.kind !== 'text') return parts;
  const text = first.text.replace(DASH, '').trimStart();
  return text === '' ? others : [{ kind: 'text', text }, ...others];
}
