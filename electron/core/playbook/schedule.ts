import type { Block, TableBlock } from './blocks.ts';
import { durationIn } from './durations.ts';
import type { ScheduledTask } from './model.ts';
import type { Reading } from './reading.ts';
import { namedColumns } from './tables.ts';
import { type Token, tokensOf } from './tokens.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The tasks that the team's own server runs by the clock. */
export function readSchedule(blocks: readonly Block[], reading: Reading): readonly ScheduledTask[] {
  return blocks.flatMap((block) => {
    if (reading.taken(block)) return [];
    const tasks =
      block.kind === 'code' ? inCode(block.text, block.line + 1) : block.kind === 'table' ? inTable(block) : [];
    if (tasks.length > 0) reading.take(block);
    return tasks;
  });
}

const COLUMNS = {
  every: /every|schedule|interval|frequency|cron/iu,
  task: /\btask|function|command/iu,
  name: /name|what|check|job/iu,
};

function inTable(table: TableBlock): readonly ScheduledTask[] {
  const columns = namedColumns(table, COLUMNS);
  if (!columns.has('every') || !(columns.has('task') || columns.has('name'))) return [];
  const tasks = columns.rows.map((row) => {
    const task = row.text('task') || row.text('name');
    const text = row.text('every');
    return { name: row.text('name') || task, task, everyMs: intervalMs(text), text, line: row.line };
  });
  return tasks.some(({ everyMs }) => everyMs !== null) ? tasks : [];
}

/** `'name': {'task': 'x.y', 'schedule': crontab(minute='*\/5')}`, as Celery's beat has it. */
function inCode(code: string, firstLine: number): readonly ScheduledTask[] {
  if (!code.includes('schedule') || !code.includes('task')) return [];
  const tokens = tokensOf(code).filter(({ kind }) => kind !== 'line');
  const tasks: ScheduledTask[] = [];
  let name: Token | null = null;
  let task = '';
  let text = '';
  for (const [index, token] of tokens.entries()) {
    const value = tokens[index + 2];
    if (tokens[index + 1]?.text !== ':' || value === undefined || token.kind === 'sign') continue;
    if (value.text === '{') {
      name = token;
      task = '';
      text = '';
    } else if (token.text === 'task') task = value.text;
    else if (token.text === 'schedule') text = expressionAt(code, tokens, index + 2);
    if (name === null || task === '' || text === '') continue;
    tasks.push({ name: name.text, task, everyMs: intervalMs(text), text, line: firstLine + name.line });
    name = null;
  }
  return tasks;
}

/** Up to the comma or brace that ends it; a thousand tokens are no expression. */
function expressionAt(code: string, tokens: readonly Token[], at: number): string {
  let depth = 0;
  let end = at;
  for (; end < Math.min(tokens.length, at + 1_000); end += 1) {
    const text = tokens[end]?.kind === 'sign' ? tokens[end]?.text : undefined;
    if (depth === 0 && (text === ',' || text === '}')) break;
    if (text === '(' || text === '[' || text === '{') depth += 1;
    if (text === ')' || text === ']' || text === '}') depth -= 1;
  }
  return code
    .slice(tokens[at]?.from ?? 0, tokens[end - 1]?.to ?? 0)
    .replace(/\s+/gu, ' ')
    .slice(0, 200);
}

/** The interval of `crontab(minute='*\/5')`, `crontab(minute=0)`, `timedelta(minutes=5)`, `300.0`, `*\/5 * * * *` or `every 5 minutes`. */
function intervalMs(text: string): number | null {
  const seconds = /^\d+(?:\.\d+)?$/u.exec(text)?.[0];
  if (seconds !== undefined) return Number(seconds) * 1_000;
  if (text.startsWith('timedelta(')) {
    const parts = [...text.matchAll(/\b(days|hours|minutes|seconds)\s*=\s*(\d+(?:\.\d+)?)/gu)];
    return parts.length === 0
      ? null
      : parts.reduce((sum, [, unit = '', amount = '']) => sum + (durationIn(`${amount} ${unit}`) ?? 0), 0);
  }
  const fields = text.startsWith('crontab(')
    ? crontabFields(text)
    : /^(?:\S+\s+){4}\S+$/u.test(text)
      ? text.split(/\s+/u)
      : null;
  if (fields === null) return durationIn(text);
  const [minute = '*', hour = '*', ...days] = fields;
  if (days.some((day) => day !== '*')) return null;
  const everyMinutes = /^\*(?:\/(\d+))?$/u.exec(minute);
  if (everyMinutes !== null && hour === '*') return Number(everyMinutes[1] ?? 1) * MINUTE_MS;
  const everyHours = /^\*(?:\/(\d+))?$/u.exec(hour);
  if (/^\d+$/u.test(minute) && everyHours !== null) return Number(everyHours[1] ?? 1) * HOUR_MS;
  return /^\d+$/u.test(minute) && /^\d+$/u.test(hour) ? 24 * HOUR_MS : null;
}

function crontabFields(text: string): readonly string[] {
  const given = new Map(
    [...text.matchAll(/(\w+)\s*=\s*['"]?([\d*/,-]+)['"]?/gu)].map(([, key = '', value = '']) => [key, value]),
  );
  return ['minute', 'hour', 'day_of_month', 'month_of_year', 'day_of_week'].map((field) => given.get(field) ?? '*');
}
