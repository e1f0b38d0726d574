import type { Step } from './model.ts';
import type { Reading } from './reading.ts';
import { type Section, withDescendants } from './sections.ts';
import { makeStep, stepsOfList } from './steps.ts';
import { createSlugs } from './words.ts';

/** The steps that come before every runbook: a list, or a heading for each. */
export function readInitialResponse(section: Section, reading: Reading): readonly Step[] {
  const context = { reporter: reading.reporter, slug: createSlugs() };
  const lists = withDescendants(section).flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'list'));
  if (lists.length > 0) {
    for (const list of lists) reading.take(list);
    return lists.flatMap((list) => stepsOfList(list, context));
  }
  return section.children.map((child) => {
    for (const block of child.blocks) reading.take(block);
    const text = child.title.replace(/^(?:step\s+)?\d+\s*[.):–—-]?\s*/iu, '');
    return makeStep([{ kind: 'text', text }], child.annotations, child.blocks, child.line, context);
  });
}
