import { readAlertNames, type WrittenAlert } from './alerts.ts';
import type { Block, ListBlock, ParagraphBlock, TableBlock } from './blocks.ts';
import { linesOf, type TextLine, textLines } from './fields.ts';
import type { Inline } from './model.ts';
import type { Section } from './sections.ts';
import { plainText } from './words.ts';

const ALERT = /^(?:alerts?|alarms?|monitors?|alert ?names?|fires as|aliases)$/iu;
const SEVERITY = /^(?:(?:default |usual |typical )?(?:severity|severities|priority|sev|level|impact))$/iu;
const TRIGGER =
  /^(?:trigger\w*(?: when| by| if)?|fires (?:when|if)|raised when|condition|when|symptoms?|detection|caused? by)$/iu;
const STEPS =
  /^(?:\d+[.)]\s*)?(?:steps?|procedures?|actions?|what to do|response|resolution(?: steps)?|remediation|checklist|instructions|runbook|how to respond)$/iu;

/** What a runbook says of itself, and what is left of it: its procedure. */
export interface RunbookFields {
  readonly alerts: readonly WrittenAlert[];
  /** Empty where the runbook names no severity. */
  readonly severityText: string;
  readonly trigger: string | null;
  readonly procedure: Section;
}

/** Whether a heading or label only announces the steps. */
export function announcesSteps(title: string): boolean {
  return STEPS.test(title.replace(/:$/u, ''));
}

/** Whether a section says of itself that it is a runbook. */
export function namesAlert({ blocks }: Section): boolean {
  return blocks.some((block) => fieldLines(block).some(({ label }) => label !== null && ALERT.test(label)));
}

/** Takes the fields out of a section: lines, lists, tables and headings whose label is one we know. */
export function readFields(section: Section): RunbookFields {
  const fields: TextLine[] = [];
  const procedure = withoutFields(section, fields);
  const restsOf = (words: RegExp) => fields.filter(({ label }) => words.test(label ?? '')).map(({ rest }) => rest);
  const triggers = restsOf(TRIGGER).map(plainText);
  return {
    alerts: restsOf(ALERT).flatMap(readAlertNames),
    severityText: restsOf(SEVERITY).map(plainText).join(' / '),
    trigger: triggers.filter((text) => text !== '').join('; ') || null,
    procedure,
  };
}

function withoutFields(section: Section, fields: TextLine[]): Section {
  const blocks = section.blocks.flatMap((block) => takeFields(block, fields));
  const children = section.children.filter((child) => !takeHeading(child, fields));
  return { ...section, blocks, children: children.map((child) => withoutFields(child, fields)) };
}

/** `#### Symptoms` with nothing but words below it. */
function takeHeading(section: Section, fields: TextLine[]): boolean {
  const { title, blocks, children, line } = section;
  const bare = children.length === 0 && blocks.every(({ kind }) => kind === 'paragraph' || kind === 'list');
  if (!bare || ![ALERT, SEVERITY, TRIGGER].some((words) => words.test(title))) return false;
  const rest = linesOf(blocks).flatMap(({ inline }, at): readonly Inline[] => [
    ...(at > 0 ? [{ kind: 'text', text: ', ' } as const] : []),
    ...inline,
  ]);
  fields.push({ label: title, rest, inline: rest, line });
  return true;
}

/** What of a block is no field. */
function takeFields(block: Block, fields: TextLine[]): readonly Block[] {
  const lines = fieldLines(block);
  if (!lines.some(isField) && !(block.kind === 'paragraph' && lines.some(isAnnouncement))) return [block];
  for (const line of lines.filter(isField)) fields.push(line);
  const others = lines.filter((line) => !isField(line) && !isAnnouncement(line));
  const annotations = block.kind === 'paragraph' ? block.annotations : [];
  if (others.length === 0 && annotations.length === 0) return [];
  const inline = others.flatMap((line, at): readonly Inline[] => [
    ...(at > 0 ? [{ kind: 'text', text: '\n' } as const] : []),
    ...line.inline,
  ]);
  const paragraph: ParagraphBlock = { kind: 'paragraph', inline, annotations, line: others[0]?.line ?? block.line };
  return [paragraph];
}

function isField({ label }: TextLine): boolean {
  return label !== null && [ALERT, SEVERITY, TRIGGER].some((words) => words.test(label));
}

function isAnnouncement({ label, rest, inline }: TextLine): boolean {
  return announcesSteps(plainText(inline)) || (label !== null && announcesSteps(label) && plainText(rest) === '');
}

/** The labelled lines of a block that may hold fields: a paragraph, a plain list with a field in it, a table. */
function fieldLines(block: Block): readonly TextLine[] {
  if (block.kind === 'paragraph') return textLines(block.inline, block.line);
  if (block.kind === 'list') return linesOfPlainList(block);
  return block.kind === 'table' ? linesOfTable(block) : [];
}

function linesOfPlainList({ ordered, items }: ListBlock): readonly TextLine[] {
  if (ordered) return [];
  const lines = items.flatMap(({ blocks: [first, ...others] }) => {
    return first?.kind === 'paragraph' && others.length === 0 ? textLines(first.inline, first.line) : [];
  });
  return lines.length >= items.length && lines.some(isField) ? lines : [];
}

/** A row a field, or a column a field. */
function linesOfTable({ header, rows, line }: TableBlock): readonly TextLine[] {
  const byRow = [{ cells: header, line }, ...rows].map(({ cells: [label = [], ...rest], line: at }) => {
    return cellLine(label, join(rest), at);
  });
  const byColumn = header.map((label, at) => cellLine(label, join(rows.map(({ cells }) => cells[at] ?? [])), line));
  // A header like `Field | Value` says nothing itself.
  if (header.length === 2 && byRow.some(isField)) return byRow.filter((row, at) => at > 0 || isField(row));
  return byColumn.some(isField) ? byColumn : [];
}

function cellLine(label: readonly Inline[], rest: readonly Inline[], line: number): TextLine {
  const text = plainText(label).replace(/:$/u, '');
  return { label: text, rest, inline: [{ kind: 'text', text: `${text}: ` }, ...rest], line };
}

function join(cells: readonly (readonly Inline[])[]): readonly Inline[] {
  return cells.flatMap((cell, at) => (at > 0 ? [{ kind: 'text' as const, text: ', ' }, ...cell] : cell));
}
