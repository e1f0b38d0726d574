import { expect, it } from 'vitest';
import type { EventBody, StoredEvent } from '../../../electron/core/events.ts';
import { createFirings } from '../../../electron/core/history/firings.ts';
import { at } from '../postmortem/parts.ts';

const QUEUE = 'task-queue-backlog';
const badness = (level: number) => ({ level, name: 'Backlog', severity: 3, reason: '', value: 60 }) as const;
const fired = (alertKey: string, explainedBy: string | null = null): EventBody => ({
  type: 'alert-fired',
  payload: {
    alertKey,
    ruleId: alertKey,
    instance: null,
    runbook: '',
    badness: badness(1),
    firstBad: at(0),
    explainedBy,
  },
});
const judged = (alertKey: string, verdict: 'noise' | 'acted-on'): EventBody => ({
  type: 'alert-judged',
  payload: { alertKey, name: 'Backlog', verdict },
});
const opened = (alertKey: string): EventBody => ({
  type: 'incident-opened',
  payload: { title: 'Backlog', severity: 3, runbook: '', alertKey, reason: '', firstBad: at(0) },
});

function told(...events: readonly (readonly [number, string, EventBody])[]) {
  const firings = createFirings();
  for (const [index, [seconds, incidentId, body]] of events.entries()) {
    const event: StoredEvent = {
      ...body,
      id: `e${index}`,
      seq: index + 1,
      at: at(seconds),
      actor: 'sevlight',
      incidentId,
    };
    firings.add(event);
  }
  return firings.all();
}

it('keeps the worst level and the end of each firing, and judges those of one incident', () => {
  const over = { alertKey: QUEUE, badness: badness(1), firstBad: at(0), reason: '' };
  const firings = told(
    [120, 'a', fired(QUEUE)],
    [200, 'a', { type: 'alert-level-changed', payload: { alertKey: QUEUE, from: badness(1), to: badness(0) } }],
    [250, 'a', { type: 'alert-level-changed', payload: { alertKey: QUEUE, from: badness(0), to: badness(1) } }],
    [300, 'a', { type: 'alert-resolved', payload: over }],
    [900, 'b', fired(QUEUE)],
    [950, 'a', judged(QUEUE, 'noise')],
  );
  expect(firings).toMatchObject([
    { level: 0, fromWallMs: at(0).wallMs, toWallMs: at(300).wallMs, judged: 'noise' },
    { level: 1, toWallMs: null, judged: null },
  ]);
});

it('judges what was merged where it ended, and what was split off or left over where it went', () => {
  const absorbed = { source: 'a', title: 'Backlog', causes: [QUEUE], joined: [], reason: '' };
  expect(
    told(
      [120, 'a', fired(QUEUE)],
      [200, 'b', { type: 'incident-absorbed', payload: absorbed }],
      [300, 'b', judged(QUEUE, 'noise')],
    ),
  ).toMatchObject([{ judged: 'noise' }]);
  expect(
    told([120, 'a', fired(QUEUE, 'redis')], [200, 'own', opened(QUEUE)], [300, 'own', judged(QUEUE, 'acted-on')]),
  ).toMatchObject([{ judged: 'acted-on' }]);
});
