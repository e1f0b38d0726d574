import { bad, type Look, ok, unknown } from '../look.ts';
import { SECOND_MS } from '../time.ts';
import type { CeleryAnswer, Heartbeats, Question } from './celery-answer.ts';
import type { Check, Fact } from './check.ts';
import { inWords } from './duration-words.ts';
import { plain } from './plain.ts';
import { aclFix } from './redis-part.ts';

/** A heartbeat this young proves life; the usual ones come every 2 s. */
const BEATING_MS = 30 * SECOND_MS;
/** Reached by our question, and neither an answer nor a heartbeat for this long: hung. */
const HUNG_MS = 60 * SECOND_MS;
/** Answers this old count where nothing newer can be had: one question a minute, and some room. */
const ANSWERED_MS = 90 * SECOND_MS;
/** Two usual heartbeats would have come by now: without them, and nobody listening, nobody is there. */
export const FIRST_WATCH_MS = 5 * SECOND_MS;
const NAMES_SHOWN = 10;

/** What our account needs to ask the workers, and to hear their hearts. */
export const ASK_RULE =
  '~_kombu.binding.reply.celery.pidbox ~*.reply.celery.pidbox &/0.celery.pidbox +publish +brpop +sadd +srem +del';
const HEARTBEAT_RULE = '&/0.celeryev/worker.heartbeat +subscribe';

export interface WorkersContext {
  /** Workers have answered before: those that do not listen have not merely switched remote control off. */
  readonly answeredBefore: boolean;
  /** Nobody else watches this broker's memory. */
  readonly brokerIsOwn: boolean;
  /** How the queue has moved, in words; null: it was not counted. */
  readonly queue: string | null;
}

/** How many workers are alive: those that answered, or whose heart was heard. */
export function workersCheck(answer: CeleryAnswer, context: WorkersContext): Check {
  const alive = aliveWorkers(answer);
  const look = alive.size > 0 ? ok(aliveWords(answer, alive)) : noneAlive(answer, context);
  const value = look.verdict === 'unknown' ? null : alive.size;
  return {
    name: 'celery_workers',
    source: 'celery',
    value,
    unit: '',
    look,
    facts: facts(answer, alive, look, context),
  };
}

/** Those that have answered just now, or lately and their hearts cannot be heard, and those whose heart was heard. */
export function aliveWorkers({ question, heartbeats }: CeleryAnswer): ReadonlySet<string> {
  const hearts = heartbeats.outcome === 'heard' ? heartbeats.workers : [];
  const heard = new Set(hearts.map(({ worker }) => worker));
  const beating = hearts.filter(({ ageMs }) => ageMs < BEATING_MS).map(({ worker }) => worker);
  return new Set([...answered(question, heard), ...beating]);
}

function answered(question: Question | null, heard: ReadonlySet<string>): readonly string[] {
  if (question?.outcome !== 'asked') return [];
  const { ageMs, replies } = question;
  return replies
    .map(({ worker }) => worker)
    .filter((worker) => ageMs < BEATING_MS || (ageMs < ANSWERED_MS && !heard.has(worker)));
}

function aliveWords({ question }: CeleryAnswer, alive: ReadonlySet<string>): string {
  const count = many(alive.size, 'worker');
  if (question?.outcome !== 'asked') return `${count} alive, by ${alive.size === 1 ? 'its' : 'their'} heartbeat`;
  if (question.listening === 0)
    return `${count} alive by heartbeat; remote control is switched off, or they are stopping`;
  const replies = question.replies.length;
  if (replies === 0) return `${count} alive by heartbeat, too busy to answer`;
  return replies < alive.size ? `${count} alive, ${replies} of them answering` : `${count} answering`;
}

