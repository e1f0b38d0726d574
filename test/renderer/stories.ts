import type { AlertView, AppSnapshot } from '../../electron/core/snapshot.ts';
import { DOWNLOADS, EXHAUSTED, withEvidence } from './evidence-stories.ts';
import { ALARM, alert, EXPLAINED, incident, NOW_MS, PENDING, RESOLVED, snapshot, source, WORKED } from './fixtures.ts';

const FAILING = source({
  look: { verdict: 'bad', reason: 'It calls database unhealthy: too many clients (100 of 100).' },
  severity: 1,
  latencyMs: 2140,
  history: [180, 190, 240, 400, 900, 1500, null, 2140].map((value, index) => ({
    atWallMs: NOW_MS - (8 - index) * 15_000,
    value,
  })),
});
const OTHERS = [
  source({ id: 'redis', name: 'Redis', address: 'redis.example.com:6379', latencyMs: 3 }),
  source({ id: 'celery', name: 'Celery · 3 workers', address: 'redis.example.com:6379', latencyMs: 240 }),
  source({
    id: 'vendor:openai',
    name: 'OpenAI status',
    address: 'https://status.openai.com',
    look: { verdict: 'unknown', cause: 'network', reason: 'The status page did not answer within 8 s.' },
    lookedAtWallMs: NOW_MS - 11 * 60_000,
    stale: true,
    latencyMs: null,
    history: [],
  }),
];

const NOTICES: AppSnapshot['notices'] = [
  {
    atWallMs: NOW_MS - 108_000,
    kind: 'alarm',
    severity: 1,
    title: '[SEV1] Database connection failed',
    outcome: 'shown',
    rung: 'native',
    reason: 'it fired and nobody owned it',
    incidentId: 'inc-1',
  },
  {
    atWallMs: NOW_MS - 100_000,
    kind: 'alarm',
    severity: 1,
    title: 'System Health Critical',
    outcome: 'skipped',
    rung: null,
    reason: 'explained by Database connection failed',
    incidentId: null,
  },
];

const MANY: readonly AlertView[] = Array.from({ length: 10_000 }, (_, index) =>
  alert({
    key: `many/${index}`,
    name: `Elevated Download Activity, user ${index}`,
    severity: 3,
    reason: `${50 + (index % 40)} downloads within the hour: warning at 50, critical at 100.`,
    incidentId: null,
  }),
);

/** What the window may have to show, by name. */
export const STORIES = {
  calm: snapshot({ incidents: [RESOLVED], notices: NOTICES }),
  unowned: snapshot({
    light: ALARM,
    sources: [FAILING, ...OTHERS],
    alerts: [alert(), EXPLAINED, PENDING],
    incidents: [incident(), RESOLVED],
    notices: NOTICES,
  }),
  acknowledged: snapshot({
    light: {
      ...ALARM,
      owned: true,
      why: 'The worst alert decides: SEV1. It is acknowledged, so the shape is an outline.',
    },
    sources: [FAILING, ...OTHERS],
    alerts: [alert(), EXPLAINED, PENDING],
    incidents: [WORKED],
    notices: NOTICES,
    mutes: [
      {
        target: { kind: 'source', source: 'vendor:openai' },
        label: 'OpenAI status',
        untilWallMs: NOW_MS + 3_600_000,
        reason: 'known outage over there',
      },
    ],
  }),
  pending: snapshot({
    alerts: [PENDING],
    light: {
      ...snapshot().light,
      headline: 'Well so far',
      why: 'Something looks bad, but not for long enough to call it.',
    },
    sources: [
      source({ look: { verdict: 'bad', reason: '63 tasks wait.' } }),
      source({ id: 'redis', name: 'Redis', stale: true, lookedAtWallMs: NOW_MS - 8 * 60_000 }),
    ],
  }),
  offline: snapshot({
    light: {
      state: 'offline',
      severity: 2,
      owned: false,
      corner: null,
      muted: false,
      headline: 'This computer is offline',
      why: 'It has no network since 13:58: what production does is not known.',
    },
    sources: [
      source({
        look: { verdict: 'unknown', cause: 'offline', reason: 'This machine has no network.' },
        stale: true,
        lookedAtWallMs: NOW_MS - 391_000,
      }),
      source({
        id: 'postgres',
        name: 'PostgreSQL',
        look: { verdict: 'unknown', cause: 'credentials', reason: 'PostgreSQL refuses our password.' },
        stale: true,
        lookedAtWallMs: null,
        history: [],
        latencyMs: null,
      }),
    ],
  }),
  training: snapshot({
    mode: 'training',
    environment: 'training',
    light: ALARM,
    sources: [FAILING],
    alerts: [alert()],
    incidents: [incident()],
    training: {
      title: 'A simulated system with a scripted outage',
      running: true,
      startedAtWallMs: NOW_MS - 60_000,
      note: 'Holds are shortened, so that the first alert comes within 20 s. Nothing here is production.',
    },
    playbook: { title: 'Incident Response Runbook', revision: 1, origin: 'built-in' },
  }),
  problems: snapshot({
    sources: [],
    light: {
      state: 'unknown',
      severity: null,
      owned: false,
      corner: null,
      muted: false,
      headline: 'Nothing is watched',
      why: 'No source could be configured.',
    },
    delivery: {
      available: false,
      reason: 'No notification service runs on this desktop: alarms raise this window instead.',
    },
    problems: [
      {
        area: 'storage',
        severity: 'error',
        message: 'The newest events are not on disk yet. The disk is full: free some space, and they are written.',
      },
      {
        area: 'configuration',
        severity: 'error',
        message: 'sevlight.yaml line 4: HEALTH_URL is no address. Write https://HOST/health/?full=1.',
      },
      {
        area: 'contacts',
        severity: 'warning',
        message: 'Level 4 of the ladder (Legal / Compliance Team) has no role in the contacts table.',
      },
    ],
  }),
  many: snapshot({ light: { ...ALARM, severity: 3, headline: 'SEV3 Elevated Download Activity' }, alerts: MANY }),
  evidence: withEvidence(EXHAUSTED, DOWNLOADS),
} satisfies Record<string, AppSnapshot>;

export type StoryName = keyof typeof STORIES;
