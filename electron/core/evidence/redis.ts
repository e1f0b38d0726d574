import { plain } from '../checks/plain.ts';
import type { Queues } from '../checks/redis-answer.ts';
import type { AnswerOf, Pong } from './answers.ts';
import { type EvidenceContext, expected, type Finding, plural, undecided, unexpected } from './finding.ts';

/** An answer that takes longer is felt by whoever uses the cache. */
const SLOW_MS = 1000;
/** The rule Redis Memory Full has the same, in percent. */
const FULL = 95;
const REFUSES = 'noeviction';

export function judgePing({ answerMs }: Pong): Finding {
  const ms = Math.round(answerMs);
  if (answerMs > SLOW_MS) return unexpected(`PONG after ${ms} ms`, 'Redis answers, but slowly.');
  return expected(`PONG after ${ms} ms`, 'Redis answers.');
}

export function judgeMemory({ usedBytes, maximumBytes, policy }: AnswerOf<'redis-memory'>): Finding {
  const facts = policy === null ? [] : [{ label: 'When full', value: plain(policy) }];
  if (usedBytes === null || maximumBytes === null) {
    return undecided('Not told', 'This server does not say how much memory it uses, or may use.', facts);
  }
  if (maximumBytes === 0) {
    return undecided(
      `${size(usedBytes)} used`,
      'No limit is set: the machine behind it decides when it is full.',
      facts,
    );
  }
  const percent = Math.round((100 * usedBytes) / maximumBytes);
  const value = `${percent} % of ${size(maximumBytes)}`;
  if (percent < FULL)
    return expected(value, 'Memory is not full.', [{ label: 'Used', value: size(usedBytes) }, ...facts]);
  const what = policy === REFUSES ? 'it refuses what is written' : 'it throws out older keys';
  return unexpected(value, `Memory is full: ${what}.`, [{ label: 'Used', value: size(usedBytes) }, ...facts]);
}

export function judgeQueue({ waiting, unacknowledged }: Queues, { thresholds }: EvidenceContext): Finding {
  const length = waiting.reduce((sum, { length: each }) => sum + each, 0);
  const facts = [
    ...(waiting.length > 1
      ? waiting.map(({ queue, length: each }) => ({ label: plain(queue), value: String(each) }))
      : []),
    ...(unacknowledged === null ? [] : [{ label: 'Delivered, not finished', value: String(unacknowledged) }]),
  ];
  return judgeLength(length, facts, thresholds);
}

/** However the number of waiting tasks came here. */
export function judgeLength(
  length: number,
  facts: Finding['facts'],
  { queue_length_warning: warning, queue_length_critical: critical }: EvidenceContext['thresholds'],
): Finding {
  const value = `${plural(length, 'task')} waiting`;
  if (length >= critical) return unexpected(value, `${critical} or more: a backlog.`, facts);
  if (length >= warning) return unexpected(value, `${warning} or more: the queue grows.`, facts);
  return expected(value, `Fewer than ${warning} are usual.`, facts);
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

function size(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, count)) / 10)));
  const value = count / 1024 ** power;
  return `${value < 10 && power > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${UNITS[power]}`;
}
