import type { BrokerNames } from '../../core/checks/broker-names.ts';
import { askChannel } from '../../core/checks/broker-names.ts';
import type { CeleryAnswer } from '../../core/checks/celery-answer.ts';
import { clocksAhead, taskAge } from '../../core/checks/celery-clock.ts';
import { aliveWorkers } from '../../core/checks/celery-workers.ts';
import type { ActiveTask, Workers } from '../../core/evidence/answers.ts';
import type { EvidenceQuestions } from '../../core/evidence/question.ts';
import type { Probe } from '../../core/ports.ts';
import type { Reading } from '../../core/source.ts';

/**
 * What is asked of the workers. Through the probe that looks at them too: asking writes to the production broker, and
 * one question a minute must do for both.
 */
export function celeryQuestions(
  probe: Probe<CeleryAnswer>,
  names: BrokerNames,
  database: number,
  wallMs: () => number,
): EvidenceQuestions {
  const channel = askChannel(names, database);
  const asking =
    (depth: 'cheap' | 'full') =>
    async (_: unknown, signal: AbortSignal): Promise<Reading<Workers>> => {
      const reading = await probe.look({ signal, depth });
      if (reading.outcome === 'failed') return reading;
      const { question } = reading.answer;
      if (question?.outcome === 'refused') {
        return { outcome: 'failed', failure: question.failure, latencyMs: reading.latencyMs };
      }
      return { ...reading, answer: workers(reading.answer, wallMs()) };
    };
  return {
    'celery-workers': { text: `PUBLISH ${channel} {"method": "ping"}, and heartbeats`, ask: asking('cheap') },
    'celery-active': { text: `PUBLISH ${channel} {"method": "active"}`, ask: asking('full') },
  };
}

function workers(answer: CeleryAnswer, nowMs: number): Workers {
  const { question } = answer;
  const asked = question?.outcome === 'asked' ? question : null;
  const clocks = clocksAhead(answer.heartbeats);
  const ageOf = (worker: string, startedSeconds: number | null): number | null => {
    if (startedSeconds === null) return null;
    const { kind, seconds } = taskAge(startedSeconds, nowMs, clocks.get(worker) ?? 0);
    return kind === 'known' ? seconds : null;
  };
  return {
    listening: asked?.listening ?? 0,
    heartsHeard: answer.heartbeats.outcome === 'heard',
    alive: [...aliveWorkers(answer)].sort(),
    tasks:
      asked === null || !asked.tasks
        ? null
        : asked.replies
            .flatMap(({ worker, tasks }) =>
              tasks.map(
                ({ id, name, startedSeconds }): ActiveTask => ({
                  id,
                  name,
                  worker,
                  ageSeconds: ageOf(worker, startedSeconds),
                }),
              ),
            )
            .sort((a, b) => (b.ageSeconds ?? -1) - (a.ageSeconds ?? -1)),
  };
}
