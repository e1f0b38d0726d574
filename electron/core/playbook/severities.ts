import { SEVERITIES, type Severity, severityLabel } from '../severity.ts';
import type { Block, TableBlock } from './blocks.ts';
import { durationIn } from './durations.ts';
import { linesOf, type TextLine } from './fields.ts';
import type { ResponseTime, SeverityLevel } from './model.ts';
import type { Reporter } from './problems.ts';
import { COMMON_WORDS, labelsIn, type Scale, severityOf } from './scale.ts';
import { type Section, withDescendants } from './sections.ts';
import { namedColumns, reportUnused } from './tables.ts';
import { nameKey, plainText } from './words.ts';

/** A severity as its author wrote it, before we know where the counting starts. */
export interface WrittenSeverity {
  readonly label: string;
  readonly name: string;
  readonly description: string;
  readonly response: string;
  readonly examples: string;
  readonly line: number;
}

const COLUMNS = {
  label: /\b(?:severit\w*|sev|prio\w*|level|class|id)\b/iu,
  response: /respon|acknowledg|\back\b|sla|time|within/iu,
  examples: /example|e\.g|such as/iu,
  name: /\bname\b|\blabel\b|\btitle\b/iu,
  description: /descri|defin|meaning|impact|what|criteria|when/iu,
};

export function isSeverityTable(table: TableBlock): boolean {
  const columns = namedColumns(table, COLUMNS);
  if (!columns.has('label') || !(columns.has('response') || columns.has('description'))) return false;
  const labelled = columns.rows.filter((row) => isLabel(row.text('label')));
  return labelled.length >= 2 && labelled.length * 2 >= columns.rows.length;
}

/** The severities of a section: a table, a list, or headings. Blocks that were read are handed to `take`. */
export function readWrittenSeverities(
  section: Section,
  take: (block: Block) => void,
  reporter: Reporter,
): readonly WrittenSeverity[] {
  return withDescendants(section).flatMap((part) => [
    ...(part !== section && isLabel(part.title) ? [fromHeading(part, take)] : []),
    ...part.blocks.flatMap((block) => {
      if (block.kind === 'table' && isSeverityTable(block)) {
        take(block);
        reportUnused(block, namedColumns(block, COLUMNS).unused, reporter);
        return fromTable(block);
      }
      const items = block.kind === 'list' ? block.items.filter((item) => isLabel(firstWords(item.blocks))) : [];
      if (items.length < 2) return [];
      take(block);
      return items.map((item) => fromLines(linesOf(item.blocks), item.line));
    }),
  ]);
}

function fromTable(table: TableBlock): readonly WrittenSeverity[] {
  return namedColumns(table, COLUMNS).rows.map((row) => ({
    label: row.text('label'),
    name: row.text('name'),
    description: row.text('description'),
    response: row.text('response'),
    examples: row.text('examples'),
    line: row.line,
  }));
}

function fromHeading(section: Section, take: (block: Block) => void): WrittenSeverity {
  const prose = section.blocks.filter(({ kind }) => kind === 'paragraph' || kind === 'list');
  for (const block of prose) take(block);
  return { ...fromLines(linesOf(prose), section.line), label: section.title };
}

const RESPONSE = /^(?:target |expected |max\w* )?(?:respon|acknowledg|ack\b|sla|time to)/iu;
const EXAMPLES = /^(?:example|e\.g|for instance|such as)/iu;

/** `SEV1 (Critical): all is down. Response: 15 minutes. Examples: database gone, breach` in any number of lines. */
function fromLines(lines: readonly TextLine[], line: number): WrittenSeverity {
  const [first, ...others] = lines;
  const label = first?.label ?? '';
  const parts = { response: '', examples: [] as string[], description: [] as string[] };
  const head = label !== '' && isLabel(label) ? [plainText(first?.rest ?? [])] : [plainText(first?.inline ?? [])];
  const sentences = [...head.flatMap(sentencesOf), ...others.map(({ inline }) => plainText(inline))];
  let inExamples = false;
  for (const sentence of sentences) {
    const [, key = '', value = ''] = /^([^:]{1,40}):\s*(.*)$/u.exec(sentence) ?? [];
    if (RESPONSE.test(key) || (parts.response === '' && RESPONSE.test(sentence)))
      parts.response = value === '' ? sentence : value;
    else if (EXAMPLES.test(key)) parts.examples.push(value);
    else if (inExamples) parts.examples.push(sentence);
    else parts.description.push(/^(?:impact|description|meaning|definition)$/iu.test(key) ? value : sentence);
    inExamples = EXAMPLES.test(key) || (inExamples && !RESPONSE.test(key));
  }
  return {
    label: isLabel(label) ? label : plainText(first?.inline ?? []),
    name: '',
    description: parts.description.join(' ').replace(/[.\s]+$/u, ''),
    response: parts.response.replace(/[.\s]+$/u, ''),
    examples: parts.examples.filter((example) => example !== '').join(', '),
    line,
  };
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.;])\s+(?=\p{Lu})/u);
}

