export const REDACTED = '[redacted]';

/** What tells the fact: keys, ids and our own fixed words. All other strings are text. */
const FACTS = new Set([
  'alertKey',
  'bootId',
  'by',
  'byName',
  'cause',
  'explainedBy',
  'id',
  'kind',
  'list',
  'mode',
  'name',
  'noticeId',
  'replaces',
  'ruleId',
  'runbook',
  'rung',
  'source',
  'stepId',
  'to',
  'version',
  'why',
]);

/** The payload (JSON) without its text: what is not known to be a fact goes, whatever its type and version. */
export function redacted(payload: string): string {
  return JSON.stringify(JSON.parse(payload), (key, value: unknown) =>
    typeof value === 'string' && !FACTS.has(key) ? REDACTED : value,
  );
}
