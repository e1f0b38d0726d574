import { readBlocks } from './markdown.ts';
import type { PostmortemTemplate } from './model.ts';
import { createReporter } from './problems.ts';
import type { Reading } from './reading.ts';
import { type Section, withDescendants } from './sections.ts';
import { plainText } from './words.ts';

export const NO_POSTMORTEM: PostmortemTemplate = { sections: [], body: '', line: null };

/** The template in a code block, or the headings below the section where the team writes it out. */
export function readPostmortem(section: Section, reading: Reading): PostmortemTemplate {
  for (const part of withDescendants(section)) {
    for (const block of part.blocks) {
      if (block.kind !== 'code') continue;
      const sections = headingsOf(block.text, block.line + 1);
      if (sections.length === 0) continue;
      reading.take(block);
      return { sections, body: block.text, line: block.line };
    }
  }
  const [first] = section.children;
  if (first === undefined) return NO_POSTMORTEM;
  for (const part of withDescendants(section).slice(1)) for (const block of part.blocks) reading.take(block);
  const inside = withDescendants(section);
  const next = reading.lines.findIndex(
    (line, index) => index >= (inside.at(-1)?.line ?? 0) && isHeadingUpTo(line, section.depth),
  );
  return {
    sections: section.children.map(({ title, line }) => ({ title, line })),
    body: reading.lines
      .slice(first.line - 1, next < 0 ? undefined : next)
      .join('\n')
      .trim(),
    line: first.line,
  };
}

function isHeadingUpTo(line: string, depth: number): boolean {
  const marks = /^(#{1,6})\s/u.exec(line)?.[1];
  return marks !== undefined && marks.length <= depth;
}

/** The template's own sections: the headings below its title. */
function headingsOf(template: string, firstLine: number): readonly { readonly title: string; readonly line: number }[] {
  const headings = readBlocks(template.split('\n'), createReporter()).filter((block) => block.kind === 'heading');
  const depths = headings.map(({ depth }) => depth);
  const [first, ...others] = depths;
  const isTitled = first !== undefined && others.length > 0 && others.every((depth) => depth > first);
  const depth = Math.min(...(isTitled ? others : depths));
  return headings
    .filter((heading) => heading.depth === depth)
    .map(({ inline, line }) => ({ title: plainText(inline), line: line + firstLine - 1 }));
}
