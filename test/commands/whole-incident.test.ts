import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHistoryHandlers } from '../../electron/commands/history.ts';
import { createPostmortemHandlers } from '../../electron/commands/postmortem.ts';
import { eventsOfWhole } from '../../electron/commands/whole-incident.ts';
import type { EventBody, NewEvent } from '../../electron/core/events.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { postmortemMarkdown } from '../../electron/core/postmortem/compose.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { parseFixture } from '../core/playbook/fixtures.ts';
import { at } from '../core/postmortem/parts.ts';

const PLAYBOOK = parseFixture('customer-structure');

let folder: string;
let store: OpenedStore;
let count: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-whole-'));
  store = openStore({ folder, now: at(0) }).store;
  count = 0;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

type Told = readonly [seconds: number, incidentId: string | null, body: EventBody, who?: 'person'];

function tell(...told: readonly Told[]): void {
  store.commit({
    events: told.map(([seconds, incidentId, body, who]): NewEvent => {
      count += 1;
      return { ...body, id: `e${count}`, at: at(seconds), actor: who ?? 'sevlight', incidentId };
    }),
  });
}

function say(_commandId: string, events: readonly Addressed[]): void {
  tell(...events.map(({ incidentId, ...body }): Told => [9000, incidentId, body, 'person']));
}

const asked = () => ({
  ...createPostmortemHandlers({
    log: store,
    playbook: PLAYBOOK,
    runbookOf: (heading) => PLAYBOOK.runbooks.find(({ title }) => title === heading) ?? null,
    hours: officeHours('UTC'),
    author: 'Ana Ruiz',
    now: () => at(9000),
    say,
    copyText: async () => true,
    saveText: async () => null,
  }),
  ...createHistoryHandlers({
    log: store,
    samples: store,
    rules: [],
    sources: [],
    zone: 'UTC',
    nowWallMs: () => at(9000).wallMs,
    say,
  }),
});

const QUEUE = { key: 'task-queue-backlog', name: 'Task Queue Backlog Critical', severity: 3 } as const;
const DATABASE = { key: 'database', name: 'Database connection failed', severity: 1 } as const;

function fires(
  { key, name, severity }: typeof QUEUE | typeof DATABASE,
  seconds: number,
  incidentId: string,
  explainedBy: string | null = null,
): readonly Told[] {
  const reason = `${name} was seen`;
  const firstBad = at(seconds - 120);
  const runbook = key === 'database' ? 'Database Connection Failed' : 'Task Queue Backlog';
  const opened: Told = [
    seconds,
    incidentId,
    { type: 'incident-opened', payload: { title: name, severity, runbook, alertKey: key, reason, firstBad } },
  ];
  const badness = { level: 0, name, severity, reason, value: null };
  const fired: Told = [
    seconds,
    incidentId,
    {
      type: 'alert-fired',
      payload: { alertKey: key, ruleId: key, instance: null, runbook, badness, firstBad, explainedBy },
    },
  ];
  return explainedBy === null ? [opened, fired] : [fired];
}

function merges(source: string, { key, name }: typeof QUEUE, seconds: number): readonly Told[] {
  const reason = 'one cause';
  const causes = [key];
  return [
    [
      seconds,
      'db',
      { type: 'incident-absorbed', payload: { source, title: name, causes, joined: [], reason } },
      'person',
    ],
    [seconds, source, { type: 'incident-merged', payload: { into: 'db', title: DATABASE.name, reason } }, 'person'],
  ];
}

