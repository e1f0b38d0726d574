import type { Block, TableBlock } from './blocks.ts';
import { durationIn } from './durations.ts';
import { linesOf } from './fields.ts';
import { appliesFrom, flagsIn, isCondition, splitCall } from './ladder-words.ts';
import type { LadderLevel } from './model.ts';
import type { Reading } from './reading.ts';
import { severitiesIn } from './scale.ts';
import type { Section } from './sections.ts';
import { namedColumns } from './tables.ts';
import { nameKey, plainText } from './words.ts';

/** A rung as written: who, and when. */
interface Rung {
  readonly level: number | null;
  readonly who: string;
  readonly condition: string;
  /** A column of its own, where a table has one. */
  readonly severities: string;
  /** Lines below it that say something else. */
  readonly unused?: readonly string[];
  readonly line: number;
}

const MAX_LEVELS = 9;

/** The ladder of a section, from a drawing, a table, headings, a list, or prose: the first that gives two levels. */
export function readLadder(section: Section, reading: Reading): readonly LadderLevel[] {
  const ways: readonly ((section: Section) => Found)[] = [fromDrawing, fromTable, fromHeadings, fromList, fromProse];
  for (const way of ways) {
    const { rungs, blocks } = way(section);
    if (rungs.length < 2) continue;
    for (const block of blocks) reading.take(block);
    return judgeRungs(rungs, reading);
  }
  return [];
}

interface Found {
  readonly rungs: readonly Rung[];
  readonly blocks: readonly Block[];
}

function judgeRungs(rungs: readonly Rung[], reading: Reading): readonly LadderLevel[] {
  const levels: LadderLevel[] = [];
  const beyond = rungs[MAX_LEVELS];
  if (beyond !== undefined) {
    reading.reporter.report(
      'warning',
      beyond.line,
      `A ladder has at most ${MAX_LEVELS} levels: the rest was left out.`,
    );
  }
  for (const [index, rung] of rungs.slice(0, MAX_LEVELS).entries()) {
    const previous = levels.at(-1);
    const level = rung.level ?? (previous?.level ?? 0) + 1;
    if (levels.some((other) => other.level === level)) {
      reading.reporter.report('warning', rung.line, `Level ${level} is described twice: the first description counts.`);
      continue;
    }
    for (const text of rung.unused ?? []) {
      reading.reporter.report('warning', rung.line, `“${text.slice(0, 80)}” beside level ${level} was not understood.`);
    }
    const first = index === 0 || appliesFrom(rung.condition);
    const after = durationIn(rung.condition);
    const further = /\b(?:another|further|additional|more)\b/iu.test(rung.condition) ? (previous?.afterMs ?? 0) : 0;
    const flags = flagsIn(rung.condition.replace(rung.who, ''));
    const afterMs = after === null ? (first ? 0 : null) : after + further;
    if (afterMs === null && flags.length === 0) {
      reading.reporter.report('error', rung.line, `Level ${level} (${rung.who}) does not say when it is called.`);
    }
    const named = severitiesIn(rung.severities === '' ? rung.condition : rung.severities, reading.scale);
    levels.push({
      level,
      who: rung.who,
      condition: rung.condition,
      afterMs,
      severities: named.length === 0 ? [1, 2, 3, 4] : named,
      flags,
      line: rung.line,
    });
  }
  return levels.toSorted((a, b) => a.level - b.level);
}

