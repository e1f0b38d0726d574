import { nameAlerts, readAlertNames } from './alerts.ts';
import type { Block, ParagraphBlock } from './blocks.ts';
import { type TextLine, textLines } from './fields.ts';
import type { Inline, Runbook, Step } from './model.ts';
import type { Reading } from './reading.ts';
import { labelsIn, severitiesIn } from './scale.ts';
import { type Section, withDescendants } from './sections.ts';
import { makeStep, type StepContext, stepsOfList } from './steps.ts';
import { createSlugs, plainText } from './words.ts';

const ALERT = /^(?:alerts?|alarms?|monitors?|alert names?|alertname|fires as|aliases)$/iu;
const SEVERITY = /^(?:(?:default |usual |typical )?(?:severity|severities|priority|sev|level|impact))$/iu;
const TRIGGER =
  /^(?:trigger\w*(?: when| by| if)?|fires (?:when|if)|raised when|condition|when|symptoms?|detection|cause[sd]? by)$/iu;
const STEPS =
  /^(?:\d+[.)]\s*)?(?:steps?|procedures?|actions?|what to do|response|resolution(?: steps)?|remediation|checklist|instructions|runbook|how to respond)$/iu;

/** Whether a section says of itself that it is a runbook. */
export function isRunbook({ blocks }: Section): boolean {
  return fieldsOf(blocks).some(({ label }) => label !== null && ALERT.test(label));
}

/** One runbook: its fields, then its steps as a list, as headings, or as paragraphs with code. */
export function readRunbook(section: Section, id: string, reading: Reading): Runbook {
  for (const part of withDescendants(section)) for (const block of part.blocks) reading.take(block);
  const fields = withDescendants(section).flatMap(({ blocks }) => fieldsOf(blocks));
  const find = (words: RegExp) => fields.filter(({ label }) => label !== null && words.test(label));
  const severityText =
    find(SEVERITY)
      .map(({ rest }) => plainText(rest))
      .join(' / ') || section.title;
  const title = titleOf(section.title);
  const written = find(ALERT).flatMap(({ rest }) => readAlertNames(rest));
  const context: StepContext = { reporter: reading.reporter, slug: createSlugs() };
  const steps = readSteps(section, context);
  if (steps.length === 0) {
    reading.reporter.report('error', section.line, `The runbook “${title}” has no steps.`);
  }
  return {
    id,
    title,
    alerts: nameAlerts(
      written.length === 0 ? [{ name: title, qualifier: null }] : written,
      severityText,
      reading.scale,
    ),
    severities: severitiesIn(severityText, reading.scale),
    trigger:
      find(TRIGGER)
        .map(({ rest }) => plainText(rest))
        .find((text) => text !== '') ?? null,
    notes: notesOf(section),
    steps,
    line: section.line,
  };
}

/** `[P1] Database down` and `Database down (SEV1)` are called `Database down`. */
function titleOf(title: string): string {
  const bare = title.replace(
    /^\s*[[(]([^\])]*)[\])]\s*[:–—-]?\s*|\s*[[(]([^\])]*)[\])]\s*$/gu,
    (whole, before?: string, after?: string) => (labelsIn(before ?? after ?? '').length > 0 ? '' : whole),
  );
  return bare.replace(/^(?:\d+(?:\.\d+)*[.)]?\s+|runbook:\s*|alert:\s*)/iu, '').trim() || title;
}

/** Lines with a label, in paragraphs, in lists that hold nothing else, and in tables of two columns. */
function fieldsOf(blocks: readonly Block[]): readonly TextLine[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return textLines(block.inline, block.line);
    if (block.kind === 'list') return isFieldList(block) ? block.items.flatMap((item) => fieldsOf(item.blocks)) : [];
    if (block.kind !== 'table') return [];
    return block.header.length === 2
      ? [{ cells: block.header, line: block.line }, ...block.rows].map(({ cells: [label = [], rest = []], line }) => ({
          label: plainText(label).replace(/:$/u, ''),
          rest,
          inline: rest,
          line,
        }))
      : block.header.map((label, at) => {
          const rest = block.rows.flatMap(({ cells }, row) => [
            ...(row > 0 ? [{ kind: 'text' as const, text: ', ' }] : []),
            ...(cells[at] ?? []),
          ]);
          return { label: plainText(label), rest, inline: rest, line: block.line };
        });
  });
}

function isField(line: TextLine): boolean {
  return line.label !== null && [ALERT, SEVERITY, TRIGGER].some((words) => words.test(line.label ?? ''));
}

/** A list that is only `Alert: ...`, `Severity: ...` and the like. */
function isFieldList(block: Block): boolean {
  return (
    block.kind === 'list' &&
    !block.ordered &&
    block.items.some(({ blocks }) => hasField(blocks)) &&
    block.items.every(({ blocks }) => blocks.length === 1)
  );
}

function hasField([first]: readonly Block[]): boolean {
  return first?.kind === 'paragraph' && textLines(first.inline, first.line).some(isField);
}

