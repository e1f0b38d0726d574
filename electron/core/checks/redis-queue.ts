import { ok } from '../look.ts';
import type { SourceId } from '../source.ts';
import type { Check, Fact } from './check.ts';
import { plain } from './plain.ts';
import type { Queues, RedisPart } from './redis-answer.ts';
import { notAnswered } from './redis-part.ts';

/** What our account needs to count the default queue, all priorities, and what is delivered. */
const RULE = '%R~celery* %R~unacked +llen +hlen';

/** Tasks that wait. What is delivered stands beside it: prefetched and scheduled tasks are no backlog. */
export function queueCheck(source: SourceId, part: RedisPart<Queues>): Check {
  const check = { name: 'queue_length', source, unit: '' } as const;
  if (part.outcome === 'failed') return { ...check, value: null, ...notAnswered(part.failure, RULE) };
  const value = waitingTasks(part.value);
  return { ...check, value, look: ok(`${value} waiting`), facts: queueFacts(part.value) };
}

export function waitingTasks({ waiting }: Queues): number {
  return waiting.reduce((sum, { length }) => sum + length, 0);
}

function queueFacts({ waiting, unacknowledged }: Queues): readonly Fact[] {
  const delivered =
    unacknowledged === null ? 'could not be read' : `${unacknowledged} (prefetched, running or scheduled: not counted)`;
  return [
    ...(waiting.length < 2 ? [] : waiting.map(({ queue, length }) => ({ label: plain(queue), value: String(length) }))),
    { label: 'Delivered, not finished', value: delivered },
  ];
}
