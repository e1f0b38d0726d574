import type { ThresholdName } from '../checks/rule.ts';
import { DEFAULT_THRESHOLDS } from '../checks/thresholds.ts';
import type { Block } from './blocks.ts';
import type { Thresholds } from './model.ts';
import type { Reading } from './reading.ts';
import { type Token, tokensOf } from './tokens.ts';
import { plainText } from './words.ts';

/** A threshold as found, before we know whether the name is one of ours. */
interface Found {
  readonly name: string;
  readonly value: number;
  readonly line: number;
}

/** The thresholds in settings of any notation, or in a table or list of names and numbers; the first of a name counts. */
export function readThresholds(blocks: readonly Block[], reading: Reading): Thresholds {
  const thresholds: Partial<Record<ThresholdName, number>> = {};
  for (const block of blocks) {
    if (reading.taken(block)) continue;
    const found = inBlock(block);
    if (!found.some(({ name }) => isThreshold(name))) continue;
    reading.take(block);
    for (const { name, value, line } of found) {
      if (!isThreshold(name)) reading.reporter.report('warning', line, `“${name}” is not a threshold this app knows.`);
      else if (!Number.isFinite(value) || value < 0)
        reading.reporter.report('warning', line, `${name} cannot be ${value}: it was left at its default.`);
      else thresholds[name] ??= value;
    }
  }
  return thresholds;
}

function isThreshold(name: string): name is ThresholdName {
  return Object.hasOwn(DEFAULT_THRESHOLDS, name);
}

function inBlock(block: Block): readonly Found[] {
  if (block.kind === 'code') return inCode(block.text, block.line + 1);
  if (block.kind === 'table') {
    return block.rows.flatMap(({ cells, line }) => {
      const texts = cells.map(plainText);
      const name = texts.map((text) => text.replaceAll('`', '').toLowerCase()).find(isNamedLikeOne);
      const number = texts.map((text) => /^-?\d+(?:\.\d+)?/u.exec(text)?.[0]).find((text) => text !== undefined);
      return name === undefined || number === undefined ? [] : [{ name, value: Number(number), line }];
    });
  }
  if (block.kind !== 'list') return [];
  return block.items.flatMap((item) =>
    item.blocks.flatMap((inner) => (inner.kind === 'paragraph' ? inCode(plainText(inner.inline), item.line) : [])),
  );
}

function isNamedLikeOne(name: string): boolean {
  return /^\w+_(?:warning|critical)$/u.test(name);
}

/** `name: 5 * 60`, `'name': 300,`, `NAME=300` */
function inCode(code: string, firstLine: number): readonly Found[] {
  if (!/_(?:warning|critical)/iu.test(code)) return [];
  const tokens = tokensOf(code).filter(({ kind }) => kind !== 'line');
  return tokens.flatMap((token, index) => {
    const name = token.text.toLowerCase();
    if ((token.kind !== 'name' && token.kind !== 'string') || !isNamedLikeOne(name)) return [];
    const sign = tokens[index + 1]?.text;
    if (sign !== ':' && sign !== '=') return [];
    const value = productAt(tokens, index + 2);
    return value === null ? [] : [{ name, value, line: firstLine + token.line }];
  });
}

function productAt(tokens: readonly Token[], at: number): number | null {
  const first = tokens[at];
  if (first === undefined || !/^-?\d+(?:\.\d+)?$/u.test(first.text)) return null;
  let product = Number(first.text);
  for (let next = at + 1; tokens[next]?.text === '*' && tokens[next + 1]?.kind === 'number'; next += 2)
    product *= Number(tokens[next + 1]?.text);
  return product;
}
