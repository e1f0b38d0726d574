import { isoTime, lasting } from '../messages/times.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { PostmortemFacts } from './facts.ts';

/** One thing that the template asks for. */
export interface Field {
  readonly section: string;
  readonly label: string;
  /** As it stands in the template: `{Number or percentage}`; empty where the template only leaves room. */
  readonly placeholder: string;
  /** Who can know it: what was measured, or only people. */
  readonly knows: 'facts' | 'people';
  readonly state: 'filled' | 'draft' | 'blank' | 'edited';
}

export interface Filled {
  readonly text: string;
  readonly fields: readonly Field[];
}

interface Answer {
  readonly knows: Field['knows'];
  /** Null while it is not known. */
  readonly text: string | null;
}

const FIELD = /\{\{?([^{}\n]{1,160})\}\}?|<(?!https?:|mailto:|tel:|[@#!/])([^<>\n]{1,160})>/gu;
/** A label with nothing, or a stand-in, after it. */
const ROOM =
  /^(\s*(?:[-*+]\s+)?(?:\*\*|__)?([^:|*_{}<>]{2,40}?)(?:\*\*|__)?\s*:(?:\*\*|__)?)\s*(TBD|TODO|_{2,}|…|\.{3}|YYYY-MM-DD)?\s*$/u;
const PEOPLE: Answer = { knows: 'people', text: null };

/** The lines with what the facts know put in; what only people know stays as the template has it. */
export function fillLines(section: string, body: string, facts: PostmortemFacts): Filled {
  const fields: Field[] = [];
  const note = (label: string, placeholder: string, { knows, text }: Answer): void => {
    fields.push({ section, label, placeholder, knows, state: text === null ? 'blank' : 'filled' });
  };
  const lines = body.split('\n').map((line) => {
    const room = ROOM.exec(line);
    if (room !== null) {
      const [, before = '', label = '', standIn = ''] = room;
      const answer = answerTo(label, '', '', facts);
      if (answer === null) return line;
      note(label, standIn, answer);
      return answer.text === null ? line : `${before} ${answer.text}`;
    }
    return line.replace(FIELD, (placeholder: string, braces?: string, angles?: string, at = 0) => {
      const before = line.slice(0, typeof at === 'number' ? at : 0);
      const words = (braces ?? angles ?? '').trim();
      const label = labelOf(before);
      const answer = answerTo(label, words, before, facts) ?? PEOPLE;
      note(label === '' ? words : label, placeholder, answer);
      return answer.text ?? placeholder;
    });
  });
  return { text: lines.join('\n'), fields };
}

export function hasField(text: string): boolean {
  return text.search(FIELD) !== -1;
}

/** The first field of the text replaced, or, where there is none, the words after it. */
export function fillFirst(body: string, words: string): { readonly text: string; readonly placeholder: string } {
  const [field] = body.matchAll(FIELD);
  if (field === undefined) return { text: [body, words].filter((part) => part !== '').join('\n\n'), placeholder: '' };
  const end = field.index + field[0].length;
  return { text: body.slice(0, field.index) + words + body.slice(end), placeholder: field[0] };
}

/** `- **Users affected:** ` to `Users affected`; in a table, the cell before. */
function labelOf(before: string): string {
  const words = before
    .split(/[:|]/u)
    .map((part) => part.replace(/^[\s#>*+_-]+|[\s*_]+$/gu, ''))
    .filter((part) => part !== '');
  return words[0] ?? '';
}

/** What the facts say to a field; null where neither label nor words mean anything to us. */
function answerTo(label: string, words: string, before: string, facts: PostmortemFacts): Answer | null {
  if (
    /users?\b|customers?|people|data\b|financ|money|cost|revenue|reviewers?\b|reviewed|root cause|approv/iu.test(label)
  )
    return PEOPLE;
  if (/sev[-\s]?$/iu.test(before)) return known(String(facts.severity));
  if (/^#\s/u.test(before)) return known(facts.title);
  return partOf(words, facts) ?? meaning(label, words, facts) ?? meaning(words, words, facts);
}

/** `{Start time} to {End time} ({X hours Y minutes})`: the words within say more than the label. */
function partOf(words: string, facts: PostmortemFacts): Answer | null {
  if (/\b(start|began|begin|from)\b/iu.test(words)) return known(moment(facts.startedAtWallMs));
  if (/\b(end|ended|until|over|resolved at)\b/iu.test(words))
    return known(facts.endedAtWallMs === null ? null : moment(facts.endedAtWallMs));
  if (/hours?|minutes?|how long/iu.test(words)) return known(spelledOut(facts.measures.durationMs));
  return null;
}

function meaning(text: string, words: string, facts: PostmortemFacts): Answer | null {
  const { measures } = facts;
  if (/author|written by|\bscribe\b/iu.test(text)) return facts.author === null ? PEOPLE : known(facts.author);
  if (/mtta|time to ack|time to respon/iu.test(text)) return known(span(measures.toAcknowledgeMs));
  if (/mttr|time to (resol|recover|repair|restor)/iu.test(text)) return known(span(measures.toResolveMs));
  if (/duration|how long|lasted|downtime/iu.test(text)) return known(range(facts));
  if (/severity|\bsev\b|priority/iu.test(text)) return known(`SEV${facts.severity}`);
  if (/start|began|detected/iu.test(text)) return known(moment(facts.startedAtWallMs));
  if (/\bend(ed)?\b|resolved|recovered/iu.test(text))
    return known(facts.endedAtWallMs === null ? null : moment(facts.endedAtWallMs));
  if (/functionalit|features?|components?|services?|systems?|what did not work/iu.test(text))
    return known(facts.affected.join(', '));
  if (/\bdate\b|yyyy/iu.test(text)) return known(isoTime(facts.startedAtWallMs).slice(0, 10));
  if (/status/iu.test(text)) return known(facts.incident.status);
  if (
    /title|incident name|headline/iu.test(text) ||
    (/post.?mortem|incident/iu.test(text) && /title|name/iu.test(words))
  )
    return known(facts.title);
  return null;
}

function known(text: string | null): Answer {
  return { knows: 'facts', text };
}

/** `2026-11-23 14:02 UTC`. */
function moment(wallMs: number): string {
  const iso = isoTime(wallMs);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function range({ startedAtWallMs, endedAtWallMs, measures }: PostmortemFacts): string | null {
  if (endedAtWallMs === null) return null;
  return `${moment(startedAtWallMs)} to ${moment(endedAtWallMs)} (${spelledOut(measures.durationMs) ?? ''})`;
}

function span(ms: number | null): string | null {
  return ms === null ? null : lasting(ms);
}

/** `1 hour 43 minutes`; below a minute it says so. */
function spelledOut(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms < MINUTE_MS) return 'less than a minute';
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  return [counted(hours, 'hour'), counted(minutes, 'minute')].filter((part) => part !== '').join(' ');
}

function counted(count: number, unit: string): string {
  if (count === 0) return '';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
