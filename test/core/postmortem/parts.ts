import type { EventBody, StoredEvent } from '../../../electron/core/events.ts';
import type { Playbook } from '../../../electron/core/playbook/model.ts';
import { composePostmortem, type Postmortem } from '../../../electron/core/postmortem/compose.ts';
import { officeHours } from '../../../electron/core/schedule/working-hours.ts';
import type { Instant } from '../../../electron/core/time.ts';

/** Monday, 23 November 2026, 14:02:17 UTC: the first bad look. */
export const START_MS = Date.UTC(2026, 10, 23, 14, 2, 17);

export function at(seconds: number): Instant {
  const ms = seconds * 1000;
  return { wallMs: START_MS + ms, elapsedMs: 1_000_000 + ms, awakeMs: ms, bootId: 'boot' };
}

export type Told = readonly [number, EventBody, { readonly person?: true; readonly house?: true }?];

/** Events of one incident, or of none where `incidentId` is null, in order, with their second. */
export function log(...told: readonly Told[]): readonly StoredEvent[] {
  return told.map(([seconds, body, { person, house } = {}], index) => ({
    ...body,
    id: `e${index}`,
    seq: index + 1,
    at: at(seconds),
    actor: person ? 'person' : 'sevlight',
    incidentId: house ? null : 'inc-1',
  }));
}

const BADNESS = {
  level: 0,
  name: 'Database connection failed',
  severity: 1,
  reason: 'PostgreSQL refuses connections: too many clients (100 of 100)',
  value: null,
} as const;

const STEP = { list: 'database-connection-failed', stepId: 'restart', text: 'Restart the web workers' } as const;

/** A night from the first bad look to the end, 43 minutes later, by hand. */
export const NIGHT: readonly Told[] = [
  [
    25,
    {
      type: 'incident-opened',
      payload: {
        title: BADNESS.name,
        severity: 1,
        runbook: 'Database Connection Failed',
        alertKey: 'database',
        reason: BADNESS.reason,
        firstBad: at(0),
      },
    },
  ],
  [
    25,
    {
      type: 'alert-fired',
      payload: {
        alertKey: 'database',
        ruleId: 'database',
        instance: null,
        runbook: 'Database Connection Failed',
        badness: BADNESS,
        firstBad: at(0),
        explainedBy: null,
      },
    },
  ],
  [
    40,
    {
      type: 'incident-joined',
      payload: {
        alertKey: 'health',
        name: 'System Health Critical',
        reason: 'explained by Database connection failed',
      },
    },
  ],
  [205, { type: 'incident-acknowledged', payload: { reason: null, untilWallMs: null } }, { person: true }],
  [
    300,
    {
      type: 'evidence-answered',
      payload: {
        list: STEP.list,
        stepId: 'pool',
        evidenceId: 'postgres-connections',
        question: 'SELECT count(*)',
        expectation: 'fewer than 90',
        value: '100 of 100',
        verdict: 'unexpected',
        sentence: 'the pool is exhausted',
        facts: [],
        branch: null,
      },
    },
  ],
  [600, { type: 'note-added', payload: { text: 'ana@example.com says: | export at 14:00' } }, { person: true }],
  [
    1200,
    { type: 'incident-status-changed', payload: { to: 'Mitigating', reason: 'Workers restart' } },
    { person: true },
  ],
  [1300, { type: 'step-done', payload: STEP }, { person: true }],
  [
    2580,
    { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Web workers restarted' } },
    { person: true },
  ],
];

export function compose(
  playbook: Playbook,
  events: readonly StoredEvent[],
  change: { readonly around?: readonly StoredEvent[]; readonly author?: string; readonly people?: boolean } = {},
): Postmortem {
  const composed = composePostmortem({
    incidentId: 'inc-1',
    events,
    around: change.around ?? [],
    playbook,
    runbooks: playbook.runbooks.filter(({ title }) => /database/iu.test(title)).slice(0, 1),
    author: change.author ?? null,
    now: at(4000),
    people: change.people ?? false,
    hours: officeHours('UTC'),
  });
  if (composed === null) throw new Error('The events tell of no incident.');
  return composed;
}
