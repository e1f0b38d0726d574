import type { Block, ParagraphBlock } from './blocks.ts';
import type { Inline, Step } from './model.ts';
import { announcesSteps } from './runbook-fields.ts';
import type { Section } from './sections.ts';
import { makeStep, type StepContext, stepsOfList, withMore } from './steps.ts';
import { plainText } from './words.ts';

/** The steps of a section, and the blocks that are part of none. */
export interface Procedure {
  readonly steps: readonly Step[];
  readonly rest: readonly Block[];
}

/** Steps written as lists, as headings, or as paragraphs each with its code. */
export function readProcedure(section: Section, context: StepContext): Procedure {
  const structured = readStructured(section, context);
  return structured.steps.length > 0 ? structured : readProse(section.blocks, context);
}

function readStructured(section: Section, context: StepContext): Procedure {
  const own = readLists(section.blocks, context);
  const below = section.children.map((child) => readHeading(child, context));
  return {
    steps: [...own.steps, ...below.flatMap(({ steps }) => steps)],
    rest: [...own.rest, ...below.flatMap(({ rest }) => rest)],
  };
}

/** Lists; code, quotes and tables behind a list, at the margin, belong to its last step. */
function readLists(blocks: readonly Block[], context: StepContext): Procedure {
  const steps: Step[] = [];
  const rest: Block[] = [];
  let behind: Block[] = [];
  const settle = () => {
    const last = steps.at(-1);
    if (last !== undefined && behind.length > 0) steps.splice(-1, 1, withMore(last, behind, context));
    behind = [];
  };
  for (const block of blocks) {
    if (block.kind === 'list') {
      settle();
      for (const step of stepsOfList(block, context)) steps.push(step);
    } else if (steps.length > 0 && block.kind !== 'paragraph') behind.push(block);
    else rest.push(block);
  }
  settle();
  return { steps, rest };
}

/** `#### 2. Restart the workers` is a step; `#### Steps` only names the list below it. */
function readHeading(section: Section, context: StepContext): Procedure {
  if (announcesSteps(section.title)) return readProcedure(section, context);
  const title = section.title.replace(/^(?:step\s+)?\d+(?:\.\d+)*\s*[.):–—-]?\s+/iu, '');
  const inline: readonly Inline[] = title === section.title ? section.inline : [{ kind: 'text', text: title }];

  const inner = readStructured(section, context);
  const below = inner.steps.length > 0 ? inner.rest : section.blocks;
  const step = makeStep(inline, section.annotations, below, section.line, context);
  return { steps: [{ ...step, children: step.children.concat(inner.steps) }], rest: [] };
}

/** No list and no heading: each paragraph is a step, with what stands below it. */
function readProse(blocks: readonly Block[], context: StepContext): Procedure {
  const groups: { readonly first: ParagraphBlock; readonly below: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph' && (plainText(block.inline) !== '' || groups.length === 0)) {
      groups.push({ first: block, below: [] });
    } else if (groups.length === 0) {
      groups.push({ first: { kind: 'paragraph', inline: [], annotations: [], line: block.line }, below: [block] });
    } else groups.at(-1)?.below.push(block);
  }
  const steps = groups.map(({ first, below }) => makeStep(first.inline, first.annotations, below, first.line, context));
  return { steps: steps.filter(({ text }) => text !== ''), rest: [] };
}