function firstWords(blocks: readonly Block[]): string {
  const [first] = linesOf(blocks.slice(0, 1));
  return first === undefined ? '' : (first.label ?? plainText(first.inline));
}

function isLabel(text: string): boolean {
  const label = labelsIn(text)[0];
  return label === undefined ? COMMON_WORDS.has(nameKey(text)) || /^[0-5]$/u.test(text.trim()) : label.start < 4;
}

/** Where the document starts to count and what it calls its severities. */
export function scaleOf(written: readonly WrittenSeverity[]): Scale {
  const numbers = written.flatMap(({ label }) => numberOf(label) ?? []);
  const base = numbers.includes(0) ? 0 : 1;
  const words = new Map(COMMON_WORDS);
  for (const { label, name } of written) {
    const number = numberOf(label);
    const severity = number === undefined ? undefined : severityOf(number, { base });
    const word = nameKey(name === '' ? wordOf(label) : name);
    if (severity !== undefined && word !== '' && !word.includes(' ')) words.set(word, severity);
  }
  return { base, words };
}

/** The four levels, the worst first; a level given twice or beyond the fourth is reported. */
export function readSeverityLevels(
  written: readonly WrittenSeverity[],
  scale: Scale,
  reporter: Reporter,
): readonly SeverityLevel[] {
  const levels = new Map<Severity, SeverityLevel>();
  for (const item of written) {
    const level = levelOf(item.label, scale);
    if (level === undefined) {
      reporter.report(
        'warning',
        item.line,
        `“${item.label.slice(0, 60)}” is not understood as one of the severities 1 to 4.`,
      );
    } else if (levels.has(level)) {
      reporter.report(
        'warning',
        item.line,
        `${severityLabel(level)} is described twice: the first description counts.`,
      );
    } else {
      const responseTime = readResponseTime(item.response);
      if (responseTime.kind === 'unknown') {
        reporter.report('error', item.line, `${severityLabel(level)} names no response time that can be counted down.`);
      }
      levels.set(level, {
        level,
        name: item.name || wordOf(item.label) || severityLabel(level),
        description: item.description,
        responseTime,
        examples: splitExamples(item.examples),
        line: item.line,
      });
    }
  }
  return SEVERITIES.flatMap((severity) => levels.get(severity) ?? []);
}

/** `Immediate (< 15 min)` is 15 minutes; a business day is counted by the team's calendar. */
export function readResponseTime(text: string): ResponseTime {
  if (/\b(?:next|1|one|following)\s+(?:business|working|work)\s*-?day/iu.test(text))
    return { kind: 'next-business-day', text };
  const ms = /(?:business|working)\s*-?days?/iu.test(text) ? null : durationIn(text);
  return ms === null || ms <= 0 ? { kind: 'unknown', text } : { kind: 'within', text, ms };
}

function levelOf(label: string, scale: Scale): Severity | undefined {
  const number = numberOf(label);
  return number === undefined ? scale.words.get(nameKey(label)) : severityOf(number, scale);
}

function numberOf(label: string): number | undefined {
  const bare = /^\s*([0-9])\s*$/u.exec(label)?.[1];
  return bare === undefined ? labelsIn(label)[0]?.number : Number(bare);
}

/** `SEV1 - Critical` is called `Critical`. */
function wordOf(label: string): string {
  const found = labelsIn(label)[0];
  if (found === undefined) return /^\s*\d\s*$/u.test(label) ? '' : label.trim();
  const rest = `${label.slice(0, found.start)} ${label.slice(found.end)}`;
  return rest
    .replace(/[()[\]]/gu, ' ')
    .replace(/^[\s:–—-]+|[\s:–—-]+$/gu, '')
    .slice(0, 60);
}

/** Commas inside parentheses do not separate. */
function splitExamples(text: string): readonly string[] {
  return text
    .split(/[,;](?![^(]{0,200}\))/u)
    .map((example) => example.trim().replace(/\.$/u, ''))
    .filter((example) => example !== '');
}
