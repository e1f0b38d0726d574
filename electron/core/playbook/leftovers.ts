import type { Block } from './blocks.ts';
import { isIgnored, kindOf } from './kinds.ts';
import type { Note } from './model.ts';
import type { Reading } from './reading.ts';
import { type Section, withDescendants } from './sections.ts';
import { plainText } from './words.ts';

/**
 * What no reader took: prose in a known place is kept as a note; anything else is reported, a whole section at once
 * where nothing in it was understood.
 */
export function accountFor(root: Section, understood: ReadonlySet<Section>, reading: Reading): readonly Note[] {
  const notes: Note[] = [];
  const visit = (section: Section) => {
    if (isIgnored(section)) return;
    const known = section.depth === 0 || section === root.children[0] || isKnown(section, understood, reading);
    if (!known) {
      if (hasWords(section)) {
        reading.reporter.report(
          'warning',
          section.line,
          `The section “${section.title.slice(0, 80)}” was not understood.`,
        );
      }
      keepProse(withDescendants(section), notes, reading);
      return;
    }
    const isContents = kindOf(section) === 'contents';
    if (!isContents) keepProse([section], notes, reading);
    if (!isContents) for (const block of section.blocks) reportBlock(block, section, reading);
    for (const child of section.children) visit(child);
  };
  visit(root);
  return notes;
}

/** A heading whose words we know, or below which something was read. */
function isKnown(section: Section, understood: ReadonlySet<Section>, reading: Reading): boolean {
  return withDescendants(section).some(
    (part) => understood.has(part) || part.blocks.some((block) => reading.taken(block)),
  );
}

function hasWords(section: Section): boolean {
  return withDescendants(section).some(({ blocks }) =>
    blocks.some((block) => block.kind !== 'paragraph' || plainText(block.inline) !== ''),
  );
}

function keepProse(sections: readonly Section[], notes: Note[], reading: Reading): void {
  for (const { title, blocks } of sections) {
    for (const block of blocks) {
      if (reading.taken(block)) continue;
      const paragraphs = block.kind === 'quote' ? block.blocks : [block];
      for (const inner of paragraphs) {
        if (inner.kind === 'paragraph' && plainText(inner.inline) !== '')
          notes.push({ section: title, inline: inner.inline, line: inner.line });
      }
    }
  }
}

function reportBlock(block: Block, section: Section, reading: Reading): void {
  if (reading.taken(block) || block.kind === 'paragraph' || block.kind === 'heading') return;
  if (block.kind === 'quote' && block.blocks.every(({ kind }) => kind === 'paragraph')) return;
  const name = { list: 'list', code: 'code block', table: 'table', quote: 'quote' }[block.kind];
  const where = section.title === '' ? 'before the first heading' : `under “${section.title.slice(0, 80)}”`;
  reading.reporter.report('warning', block.line, `This ${name} ${where} was not understood.`);
}
