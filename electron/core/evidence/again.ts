import type { StoredEvent } from '../events.ts';

/**
 * Questions are put by themselves at most this often, since the incident opened or an alert of it last got worse: when
 * there is something to ask, and once after a recovery.
 */
const BY_ITSELF = 2;

/**
 * Whether a step's question, `key` being `LIST/STEP`, is to be put by itself. What nobody has answered yet is, or
 * only before an alert got worse; after its source has recovered, so is what was not as expected, once: what it was like before is no longer a fact.
 */
export function isOwed(events: readonly StoredEvent[], key: string, recovered: boolean): boolean {
  const worsened = events.findLast(isWorsening)?.seq ?? 0;
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

function isWorsening(event: StoredEvent): boolean {
  return event.type === 'alert-level-changed' && event.payload.to.severity < event.payload.from.severity;
}
