import { inWords } from '../checks/duration-words.ts';
import { plain } from '../checks/plain.ts';
import type { ActiveTask, Workers } from './answers.ts';
import { type EvidenceContext, expected, type Finding, plural, undecided, unexpected } from './finding.ts';

const TASKS_SHOWN = 5;

export function judgeWorkers(answer: Workers, context: EvidenceContext): Finding {
  const { listening, alive } = answer;
  const facts = [
    { label: 'Reached', value: String(listening) },
    ...(alive.length === 0 ? [] : [{ label: 'Alive', value: alive.slice(0, TASKS_SHOWN).map(plain).join(', ') }]),
  ];
  const value = `${plural(alive.length, 'worker')} alive`;
  if (alive.length === 0) return noneAlive(value, answer, context, facts);
  const limit = context.thresholds.min_workers_critical;
  if (alive.length <= limit) return unexpected(value, `${limit} or fewer are too few.`, facts);
  if (alive.length < listening)
    return unexpected(value, `${listening - alive.length} of ${listening} stay silent.`, facts);
  return expected(value, 'Every worker that is connected gives a sign of life.', facts);
}

/** Silence alone does not tell a dead worker from a busy one. */
function noneAlive(
  value: string,
  { listening, heartsHeard }: Workers,
  { sourceIsBad }: EvidenceContext,
  facts: Finding['facts'],
): Finding {
  if (listening > 0) {
    const sentence = `${plural(listening, 'worker')} reached, none answers: hung, or busy with one long task.`;
    return sourceIsBad ? unexpected(value, sentence, facts) : undecided(value, sentence, facts);
  }
  if (heartsHeard || sourceIsBad) return unexpected(value, 'No worker listens, and no heartbeat comes.', facts);
  return undecided(value, 'No worker listens. Our account may not hear heartbeats, which could tell more.', facts);
}

export function judgeActive({ alive, tasks }: Workers, { thresholds, tasksWaiting }: EvidenceContext): Finding {
  if (tasks === null) return undecided('Not asked', 'Workers are not asked for their tasks more than once a minute.');
  const running = tasks.filter(({ ageSeconds }) => ageSeconds !== null);
  const [longest] = [...running].sort((a, b) => (b.ageSeconds ?? 0) - (a.ageSeconds ?? 0));
  const facts = tasks.slice(0, TASKS_SHOWN).map(taskFact);
  const value = `${plural(tasks.length, 'task')} running`;
  const seconds = longest?.ageSeconds ?? 0;
  if (longest !== undefined && seconds >= thresholds.task_age_warning) {
    return unexpected(value, `${plain(longest.name)} runs for ${inWords(seconds)}.`, facts, 'task-hangs');
  }
  if (tasks.length === 0 && alive.length > 0 && (tasksWaiting ?? 0) > 0) {
    return unexpected(
      value,
      `${plural(tasksWaiting ?? 0, 'task')} waiting, and no worker works.`,
      facts,
      'workers-idle',
    );
  }
  if (alive.length === 0) return undecided(value, 'No worker has said what it runs.', facts);
  return expected(value, `None runs for ${inWords(thresholds.task_age_warning)} or longer.`, facts);
}

function taskFact({ id, name, worker, ageSeconds }: ActiveTask) {
  const age = ageSeconds === null ? 'age not known' : inWords(ageSeconds);
  return { label: plain(name), value: `${age}, ${plain(id)} on ${plain(worker)}` };
}
