import type { MessageTemplate } from '../playbook/model.ts';
import { severityLabel } from '../severity.ts';
import type { MessageFacts } from './facts.ts';
import { type FieldMeaning, fieldMeaning } from './fields.ts';
import { clockTime, isoTime, lasting } from './times.ts';

export interface FilledMessage {
  /** Its first line: the subject of an e-mail. */
  readonly subject: string;
  readonly text: string;
  /** The fields that facts could not fill, as they stand in the text: `{Brief description}`. */
  readonly blanks: readonly string[];
}

const FIELD = /\{\{?([^{}\n]{1,120})\}\}?|<([^<>\n]{1,120})>/gu;
/** Between angles, and yet no field: addresses, and what Slack calls a mention. */
const NO_FIELD = /^(https?:|mailto:|tel:|[@#!/])/iu;

/** The template with its fields filled from the facts. What is not known stays as it is, between its braces. */
export function fillTemplate(template: MessageTemplate, facts: MessageFacts): FilledMessage {
  const blanks = new Set<string>();
  const text = template.body
    .trim()
    .split('\n')
    .map((line) => fillLine(line, facts, blanks))
    .join('\n')
    .replace(/[ \t]+$/gmu, '');
  return { subject: text.split('\n').find((line) => line.trim() !== '') ?? '', text, blanks: [...blanks] };
}

function fillLine(line: string, facts: MessageFacts, blanks: Set<string>): string {
  return line.replace(FIELD, (written: string, braces: string | undefined, angles: string | undefined, at: number) => {
    const field = (braces ?? angles ?? '').trim();
    if (NO_FIELD.test(field)) return written;
    const before = line.slice(0, at);
    const meaning = fieldMeaning(field, before);
    const value = meaning === null ? null : fieldValue(meaning, field, before, facts);
    if (value !== null) return value;
    blanks.add(written);
    return written;
  });
}

function fieldValue(meaning: FieldMeaning, field: string, before: string, facts: MessageFacts): string | null {
  const time = (wallMs: number) =>
    /iso|timestamp|8601/iu.test(field) ? isoTime(wallMs) : clockTime(wallMs, facts.nowWallMs, facts.zone);
  switch (meaning) {
    case 'severity-number':
      return String(facts.severity);
    case 'severity':
      return severityLabel(facts.severity);
    case 'title':
      return facts.title;
    case 'status':
      return facts.status;
    case 'environment':
      return facts.environment;
    case 'impact':
      return facts.measured.length === 0 ? null : facts.measured.join(' ');
    case 'start':
      return time(facts.startedAtWallMs);
    case 'now':
      return time(facts.nowWallMs);
    case 'end':
      return facts.resolvedAtWallMs === null ? null : time(facts.resolvedAtWallMs);
    case 'next-update':
      return facts.nextUpdateWallMs === null ? null : time(facts.nextUpdateWallMs);
    case 'duration':
      return duration(field, facts);
    case 'actions':
      return list(before, facts);
    case 'next-steps':
      return facts.nextStep;
    case 'resolution':
      return facts.ending;
    case 'follow-up':
      return facts.severity <= 2 ? null : `none asked for at ${severityLabel(facts.severity)}`;
    case 'people':
      return null;
  }
}

/** With both ends where the field asks for them, else the length alone. Null while it goes on. */
function duration(field: string, facts: MessageFacts): string | null {
  const { startedAtWallMs, resolvedAtWallMs } = facts;
  if (resolvedAtWallMs === null) return null;
  const length = lasting(resolvedAtWallMs - startedAtWallMs);
  return /start|from|end/iu.test(field)
    ? `${isoTime(startedAtWallMs)} to ${isoTime(resolvedAtWallMs)} (${length})`
    : length;
}

/** One line each: below the label, or with the template's own bullet. */
function list(before: string, { actions, nowWallMs }: MessageFacts): string | null {
  if (actions.length === 0) return null;
  const lines = actions.map(({ atWallMs, text }) => `${clockTime(atWallMs, nowWallMs, 'UTC')} ${text}`);
  const bullet = /^\s*[-*•]\s*$/u.exec(before)?.[0];
  if (bullet !== undefined) return lines.join(`\n${bullet}`);
  const ownLine = before.trim() === '';
  return `${ownLine ? '' : '\n'}${lines.map((line) => `- ${line}`).join('\n')}`;
}
