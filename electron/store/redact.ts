export const REDACTED = '[redacted]';

/** What tells the fact: keys, ids and our own fixed words. All other strings are text. */
const FACTS = new Set([
  'about',
  'alertKey',
  'bootId',
  'by',
  'byName',
  'cause',
  'causes',
  'channel',
  'covers',
  'due',
  'evidenceId',
  'explainedBy',
  'flag',
  'how',
  'id',
  'into',
  'itemId',
  'joined',
  'kind',
  'list',
  'messageId',
  'mode',
  'name',
  'noticeId',
  'outcome',
  'replaces',
  'ruleId',
  'runbook',
  'rung',
  'section',
  'source',
  'status',
  'stepId',
  'template',
  'to',
  'verdict',
  'version',
  'why',
]);

/** The payload (JSON) without its text: what is not known to be a fact goes, whatever its type and version. */
export function redacted(payload: string): string {
  return JSON.stringify(without('', JSON.parse(payload)));
}

/** An element of a list counts as the list's field. */
function without(field: string, value: unknown): unknown {
  if (typeof value === 'string') return FACTS.has(field) ? value : REDACTED;
  if (Array.isArray(value)) return value.map((element) => without(field, element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, without(name, part)]));
}
