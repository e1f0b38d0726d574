import type { Block } from './blocks.ts';
import type { Inline } from './model.ts';
import { plainText } from './words.ts';

/** A heading with what stands under it. */
export interface Section {
  readonly title: string;
  readonly inline: readonly Inline[];
  readonly annotations: readonly string[];
  /** 1-6; 0 for the whole document. */
  readonly depth: number;
  readonly line: number;
  /** Up to the next heading of any depth. */
  readonly blocks: readonly Block[];
  readonly children: readonly Section[];
}

interface Growing extends Section {
  readonly blocks: Block[];
  readonly children: Growing[];
}

/** The tree that the headings draw. */
export function sectionTree(blocks: readonly Block[]): Section {
  const root: Growing = { title: '', inline: [], annotations: [], depth: 0, line: 1, blocks: [], children: [] };
  const open = [root];
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      open.at(-1)?.blocks.push(block);
      continue;
    }
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= block.depth) open.pop();
    const { inline, annotations, depth, line } = block;
    const section: Growing = { title: plainText(inline), inline, annotations, depth, line, blocks: [], children: [] };
    open.at(-1)?.children.push(section);
    open.push(section);
  }
  return root;
}

/** The section and everything below it, in reading order. */
export function withDescendants(section: Section): readonly Section[] {
  return [section, ...section.children.flatMap(withDescendants)];
}
