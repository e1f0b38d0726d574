import { defaultRules } from '../../electron/core/checks/rules.ts';
import { handover } from '../../electron/core/handover/compose.ts';
import type { Judgement } from '../../electron/core/history/judgement.ts';
import { type LevelReplay, replayLevel } from '../../electron/core/history/level-replay.ts';
import type { PastIncident } from '../../electron/core/history/past.ts';
import type { HistoryReport } from '../../electron/core/history/report.ts';
import { suggestionsFor } from '../../electron/core/postmortem/check.ts';
import { sharesOf } from '../../electron/core/postmortem/compose.ts';
import { timeline } from '../../electron/core/snapshot/timeline.ts';
import type { PostmortemSheet } from '../../electron/ipc/postmortem-commands.ts';
import { backlog, DAY, MINUTE, NOW, samples } from '../core/history/samples.ts';
import { parseFixture } from '../core/playbook/fixtures.ts';
import { compose, log, NIGHT, START_MS, type Told } from '../core/postmortem/parts.ts';
import { NOW_MS, RESOLVED, WORKED } from './fixtures.ts';

const PLAYBOOK = parseFixture('customer-structure');

/** The sheet that main would answer for a night, with what was written afterwards. */
export function sheet(...written: readonly Told[]): PostmortemSheet {
  const postmortem = compose(PLAYBOOK, log(...NIGHT, ...written));
  return { ...postmortem, suggestions: suggestionsFor(postmortem), shares: sharesOf(postmortem.fields) };
}

const item = {
  itemId: 'a-1',
  action: 'Cap the export’s connections',
  owner: 'Ana Ruiz',
  due: '2026-11-20',
  status: 'Open',
} as const;

/** A post-mortem half written: a cause, a summary confirmed, two things to do, one of them late. */
export const HALF_WRITTEN: readonly Told[] = [
  [
    3000,
    {
      type: 'postmortem-edited',
      payload: {
        section: 'root cause',
        text: 'The nightly export opened **a connection per document** and never gave one back.\n\nNobody forgot to look: `pg_stat_activity` was not on any dashboard.',
      },
    },
  ],
  [3001, { type: 'action-item-set', payload: item }],
  [
    3002,
    {
      type: 'action-item-set',
      payload: {
        itemId: 'a-2',
        action: 'Put connections in use on the dashboard',
        owner: '',
        due: null,
        status: 'In Progress',
      },
    },
  ],
];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOBODY_ASKED = { judged: null } as const;

function past(change: Partial<PastIncident>): PastIncident {
  return {
    id: 'past-1',
    title: 'Database connection failed',
    severity: 1,
    status: 'Resolved',
    mergedInto: null,
    startedAtWallMs: START_MS,
    endedAtWallMs: START_MS + 43 * MINUTE_MS,
    week: '2026-11-23',
    measures: {
      durationMs: 43 * MINUTE_MS,
      toAcknowledgeMs: 3 * MINUTE_MS,
      toResolveMs: 43 * MINUTE_MS,
      blindMs: 0,
    },
    alerts: [{ alertKey: 'database', name: 'Database connection failed', ...NOBODY_ASKED }],
    ...change,
  };
}

const WEEKS: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 2, 0],
  [0, 0, 1, 0],
  [1, 0, 0, 0],
  [0, 0, 0, 0],
  [0, 2, 1, 0],
  [0, 0, 3, 1],
  [0, 1, 0, 0],
  [0, 0, 0, 0],
  [1, 1, 2, 0],
  [0, 0, 1, 0],
  [0, 1, 1, 1],
  [2, 0, 1, 0],
];

/** Three months of a team's nights. */
export const HISTORY: HistoryReport = {
  incidents: [
    past({}),
    past({
      id: 'past-2',
      title: 'Task Queue Backlog Critical',
      severity: 3,
      startedAtWallMs: START_MS - 2 * DAY_MS,
      alerts: [{ alertKey: 'queue', name: 'Task Queue Backlog Critical', judged: 'noise' }],
    }),
  ],
  found: 14,
  total: 14,
  toAcknowledgeMs: 200_000,
  toResolveMs: 39 * MINUTE_MS,
  weeks: WEEKS.map((counts, index) => ({
    week: new Date(Date.UTC(2026, 10, 23) - (11 - index) * 7 * DAY_MS).toISOString().slice(0, 10),
    counts,
    toAcknowledgeMs: counts[0] + counts[1] === 0 ? null : (3 + (index % 4)) * MINUTE_MS,
    toResolveMs: counts[0] + counts[1] === 0 ? null : (60 - index * 3) * MINUTE_MS,
  })),
  alerts: [
    { name: 'Task Queue Backlog Critical', count: 9, actedOn: 1, noise: 2, wrongThreshold: 1 },
    { name: 'Celery Workers Critical', count: 4, actedOn: 4, noise: 0, wrongThreshold: 0 },
    { name: 'Database connection failed', count: 1, actedOn: 0, noise: 0, wrongThreshold: 0 },
  ],
};

/** What the log tells of the first of them. */
export const PAST = { incident: past({}), timeline: timeline(log(...NIGHT)) };

const QUEUE = 'Task Queue Backlog Critical';
const NIGHTS: readonly (readonly [days: number, minutes: number, waiting: number, judged: Judgement])[] = [
  [2.2, 40, 104, 'noise'],
  [4.6, 35, 118, 'wrong-threshold'],
  [7.4, 90, 260, 'acted-on'],
  [9.1, 30, 101, 'noise'],
  [11.3, 70, 170, 'acted-on'],
];

/** The page of a night that is not over. */
export const HANDOVER = handover({
  environment: 'production',
  author: 'Ana Ruiz',
  nowWallMs: NOW_MS,
  hours: 12,
  incidents: [WORKED, RESOLVED],
  mutes: [],
  events: [],
});

/** Twelve days of a queue that is called a backlog too early. */
export function queueReplay(asked: number | null = null): readonly LevelReplay[] {
  const rule = defaultRules().find(({ levels }) => levels.some(({ name }) => name === QUEUE));
  if (rule === undefined) throw new Error('There is no such rule.');
  const waves = Array.from({ length: 12 * 12 }, (_, hour) =>
    backlog(hour * 120 * MINUTE, 60 * MINUTE, 14 + ((hour * 7) % 43)),
  );
  const episodes = NIGHTS.map(([days, minutes, waiting]) => backlog(days * DAY, minutes * MINUTE, waiting));
  const firings = NIGHTS.map(([days, minutes, , judged]) => {
    const fromWallMs = NOW - days * DAY;
    const toWallMs = fromWallMs + minutes * MINUTE;
    return { ruleId: rule.id, alertKey: rule.id, level: 0, fromWallMs, toWallMs, judged };
  });
  const told = samples(12, 5, ...episodes, ...waves);
  const steps = replayLevel({ rule, level: 0, samples: new Map([['redis', told]]), firings, asked, nowWallMs: NOW });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value === null ? [] : [step.value];
}