const over = (seconds: number, incidentId: string): Told => [
  seconds,
  incidentId,
  { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Restarted' } },
  'person',
];

/** The queue at 2:00, the database at 11:40; the queue is merged into it at 16:40 and all is over at 50:00. */
function merged(): void {
  tell(
    ...fires(QUEUE, 120, 'queue'),
    [300, 'queue', { type: 'incident-acknowledged', payload: { reason: null, untilWallMs: null } }, 'person'],
    [400, 'queue', { type: 'note-added', payload: { text: 'Workers look idle' } }, 'person'],
    [
      450,
      'queue',
      { type: 'postmortem-edited', payload: { section: 'root cause', text: 'Too few workers?' } },
      'person',
    ],
    [500, 'queue', { type: 'woke', payload: { sleptMs: 60_000 } }],
    [500, null, { type: 'woke', payload: { sleptMs: 60_000 } }],
    ...fires(DATABASE, 700, 'db'),
    [800, 'queue', { type: 'woke', payload: { sleptMs: 30_000 } }],
    [800, 'db', { type: 'woke', payload: { sleptMs: 30_000 } }],
    [800, null, { type: 'woke', payload: { sleptMs: 30_000 } }],
    ...merges('queue', QUEUE, 1000),
    over(3000, 'db'),
  );
}

describe('an incident that another was merged into', () => {
  it('has a post-mortem of both: one timeline, every alert, both runbooks, measured from the first of them', async () => {
    merged();
    const sheet = await asked().postmortem({ incidentId: 'db', include: 'facts' });
    expect(sheet.measures).toEqual({
      durationMs: 3_000_000,
      toAcknowledgeMs: 180_000,
      toResolveMs: 2_910_000,
      blindMs: 90_000,
    });
    const text = postmortemMarkdown(sheet);
    const rows = text.split('\n').filter((line) => /^\| \d\d:\d\d/u.test(line));
    expect(rows).toEqual([
      '| 14:02 | Task Queue Backlog Critical: First bad look: Task Queue Backlog Critical was seen |',
      expect.stringMatching(/^\| 14:04 \| Alert triggered/u),
      expect.stringMatching(/^\| 14:07 \| .*cknowledged/u),
      '| 14:08 | Task Queue Backlog Critical: Workers look idle |',
      '| 14:10 | This computer slept for 60 s |',
      '| 14:11 | First bad look: Database connection failed was seen |',
      '| 14:13 | Incident opened: [SEV1] Database connection failed |',
      '| 14:15 | This computer slept for 30 s |',
      '| 14:18 | Task Queue Backlog Critical merged into this: one cause |',
      expect.stringMatching(/^\| 14:52 \| .*esolved/u),
    ]);
    expect(text).toContain('Runbook: Database Connection Failed');
    expect(text).toContain('Runbook: Task Queue Backlog');
    expect(text).toContain('**Author:** Ana Ruiz');
    const affected = sheet.sections.find(({ kind }) => kind === 'impact')?.text;
    expect(affected).toMatch(
      /Task Queue Backlog Critical, Database connection failed|Database connection failed, Task Queue/u,
    );
    // Words about the part stay with the part.
    expect(text).not.toContain('Too few workers?');
  });

  it('is counted once in History, from the first bad look, and its alerts are judged at its end', async () => {
    merged();
    const handlers = asked();
    const report = await handlers.history({ weeks: 1 });
    expect(report.incidents.map(({ id, mergedInto }) => [id, mergedInto?.id ?? null])).toEqual(
      expect.arrayContaining([
        ['db', null],
        ['queue', 'db'],
      ]),
    );
    expect(report.toAcknowledgeMs).toBe(180_000);
    expect(report.toResolveMs).toBe(2_910_000);
    expect(report.weeks[0]?.counts).toEqual([1, 0, 0, 0]);
    expect([report.found, report.total]).toEqual([1, 1]);
    expect(report.alerts.map(({ name, count: times }) => [name, times])).toEqual([
      [DATABASE.name, 1],
      [QUEUE.name, 1],
    ]);
    await handlers.judgeAlert({ commandId: 'j', incidentId: 'db', alertKey: QUEUE.key, verdict: 'noise' });
    const { incident, timeline } = await handlers.pastIncident({ incidentId: 'db' });
    expect(incident.alerts.find(({ alertKey }) => alertKey === QUEUE.key)?.judged).toBe('noise');
    expect(timeline.at(-1)?.text).toContain('Task Queue Backlog Critical: First bad look');
  });

  it('leaves the part’s own post-mortem in place, due to nobody', async () => {
    merged();
    const part = await asked().postmortem({ incidentId: 'queue', include: 'facts' });
    expect(part).toMatchObject({ mergedInto: { id: 'db', title: DATABASE.name }, dueWallMs: null });
    expect(part.measures).toMatchObject({ durationMs: null, toResolveMs: null });
    expect(postmortemMarkdown(part)).toContain('Too few workers?');
  });
});

/** The queue merged into the database by mistake at 16:40, split off again at 20:00; the database is over at 50:00. */
function undone(): void {
  tell(
    ...fires(QUEUE, 120, 'queue'),
    [300, 'queue', { type: 'incident-acknowledged', payload: { reason: null, untilWallMs: null } }, 'person'],
    [
      310,
      'queue',
      { type: 'incident-status-changed', payload: { to: 'Mitigating', reason: 'More workers' } },
      'person',
    ],
    [
      350,
      'queue',
      { type: 'alert-unknown', payload: { alertKey: QUEUE.key, cause: 'network', reason: 'Redis is silent' } },
    ],
    [410, 'queue', { type: 'alert-known', payload: { alertKey: QUEUE.key, reason: 'Redis answers' } }],
    ...fires(DATABASE, 700, 'db'),
    ...merges('queue', QUEUE, 1000),
    [
      1200,
      'db',
      {
        type: 'incident-split',
        payload: { alertKey: QUEUE.key, name: QUEUE.name, into: 'own', reason: 'another cause' },
      },
      'person',
    ],
    [
      1200,
      'own',
      {
        type: 'incident-opened',
        payload: {
          title: QUEUE.name,
          severity: 3,
          runbook: 'Task Queue Backlog',
          alertKey: QUEUE.key,
          reason: '140 wait',
          firstBad: at(0),
        },
      },
      'person',
    ],
  );
}

describe('a merge that a split undid', () => {
  it('leaves the incident its own beginning, its own answer and its own turning points', async () => {
    undone();
    tell(over(3000, 'db'), over(3300, 'own'));
    const { measures, sections } = await asked().postmortem({ incidentId: 'db', include: 'facts' });
    expect(measures).toEqual({ durationMs: 2_420_000, toAcknowledgeMs: null, toResolveMs: 2_420_000, blindMs: 0 });
    const text = postmortemMarkdown({ sections });
    expect(text).toMatch(/^\| 14:13 \| Alert triggered/mu);
    expect(text).not.toMatch(/^\| 14:07 \| On-call acknowledged/mu);
    expect(text).not.toContain('Mitigated: More workers');
    const { incidents } = await asked().history({ weeks: 1 });
    const past = incidents.find(({ id }) => id === 'db');
    expect(past).toMatchObject({ startedAtWallMs: at(580).wallMs, measures });
  });

  it('leaves what was split off the whole of its alert, from where that fired first', async () => {
    undone();
    tell(over(3300, 'own'));
    expect(eventsOfWhole(store, 'own').map(({ incidentId, type }) => [incidentId, type])).toEqual([
      ['queue', 'alert-fired'],
      ['queue', 'alert-unknown'],
      ['queue', 'alert-known'],
      ['own', 'incident-opened'],
      ['own', 'incident-status-changed'],
    ]);
    const { measures } = await asked().postmortem({ incidentId: 'own', include: 'facts' });
    expect(measures).toMatchObject({ toResolveMs: 3_240_000, blindMs: 60_000 });
  });

  it('begins with the part once more where that is merged anew', async () => {
    undone();
    tell(...merges('own', QUEUE, 1300), over(3000, 'db'));
    const again = await asked().postmortem({ incidentId: 'own', include: 'facts' });
    expect(again).toMatchObject({ mergedInto: { id: 'db' }, measures: { blindMs: 60_000 } });
    const { measures } = await asked().postmortem({ incidentId: 'db', include: 'facts' });
    expect(measures.durationMs).toBe(3_000_000);
    expect(measures.toAcknowledgeMs).toBe(180_000);
    const { incidents } = await asked().history({ weeks: 1 });
    expect(incidents.find(({ id }) => id === 'db')).toMatchObject({ startedAtWallMs: at(0).wallMs });
  });
});

describe('an incident that was split off', () => {
  it('has what its alert did before; what it came from does not count it among what was affected', async () => {
    tell(
      ...fires(DATABASE, 120, 'db'),
      ...fires(QUEUE, 300, 'db', 'database'),
      [300, 'db', { type: 'incident-joined', payload: { alertKey: QUEUE.key, name: QUEUE.name, reason: 'explained' } }],
      [350, 'db', { type: 'note-added', payload: { text: 'Only about the database' } }, 'person'],
    );
    tell(
      [
        600,
        'db',
        {
          type: 'incident-split',
          payload: { alertKey: QUEUE.key, name: QUEUE.name, into: 'own', reason: 'another cause' },
        },
        'person',
      ],
      [
        600,
        'own',
        {
          type: 'incident-opened',
          payload: {
            title: QUEUE.name,
            severity: 3,
            runbook: 'Task Queue Backlog',
            alertKey: QUEUE.key,
            reason: '140 wait',
            firstBad: at(180),
          },
        },
        'person',
      ],
      [900, 'own', { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Over' } }],
    );
    const handlers = asked();
    const own = await handlers.postmortem({ incidentId: 'own', include: 'facts' });
    expect(own.measures.toResolveMs).toBe(720_000);
    const text = postmortemMarkdown(own);
    expect(text).toContain('Task Queue Backlog Critical joined: explained');
    expect(text).not.toContain('Only about the database');
    const origin = await handlers.postmortem({ incidentId: 'db', include: 'facts' });
    expect(origin.sections.find(({ kind }) => kind === 'impact')?.text).not.toContain(QUEUE.name);
    const past = await handlers.history({ weeks: 1 });
    const names = (id: string) => past.incidents.find((one) => one.id === id)?.alerts.map(({ name }) => name);
    expect([names('db'), names('own')]).toEqual([[DATABASE.name], [QUEUE.name]]);
  });
});
