import type { StoredEvent } from '../events.ts';

/**
 * Questions are put by themselves at most this often, since the incident opened or last got worse: when there is
 * something to ask, and once after a recovery.
 */
const BY_ITSELF = 2;

/**
 * Whether a step's question, `key` being `LIST/STEP`, is to be put by itself. What nobody has answered yet is, or only
 * before it got worse; after its source has recovered, so is what was not as expected, once: what it was like before is
 * no longer a fact.
 */
export function isOwed(events: readonly StoredEvent[], key: string, recovered: boolean): boolean {
  const worsened = worstSince(events);
  const answers = events.flatMap((event) =>
    event.type === 'evidence-answered' &&
    event.seq > worsened &&
    `${event.payload.list}/${event.payload.stepId}` === key
      ? [event]
      : [],
  );
  const newest = answers.at(-1);
  if (newest === undefined) return true;
  if (!recovered || newest.payload.verdict === 'expected') return false;
  return answers.filter(({ actor }) => actor === 'sevlight').length < BY_ITSELF;
}

/** Since when an alert of the incident has been worse than any of it before: one that only swings makes nothing news. */
function worstSince(events: readonly StoredEvent[]): number {
  let worst = Number.POSITIVE_INFINITY;
  let since = 0;
  for (const event of events) {
    if (event.type !== 'alert-fired' && event.type !== 'alert-level-changed') continue;
    if (event.type === 'alert-level-changed') worst = Math.min(worst, event.payload.from.severity);
    const { severity } = event.type === 'alert-fired' ? event.payload.badness : event.payload.to;
    if (severity >= worst) continue;
    worst = severity;
    since = event.seq;
  }
  return since;
}