function noneAlive({ question, heartbeats }: CeleryAnswer, { answeredBefore, brokerIsOwn }: WorkersContext): Look {
  const silentMs = silence(heartbeats);
  const silent = silentMs === null ? '' : ` for ${inWords(silentMs / SECOND_MS)}`;
  if (question === null) return unknown('starting', 'The workers have not been asked yet');
  if (question.outcome === 'refused') {
    const { failure } = question;
    if (failure.kind === 'cannot-ask') {
      if (brokerIsOwn) return bad(`${failure.message} Neither can tasks be queued`, 0);
      return unknown('dependency', `The workers cannot be asked. ${failure.message}`);
    }
    const known = heartbeats.outcome === 'heard' && heartbeats.workers.length > 0;
    if (known && silentMs !== null && silentMs >= HUNG_MS) return bad(`No heartbeat${silent}, and we may not ask`, 0);
    const cause = failure.kind === 'grant' ? 'grant' : 'configuration';
    return unknown(cause, `The workers cannot be asked, and no heart is heard${silent}. ${failure.message}`);
  }
  const { listening } = question;
  if (listening === 0) {
    if (silentMs === null) {
      if (answeredBefore) return bad('No worker listens any more', 0);
      const reason = 'No worker listens: none is there, or remote control is switched off. Only heartbeats could tell';
      return unknown('grant', `${reason}, and our account may not hear them`);
    }
    if (silentMs >= FIRST_WATCH_MS) return bad(`No worker listens, and no heartbeat came${silent}`, 0);
    return unknown('starting', `No worker listens; heartbeats are listened for since ${inWords(silentMs / SECOND_MS)}`);
  }
  const reached = `${many(listening, 'worker')} reached, none answered`;
  if (silentMs === null) return unknown('busy', `${reached}: hung or busy. Our account may not hear their heartbeats`);
  if (silentMs >= HUNG_MS) return bad(`${reached}, and no heartbeat came${silent}: hung`, 0);
  return unknown('busy', `${reached}, and no heartbeat came${silent}: hung or busy`);
}

/** For how long no heart was heard while we listened, in ms; null: we may not listen. */
function silence(heartbeats: Heartbeats): number | null {
  if (heartbeats.outcome === 'refused') return null;
  return Math.min(heartbeats.watchedMs, ...heartbeats.workers.map(({ ageMs }) => ageMs));
}

function facts(
  { question, heartbeats }: CeleryAnswer,
  alive: ReadonlySet<string>,
  look: Look,
  { queue }: WorkersContext,
): readonly Fact[] {
  const told: Fact[] = [];
  if (alive.size > 0) told.push({ label: 'Alive', value: names([...alive]) });
  if (question?.outcome === 'asked') {
    const replied = new Set(question.replies.map(({ worker }) => worker));
    const busy = [...alive].filter((worker) => !replied.has(worker));
    const silent = question.listening - question.replies.length;
    if (busy.length > 0 && silent > 0) told.push({ label: 'Busy: beating, not answering', value: names(busy) });
    const hung = silent - busy.length;
    if (hung > 0 && alive.size > 0) told.push({ label: 'Hung: neither answering nor beating', value: String(hung) });
  }
  if (question?.outcome === 'refused') {
    told.push({ label: 'Not asked', value: question.failure.message });
    if (question.failure.kind === 'grant') told.push({ label: 'ACL', value: aclFix(ASK_RULE) });
  }
  if (heartbeats.outcome === 'refused') {
    told.push({ label: 'Heartbeats not heard', value: heartbeats.failure.message });
    if (heartbeats.failure.kind === 'grant') told.push({ label: 'ACL', value: aclFix(HEARTBEAT_RULE) });
  }
  if (look.verdict === 'unknown' && queue !== null) told.push({ label: 'Queue', value: queue });
  return told;
}

function names(workers: readonly string[]): string {
  const shown = workers.slice(0, NAMES_SHOWN).map(plain).join(', ');
  return workers.length > NAMES_SHOWN ? `${shown} and ${workers.length - NAMES_SHOWN} more` : shown;
}

function many(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}
