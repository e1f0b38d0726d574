import type { Step } from './model.ts';
import { readProcedure } from './procedure.ts';
import type { Reading } from './reading.ts';
import { type Section, withDescendants } from './sections.ts';
import { createSlugs } from './words.ts';

/** The steps that come before every runbook. */
export function readInitialResponse(section: Section, reading: Reading): readonly Step[] {
  const { steps, rest } = readProcedure(section, { reporter: reading.reporter, slug: createSlugs() });
  if (steps.length === 0) return [];
  const unused = new Set(rest);
  for (const part of withDescendants(section)) {
    for (const block of part.blocks) if (!unused.has(block)) reading.take(block);
  }
  return steps;
}
