import { SEVERITIES, type Severity } from '../severity.ts';
import { nameKey } from './words.ts';

/** How a document counts and names its severities. */
export interface Scale {
  /** The number of its worst: 1 in `SEV1`, 0 in `P0`. */
  readonly base: 0 | 1;
  /** Its own words, by `nameKey`. */
  readonly words: ReadonlyMap<string, Severity>;
}

/** What the trade calls them where a document gives words alone. */
export const COMMON_WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 1],
  ['blocker', 1],
  ['high', 2],
  ['major', 2],
  ['medium', 3],
  ['moderate', 3],
  ['minor', 4],
  ['low', 4],
]);

/** `SEV1`, `SEV-1`, `Sev 1`, `Severity 1`, `P1`, `S1`; and the bare numbers that go on from one: `SEV1/2`. */
const LABEL =
  /(?<![\p{L}\d])(?:sev(?:erity)?|prio(?:rity)?|p|s)[\s\p{Pd}_]?(\d)(?!\d|[\p{L}%])|(?<=\d\s?(?:[/,&]|and|or|[-–])\s?)(\d)(?![\d\p{L}%.])/giu;
const RANGE = /^\s*(?:[-–]|to|through)\s*$/iu;

/** The severities a text names, the worst first. `all severities` is every one. */
export function severitiesIn(text: string, scale: Scale): readonly Severity[] {
  const short = text.slice(0, 2_000);
  const numbers = labelsIn(short).flatMap((label, index, labels) => {
    const before = labels[index - 1];
    const isRange = before !== undefined && RANGE.test(short.slice(before.end, label.start));
    const from = isRange ? Math.min(before.number, label.number) : label.number;
    return Array.from({ length: label.number - from + 1 }, (_, offset) => from + offset);
  });
  const severities = new Set(numbers.flatMap((number) => severityOf(number, scale) ?? []));
  if (numbers.length === 0 && /\b(?:all|any|every)\s+(?:severit|sev)/iu.test(short)) return SEVERITIES;
  if (numbers.length === 0) {
    for (const word of nameKey(short).split(' ')) {
      const severity = scale.words.get(word);
      if (severity !== undefined) severities.add(severity);
    }
  }
  return [...severities].toSorted();
}

/** The severity behind a document's own number; undefined where it has more levels than four. */
export function severityOf(number: number, scale: Pick<Scale, 'base'>): Severity | undefined {
  return SEVERITIES.find((severity) => severity === number + 1 - scale.base);
}

export interface Label {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Every numbered label of a text, in order. */
export function labelsIn(text: string): readonly Label[] {
  const labels: Label[] = [];
  for (const match of text.matchAll(LABEL)) {
    const bare = match[2] !== undefined;
    const follows = labels.at(-1);
    // A bare number counts only right behind a label: `SEV1/2`, but not `SEV1 for 10 minutes or 2`.
    if (bare && (follows === undefined || match.index - follows.end > 5)) continue;
    labels.push({ number: Number(match[1] ?? match[2]), start: match.index, end: match.index + match[0].length });
  }
  return labels;
}