function isFieldTable(block: Block): boolean {
  return block.kind === 'table' && fieldsOf([block]).some(isField);
}

/** A paragraph's own words: its lines that are neither a field nor the label of the steps. */
function proseOf(block: ParagraphBlock): readonly Inline[] {
  const lines = textLines(block.inline, block.line).filter((line) => {
    const words = plainText(line.inline).replace(/:$/u, '');
    return (
      !isField(line) &&
      !STEPS.test(words) &&
      !(line.label !== null && STEPS.test(line.label) && plainText(line.rest) === '')
    );
  });
  return lines.flatMap(({ inline }, index) =>
    index === 0 ? inline : [{ kind: 'text', text: '\n' } as const, ...inline],
  );
}

function isStepBlock(block: Block): boolean {
  return block.kind === 'list' && !isFieldList(block);
}

function readSteps(section: Section, context: StepContext): readonly Step[] {
  const own = stepsOfBlocks(section.blocks, context);
  const below = section.children.flatMap((child) => stepsOfHeading(child, context));
  if (own.length + below.length > 0) return [...own, ...below];
  return stepsOfProse(section.blocks, context);
}

/** Lists, and code that stands between them at the margin and belongs to the step above it. */
function stepsOfBlocks(blocks: readonly Block[], context: StepContext): readonly Step[] {
  if (!blocks.some(isStepBlock)) return [];
  const steps: Step[] = [];
  let behind: Block[] = [];
  let last: readonly Step[] = [];
  const settle = () => {
    const target = last.at(-1);
    if (target !== undefined && behind.length > 0) {
      const extra = makeStep([{ kind: 'text', text: target.text }], [], behind, target.line, {
        ...context,
        slug: () => target.id,
      });
      steps.splice(-1, 1, {
        ...target,
        details: target.details.concat(extra.details),
        code: target.code.concat(extra.code),
        links: target.links.concat(extra.links),
        ...(target.evidence === undefined && extra.evidence !== undefined ? { evidence: extra.evidence } : {}),
      });
    }
    behind = [];
  };
  for (const block of blocks) {
    if (block.kind === 'list' && isStepBlock(block)) {
      settle();
      last = stepsOfList(block, context);
      steps.push(...last);
    } else if (last.length > 0 && (block.kind === 'code' || block.kind === 'quote' || block.kind === 'table')) {
      behind.push(block);
    }
  }
  settle();
  return steps;
}

/** `#### 2. Restart the workers` is a step; `#### Steps` only names the list below it. */
function stepsOfHeading(section: Section, context: StepContext): readonly Step[] {
  const inner = readSteps(section, context);
  if (STEPS.test(section.title) && section.depth > 0) return inner;
  if (ALERT.test(section.title) || SEVERITY.test(section.title) || TRIGGER.test(section.title)) return [];
  const lists = section.blocks.some(isStepBlock) || section.children.length > 0;
  if (!lists && section.blocks.length === 0) return [];
  const inline: readonly Inline[] = [
    { kind: 'text', text: section.title.replace(/^(?:step\s+)?\d+(?:\.\d+)*\s*[.):–—-]?\s*/iu, '') || section.title },
  ];
  const below = lists ? section.blocks.filter((block) => block.kind === 'paragraph') : section.blocks;
  const step = makeStep(inline, section.annotations, below, section.line, context);
  return [lists ? { ...step, children: inner } : step];
}

/** No list anywhere: each paragraph is a step, with the code below it. */
function stepsOfProse(blocks: readonly Block[], context: StepContext): readonly Step[] {
  const groups: { readonly first: ParagraphBlock; readonly below: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      const inline = proseOf(block);
      if (plainText(inline) !== '') groups.push({ first: { ...block, inline }, below: [] });
      else if (block.annotations.length > 0) groups.at(-1)?.below.push(block);
    } else groups.at(-1)?.below.push(block);
  }
  return groups.map(({ first, below }) => makeStep(first.inline, first.annotations, below, first.line, context));
}

/** The prose around the steps; where prose is the steps, none. */
function notesOf(section: Section): readonly (readonly Inline[])[] {
  const hasSteps = section.blocks.some(isStepBlock) || section.children.length > 0;
  if (!hasSteps) return [];
  let seenSteps = false;
  return section.blocks.flatMap((block): readonly (readonly Inline[])[] => {
    seenSteps ||= isStepBlock(block);
    if (block.kind === 'paragraph') {
      const prose = proseOf(block);
      return plainText(prose) === '' ? [] : [prose];
    }
    if (block.kind === 'quote' && !seenSteps) {
      return block.blocks.flatMap((inner) => (inner.kind === 'paragraph' ? [inner.inline] : []));
    }
    if (block.kind === 'table' && !seenSteps && !isFieldTable(block)) {
      return [block.header, ...block.rows.map(({ cells }) => cells)].map((cells) => [
        { kind: 'text', text: cells.map(plainText).join(' · ') },
      ]);
    }
    return block.kind === 'code' && !seenSteps ? [[{ kind: 'code', text: block.text }]] : [];
  });
}