const LEVEL =
  /^[\s*-]*(?:escalation\s+)?(?:level|tier|line|stage|step|lvl|l)\s*[-#]?\s*(\d)(?!\d)\s*(?:[:.)–—-]+|(?=\()|\s|$)\s*/iu;

function rungOf(text: string, line: number, fallback: number | null): Rung | null {
  const match = LEVEL.exec(text);
  const rest = match === null ? text : text.slice(match[0].length);
  const { who, condition } = splitCall(rest);
  if (who === '') return null;
  return { level: match === null ? fallback : Number(match[1]), who, condition, severities: '', line };
}

/** Boxes and arrows in a code block; a remark in parentheses belongs to the level below it. */
function fromDrawing({ blocks }: Section): Found {
  for (const block of blocks) {
    if (block.kind !== 'code') continue;
    const rungs: Rung[] = [];
    let pending = '';
    for (const [index, raw] of block.text.split('\n').entries()) {
      const text = raw.replace(/[|│┃↓▼⬇→←─┌┐└┘├┤>+]+|(?<=^\s*)[vV](?=\s|$)|-{2,}/gu, ' ').trim();
      const remark = /^\((.*)\)$/u.exec(text)?.[1];
      if (remark !== undefined) pending = remark;
      else if (text !== '' && !LEVEL.test(text) && isCondition(text) && splitCall(text).who === '') pending = text;
      else if (text !== '') {
        const rung = rungOf(text, block.line + 1 + index, null);
        if (rung !== null) rungs.push(rung.condition === '' ? { ...rung, condition: pending } : rung);
        pending = '';
      }
    }
    if (rungs.length >= 2 && rungs.some(({ level, condition }) => level !== null || condition !== ''))
      return { rungs, blocks: [block] };
  }
  return { rungs: [], blocks: [] };
}

const COLUMNS = {
  level: /\blevel\b|\btier\b|\bstep\b|\bstage\b|^#$|\bl\b|\border\b/iu,
  severities: /severit|priorit|applies/iu,
  condition: /when|after|condition|trigger|time|\bif\b|delay|escalat\w+ (?:at|on)/iu,
  who: /who|role|contact|escalate|person|team|responder|notify|call|position|name/iu,
};

export function isLadderTable(table: TableBlock): boolean {
  const columns = namedColumns(table, COLUMNS);
  return (
    columns.has('who') &&
    columns.has('condition') &&
    (columns.has('level') || columns.rows.some((row) => isCondition(row.text('condition'))))
  );
}

function fromTable({ blocks }: Section): Found {
  for (const block of blocks) {
    if (block.kind !== 'table' || !isLadderTable(block)) continue;
    const rungs = namedColumns(block, COLUMNS).rows.map((row) => {
      const level = /\d/u.exec(row.text('level'))?.[0];
      const condition = row.text('condition');
      return {
        level: level === undefined ? null : Number(level),
        who: row.text('who'),
        condition: /^[-–—]*$/u.test(condition) ? '' : condition,
        severities: row.text('severities'),
        line: row.line,
      };
    });
    return { rungs: rungs.filter(({ who }) => who !== ''), blocks: [block] };
  }
  return { rungs: [], blocks: [] };
}

function fromHeadings({ children }: Section): Found {
  const read = children
    .filter(({ title }) => LEVEL.test(title))
    .map((child) => {
      const rung = rungOf(child.title, child.line, null);
      const block = child.blocks.find((each) => linesOf([each]).some(({ inline }) => isCondition(plainText(inline))));
      const words = block === undefined ? [] : linesOf([block]).map(({ inline }) => plainText(inline));
      return { rung: rung === null ? null : withCondition(rung, words), block };
    });
  return { rungs: read.flatMap(({ rung }) => rung ?? []), blocks: read.flatMap(({ block }) => block ?? []) };
}

function withCondition(rung: Rung, words: readonly string[]): Rung {
  return rung.condition === '' ? { ...rung, condition: words.find(isCondition) ?? '' } : rung;
}

function fromList({ blocks }: Section): Found {
  for (const block of blocks) {
    if (block.kind !== 'list') continue;
    const rungs = block.items.flatMap((item, index) => {
      const [first, ...below] = linesOf(item.blocks);
      if (first === undefined) return [];
      const rung = rungOf(plainText(first.inline), first.line, index + 1);
      if (rung === null) return [];
      const words = below.map(({ inline }) => plainText(inline));
      const full = withCondition(rung, words);
      return [{ ...full, unused: words.filter((text) => text !== full.condition) }];
    });
    if (rungs.length >= 2 && rungs.slice(1).some(({ condition }) => isCondition(condition)))
      return { rungs, blocks: [block] };
  }
  return { rungs: [], blocks: [] };
}

/** Sentences, each with a person and a time or a flag; the paragraphs stay as notes: `After 30 minutes of a SEV1, call the CTO.` */
function fromProse({ blocks }: Section): Found {
  const rungs: Rung[] = [];
  for (const block of blocks) {
    if (block.kind !== 'paragraph') continue;
    for (const { inline, line } of linesOf([block])) {
      for (const sentence of plainText(inline).split(/(?<=[.;!])\s+/u)) {
        const rung = isCondition(sentence) || rungs.length === 0 ? rungOf(sentence, line, null) : null;
        if (rung !== null && rungs.length <= MAX_LEVELS && !rungs.some(({ who }) => nameKey(who) === nameKey(rung.who)))
          rungs.push(rung);
      }
    }
  }
  return { rungs, blocks: [] };
}
