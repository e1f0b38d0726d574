import { inWords } from '../checks/duration-words.ts';
import { plain } from '../checks/plain.ts';
import type { ActiveTask, Workers } from './answers.ts';
import { type EvidenceContext, expected, type Finding, plural, undecided, unexpected } from './finding.ts';

const TASKS_SHOWN = 5;

export function judgeWorkers({ listening, alive }: Workers, { thresholds }: EvidenceContext): Finding {
  const facts = [
    { label: 'Reached', value: String(listening) },
    ...(alive.length === 0 ? [] : [{ label: 'Alive', value: alive.slice(0, TASKS_SHOWN).map(plain).join(', ') }]),
  ];
  const value = `${plural(alive.length, 'worker')} answering`;
  if (alive.length <= thresholds.min_workers_critical) {
    const hung = listening > 0 ? ' They are connected: hung, or busy with one long task.' : '';
    return unexpected(value, `No worker answers.${hung}`, facts);
  }
  if (alive.length < listening)
    return unexpected(value, `${listening - alive.length} of ${listening} stay silent.`, facts);
  return expected(value, 'Every worker that is connected answers.', facts);
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
  if (alive.length === 0) return unexpected(value, 'No worker answers.', facts);
  return expected(value, `None runs for ${inWords(thresholds.task_age_warning)} or longer.`, facts);
}

function taskFact({ id, name, worker, ageSeconds }: ActiveTask) {
  const age = ageSeconds === null ? 'not started' : inWords(ageSeconds);
  return { label: plain(name), value: `${age}, ${plain(id)} on ${plain(worker)}` };
}
