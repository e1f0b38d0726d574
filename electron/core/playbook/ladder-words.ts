import { durationIn } from './durations.ts';
import type { LadderFlag } from './model.ts';

const BREACH = /\bbreach|\bleak(?:ed|s|age)?\b|personal data|exfiltrat|\bstolen\b|unauthori[sz]ed access/iu;
const LEGAL = /\blegal\b|complian|regulat|\bgdpr\b|\blawyer|\bcounsel\b|\blaw\b/iu;
const FROM_THE_START =
  /\bimmediate|\bat once\b|\bstraight away\b|\bfrom the (?:start|beginning)\b|\bfirst (?:responder|contact)\b|\balways\b|\bby default\b|^(?:alert|page|start|0)\b/iu;

export function flagsIn(condition: string): readonly LadderFlag[] {
  return [
    ...(BREACH.test(condition) ? (['breach'] as const) : []),
    ...(LEGAL.test(condition) ? (['legal'] as const) : []),
  ];
}

export function appliesFrom(condition: string): boolean {
  return FROM_THE_START.test(condition) && flagsIn(condition).length === 0;
}

/** Whether a text says when a level is called. */
export function isCondition(text: string): boolean {
  return (
    durationIn(text) !== null ||
    BREACH.test(text) ||
    /\blegal (?:implication|issue|question|matter|consequence|risk)/iu.test(text) ||
    FROM_THE_START.test(text)
  );
}

const CONJUNCTION = /(?<![\w-])(?:after|if|when|once|within|unless|for|in case|should)\b/iu;
const CALL =
  /(?<![\w-])(?:call|page|phone|ring|notify|inform|contact|engage|involve|alert|escalate(?:s|d)? to|goes to|passes to|hand(?:ed)? over to|bring in|wake(?: up)?|responsib\w+ (?:lies|is) with)\s+(?:the\s+|our\s+)?([^,.;:()]{2,80})/iu;
const TAKES =
  /(?:^|[,:]\s*|\bthen\s+)(?:the\s+|our\s+)?([\p{Lu}][^,.;:()]{1,80}?)\s+(?:takes over|is (?:called|paged|notified|informed|contacted|engaged|involved|told|the first)|are (?:called|paged|notified|informed|contacted|engaged|involved)|must be|gets (?:called|paged|involved)|joins|responds|answers|handles|picks)/u;

/** Takes `Engineering Lead (after 15 min)`, `After 15 min: Engineering Lead` or a sentence apart. */
export function splitCall(text: string): { readonly who: string; readonly condition: string } {
  const short = text.slice(0, 1_000).trim();
  const parentheses = /^([^(]+)\(([^)]*)\)\s*[.:]?\s*$/u.exec(short);
  if (parentheses !== null && isCondition(parentheses[2] ?? '')) {
    return { who: clean(parentheses[1]), condition: (parentheses[2] ?? '').trim() };
  }
  const halves = /^(.+?)\s*(?:[:|;]|\s[–—-]+\s|→)\s*(.+)$/u.exec(short);
  if (halves !== null) {
    const [, left = '', right = ''] = halves;
    if (isCondition(right) && !isCondition(left)) return { who: clean(left), condition: trimmed(right) };
    if (isCondition(left) && !isCondition(right))
      return { who: clean(called(right) ?? right), condition: trimmed(left) };
  }
  const named = called(short);
  if (named !== undefined) return { who: clean(named), condition: trimmed(short) };
  const conjunction = CONJUNCTION.exec(short);
  if (conjunction !== null && isCondition(short.slice(conjunction.index))) {
    const before = short.slice(0, conjunction.index);
    if (before.trim() !== '') return { who: clean(before), condition: trimmed(short.slice(conjunction.index)) };
    const [, condition = '', rest = ''] = /^(.+?),\s*(.+)$/u.exec(short) ?? [];
    return { who: isCondition(condition) ? clean(rest) : '', condition: condition === '' ? trimmed(short) : condition };
  }
  const comma = /^([^,]+),\s*(.+)$/u.exec(short);
  if (comma !== null && isCondition(comma[2] ?? ''))
    return { who: clean(comma[1]), condition: trimmed(comma[2] ?? '') };
  return { who: halves !== null && halves[1] !== undefined ? clean(halves[1]) : clean(short), condition: '' };
}

function called(text: string): string | undefined {
  return CALL.exec(text)?.[1] ?? TAKES.exec(text)?.[1];
}

function trimmed(text: string): string {
  return text.replace(/^[\s(]+|[\s).]+$/gu, '');
}

/** The person or team alone. */
function clean(who: string | undefined): string {
  const [name = ''] = (who ?? '').split(
    /\s+(?:after|if|when|once|within|unless|at once|immediately|straight away|as well|too|for)\b/iu,
  );
  return name
    .replace(/[*_`]/gu, '')
    .replace(/\(.*$/u, '')
    .replace(/^(?:the|our|then|to|escalate to|notify|call|page)\s+/iu, '')
    .replace(/^[\s:–—,;-]+|[\s:–—,;.-]+$/gu, '')
    .slice(0, 80);
}
