import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHistoryHandlers } from '../../electron/commands/history.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { at, START_MS } from '../core/postmortem/parts.ts';

const MINUTE_MS = 60_000;
const DAYS = 5;
const FROM_MS = START_MS - DAYS * 24 * 60 * MINUTE_MS;
/** Two days before, 20 min. */
const NOISE_S = -2 * 24 * 3600;
/** Three days before, 40 min. */
const REAL_S = -3 * 24 * 3600;

let folder: string;
let store: OpenedStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-replay-'));
  store = openStore({ folder, now: at(0) }).store;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function waiting(wallMs: number): number {
  const second = (wallMs - START_MS) / 1000;
  if (second >= NOISE_S && second < NOISE_S + 1200) return 62;
  return second >= REAL_S && second < REAL_S + 2400 ? 300 : 4;
}

/** A value a minute, half an hour at a time, so that the store thins as it goes. */
function measure(): void {
  for (let from = FROM_MS; from < START_MS; from += 30 * MINUTE_MS) {
    store.addSamples(
      Array.from({ length: 30 }, (_, index) => {
        const wallMs = from + index * MINUTE_MS;
        return { check: 'redis/queue_length', wallMs, value: waiting(wallMs) };
      }),
    );
  }
}

const LEVELS = { warning: 1, critical: 0 } as const;

function fire(id: string, seconds: number, lasts: number, kind: keyof typeof LEVELS): void {
  const name = `Task Queue Backlog ${kind === 'warning' ? 'Warning' : 'Critical'}`;
  const badness = { level: LEVELS[kind], name, severity: 3, reason: 'many wait', value: 62 } as const;
  const [alertKey, firstBad, runbook] = ['task-queue-backlog', at(seconds), ''];
  const event = { id: '', actor: 'sevlight', incidentId: id } as const;
  const told: readonly NewEvent[] = [
    {
      ...event,
      at: at(seconds + 120),
      type: 'incident-opened',
      payload: { title: name, severity: 3, runbook, alertKey, reason: 'many wait', firstBad },
    },
    {
      ...event,
      at: at(seconds + 120),
      type: 'alert-fired',
      payload: { alertKey, ruleId: alertKey, instance: null, runbook, badness, firstBad, explainedBy: null },
    },
    { ...event, at: at(seconds + lasts), type: 'alert-resolved', payload: { alertKey, badness, firstBad, reason: '' } },
  ];
  store.commit({ events: told.map((one, index) => ({ ...one, id: `${id}.${index}` })) });
}

function say(commandId: string, events: readonly Addressed[]): void {
  store.commit({ events: events.map((event) => ({ ...event, id: commandId, at: at(0), actor: 'person' })) });
}

it('replays what the store has thinned, and proposes what the judgements ask for', async () => {
  measure();
  expect(store.samples('redis/queue_length', 0).length).toBeLessThan(2 * 1440 + 4 * 288 * 2);
  fire('noise', NOISE_S, 1260, 'warning');
  fire('real', REAL_S, 2460, 'critical');
  const { judgeAlert, replay } = createHistoryHandlers({
    log: store,
    samples: store,
    rules: defaultRules(),
    sources: ['health', 'redis'],
    zone: 'UTC',
    nowWallMs: () => START_MS,
    say,
  });
  const alertKey = 'task-queue-backlog';
  await judgeAlert({ commandId: 'j1', incidentId: 'noise', alertKey, verdict: 'noise' });
  await judgeAlert({ commandId: 'j2', incidentId: 'real', alertKey, verdict: 'acted-on' });

  const asked = { level: 1, threshold: 299.5 };
  const [warning, ...others] = await replay({ alert: 'Task Queue Backlog Warning', at: asked });
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ threshold: 50, fired: 2, settingName: 'queue_length_warning' });
  expect(warning?.proposal.threshold).toBe(63);
  const counts = Object.fromEntries((warning?.tried ?? []).map(({ threshold, ...count }) => [threshold, count]));
  expect(counts).toMatchObject({
    50: { least: 2, most: 2 },
    63: { least: 1, most: 1 },
    299.5: { least: 1, most: 1 },
  });
  const [critical] = await replay({ alert: 'Task Queue Backlog Critical', at: asked });
  expect(critical).toMatchObject({ threshold: 100, fired: 1, judged: { actedOn: 1, noise: 0 } });
  expect(critical?.tried.map(({ threshold }) => threshold)).not.toContain(299.5);
});

it('has nothing to move for an alert that is a verdict, and speaks of all that share a name', async () => {
  const { replay } = createHistoryHandlers({
    log: store,
    samples: store,
    rules: defaultRules(),
    sources: [],
    zone: 'UTC',
    nowWallMs: () => START_MS,
    say,
  });
  expect(await replay({ alert: 'Database connection failed' })).toEqual([]);
  const both = await replay({ alert: 'Processing Failures High' });
  expect(both.map(({ severity, threshold }) => [severity, threshold])).toEqual([
    [2, 10],
    [3, 5],
  ]);
  const [ofUser] = await replay({ alert: 'Anomalous Download Activity: user 17' });
  expect(ofUser?.restsOn).toEqual(['No value of it is kept yet.']);
});
