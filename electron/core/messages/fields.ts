/** What a field of a template asks for. */
export type FieldMeaning =
  | 'severity-number'
  | 'severity'
  | 'title'
  | 'status'
  | 'impact'
  | 'start'
  | 'end'
  | 'now'
  | 'next-update'
  | 'actions'
  | 'next-steps'
  | 'duration'
  | 'resolution'
  | 'follow-up'
  | 'environment'
  /** Only people know it. */
  | 'people';

/** From the strongest to the weakest: the first pattern that fits decides. */
const WORDS: readonly (readonly [RegExp, FieldMeaning])[] = [
  [/root.?cause|why it happened|\breason\b/iu, 'people'],
  [/next.?(update|message|news|report)|update (at|due|by)|eta\b/iu, 'next-update'],
  [/next.?steps?|doing next|what comes next|\bplan\b/iu, 'next-steps'],
  [/actions?|(was|been) (tried|done)|steps? taken|so far/iu, 'actions'],
  [/follow.?up|post.?mortem|retro(spective)?|review/iu, 'follow-up'],
  [/duration|start to end|from start|how long|lasted|downtime/iu, 'duration'],
  [/impact|affected|notice|users? (see|feel)|customers?/iu, 'impact'],
  [/resolution|(fixed|ended|solved|mended) it|\bfix\b/iu, 'resolution'],
  [/(start|begin|began|detected|opened|since)/iu, 'start'],
  [/(end|resolved|recovered|closed)[ _-]?(time|at)|time of (end|recovery)/iu, 'end'],
  [/investigating|mitigating|\bstatus\b|\bstate\b|\bphase\b/iu, 'status'],
  [/\btitle\b|\bsubject\b|\bincident name\b|\bwhat\b|headline|alert name/iu, 'title'],
  [/severity|\bsev\b|priority/iu, 'severity'],
  [/environment|\benv\b|\bservice\b|\bsystem\b/iu, 'environment'],
  [/\bnow\b|current time|timestamp|\btime\b|\bdate\b/iu, 'now'],
];

/**
 * What `field` asks for, where `before` is its line up to it: the label in front (`Root Cause: {Brief description}`)
 * says more than the words within. Null where neither says anything.
 */
export function fieldMeaning(field: string, before: string): FieldMeaning | null {
  if (
    /^(n|no|number|\d|x|level|sev(erity)? ?(n|number|level)?)$/iu.test(field.trim()) &&
    /(sev|severity)[-\s:]*$/iu.test(before)
  ) {
    return /sev[-\s]?$/iu.test(before) ? 'severity-number' : 'severity';
  }
  const label = /(?:^|[|>*_\-\s])([^|:*_{}<>]{2,40}?)[*_]*\s*:[*_\s]*(?:[-*•]\s*)?$/u.exec(before)?.[1];
  return (label === undefined ? null : meaningOf(label)) ?? meaningOf(field);
}

function meaningOf(words: string): FieldMeaning | null {
  const spaced = words.replace(/[_-]/gu, ' ');
  return WORDS.find(([pattern]) => pattern.test(spaced))?.[1] ?? null;
}
