import { isoTime } from '../messages/times.ts';
import type { FactRow, Milestone, PostmortemFacts } from './facts.ts';
import type { Field, Filled } from './fields.ts';
import { hasField } from './fields.ts';
import type { ActionItem } from './record.ts';

interface Table {
  readonly before: readonly string[];
  readonly head: readonly string[];
  readonly cells: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly after: readonly string[];
}

const MILESTONES: readonly (readonly [RegExp, Milestone])[] = [
  [/acknowledg|respond|took it/iu, 'acknowledged'],
  [/mitigat|workaround|contained/iu, 'mitigated'],
  [/resolv|recover|restored|\bover\b/iu, 'resolved'],
  [/alert|trigger|detect|fired|page/iu, 'fired'],
];

const EVENT_COLUMN = /event|what|descr|detail|note/iu;

/** What happened, in the template's table or, where it has none, as a list. The template's own rows name the turning points. */
export function fillTimeline(section: string, body: string, facts: PostmortemFacts): Filled {
  const table = tableIn(body);
  const { rows, blanks } = withTemplateRows(table === null ? [] : eventsIn(table), facts);
  const filled = rows
    .filter(({ atWallMs }) => atWallMs !== null)
    .map(({ text }): Field => ({ section, label: text, placeholder: '', knows: 'facts', state: 'filled' }));
  const day = isoTime(facts.startedAtWallMs).slice(0, 10);
  const lines = rows.map(({ atWallMs, text, actor }) => {
    const time = atWallMs === null ? 'HH:MM' : timeOn(day, atWallMs);
    return table === null
      ? `- ${time} ${text}`
      : row(table.cells.map((cell, at) => column(cell, at, time, text, whoIs(actor, facts.author))));
  });
  // The whole line: the words of the row stay when somebody has put its time in.
  const fields = blanks.map((label): Field => {
    const placeholder = lines[rows.findIndex(({ atWallMs, text }) => atWallMs === null && text === label)] ?? label;
    return { section, label, placeholder, knows: 'people', state: 'blank' };
  });
  const text =
    table === null
      ? [...body.split('\n').filter((line) => !hasField(line) && !/^\s*[-*+] HH:MM/u.test(line)), '', ...lines]
          .join('\n')
          .trim()
      : [...table.before, ...table.head, ...lines, ...table.after].join('\n');
  return { text, fields: [...filled, ...fields] };
}

interface Line {
  /** Null where only people know when. */
  readonly atWallMs: number | null;
  readonly text: string;
  readonly actor: string;
}

/** Rows that the template names and no fact fills stay, before the next one that a fact fills. */
function withTemplateRows(
  asked: readonly string[],
  facts: PostmortemFacts,
): { readonly rows: readonly Line[]; readonly blanks: readonly string[] } {
  const words = new Map<Milestone, string>();
  const waiting = new Map<Milestone | 'end', string[]>();
  const blanks: string[] = [];
  let unplaced: string[] = [];
  for (const text of asked) {
    const milestone = MILESTONES.find(([pattern]) => pattern.test(text))?.[1];
    const isFact = milestone !== undefined && facts.rows.some((each) => each.milestone?.what === milestone);
    if (milestone === undefined || !isFact || words.has(milestone)) {
      unplaced.push(text);
      blanks.push(text);
      continue;
    }
    words.set(milestone, text);
    waiting.set(milestone, unplaced);
    unplaced = [];
  }
  const rows = facts.rows.flatMap((fact): Line[] => {
    const before = fact.milestone === null ? [] : (waiting.get(fact.milestone.what) ?? []);
    return [...before.map(open), { atWallMs: fact.atWallMs, text: textOf(fact, words), actor: fact.actor }];
  });
  return { rows: [...rows, ...unplaced.map(open)], blanks };
}

/** The rows that say what is expected to have happened; those that only show where to write say nothing. */
function eventsIn({ cells, rows }: Table): readonly string[] {
  const found = cells.findIndex((head) => EVENT_COLUMN.test(head));
  return rows.map((row) => row[found === -1 ? 1 : found] ?? '').filter((text) => text !== '' && !hasField(text));
}

function open(text: string): Line {
  return { atWallMs: null, text, actor: '' };
}

function textOf({ text, milestone }: FactRow, words: ReadonlyMap<Milestone, string>): string {
  const asked = milestone === null ? undefined : words.get(milestone.what);
  if (asked === undefined || milestone === null) return text;
  return milestone.detail === '' ? asked : `${asked}: ${milestone.detail}`;
}

/** The action items in the template's table, or as a list. Without any, the template stays as it is. */
export function fillActions(section: string, body: string, items: readonly ActionItem[]): Filled {
  const kept = items.filter(({ status }) => status !== 'Dropped');
  const field: Field = {
    section,
    label: 'Action items',
    placeholder: '',
    knows: 'people',
    state: kept.length === 0 ? 'blank' : 'edited',
  };
  if (kept.length === 0) return { text: body, fields: [field] };
  const table = tableIn(body);
  if (table === null) {
    const lines = kept.map(
      (item) => `- ${item.action} (${item.owner || 'no owner'}, ${item.due ?? 'no date'}, ${item.status})`,
    );
    const own = body.split('\n').filter((line) => !hasField(line));
    return { text: [...own, ...lines].join('\n').trim(), fields: [field] };
  }
  const lines = kept.map((item) =>
    row(
      table.cells.map((cell, at) => {
        if (/owner|who|assign|responsib/iu.test(cell)) return item.owner;
        if (/due|date|when|deadline/iu.test(cell)) return item.due ?? '';
        if (/status|state|done/iu.test(cell)) return item.status;
        return at === 0 || /action|task|item|what/iu.test(cell) ? item.action : '';
      }),
    ),
  );
  return { text: [...table.before, ...table.head, ...lines, ...table.after].join('\n'), fields: [field] };
}

/** The first table of the text, in its parts. */
function tableIn(body: string): Table | null {
  const lines = body.split('\n');
  const rule = lines.findIndex(
    (line, at) => at > 0 && /^\s*\|?[\s:|-]*-{2,}[\s:|-]*$/u.test(line) && line.includes('|'),
  );
  if (rule < 1) return null;
  const end = lines.findIndex((line, at) => at > rule && !line.includes('|'));
  const last = end === -1 ? lines.length : end;
  return {
    before: lines.slice(0, rule - 1),
    head: lines.slice(rule - 1, rule + 1),
    cells: cellsOf(lines[rule - 1] ?? ''),
    rows: lines.slice(rule + 1, last).map(cellsOf),
    after: lines.slice(last),
  };
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\||\|$/gu, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** A person at this computer is whoever writes here. */
function whoIs(actor: string, author: string | null): string {
  if (actor === 'sevlight') return 'Sevlight';
  return actor === 'person' && author !== null ? author : actor;
}

function column(head: string, at: number, time: string, text: string, actor: string): string {
  if (/time|when|utc/iu.test(head)) return time;
  if (/who|actor|\bby\b|source/iu.test(head)) return actor;
  if (EVENT_COLUMN.test(head) || at === 1) return text;
  return '';
}

/** A line of a table: what would end a cell or the row is taken out of its words. */
function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\\?\|/gu, '\\|').replace(/\s+/gu, ' ')).join(' | ')} |`;
}

/** `14:02`, with its date where that is not the first day's. */
function timeOn(day: string, wallMs: number): string {
  const iso = isoTime(wallMs);
  return iso.slice(0, 10) === day ? iso.slice(11, 16) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
