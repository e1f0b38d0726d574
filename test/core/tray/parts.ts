import type { AppSnapshot, ClockView, IncidentView, LadderRow, SourceView } from '../../../electron/core/snapshot.ts';
import { MINUTE_MS } from '../../../electron/core/time.ts';

/** 2026-01-13 14:00 UTC. */
export const NOW = Date.UTC(2026, 0, 13, 14, 0);

export const health: SourceView = {
  id: 'health',
  name: 'Health endpoint',
  address: 'https://app.example/health/',
  look: { verdict: 'ok', reason: 'Everything answered.' },
  lookedAtWallMs: NOW - 10_000,
  askedAtWallMs: NOW - 10_000,
  latencyMs: 12,
  intervalMs: 15_000,
  stale: false,
  severity: null,
  checks: [],
  history: [],
};

export const well: AppSnapshot = {
  revision: 1,
  atWallMs: NOW,
  mode: 'live',
  environment: 'production',
  light: {
    state: 'well',
    severity: null,
    owned: false,
    corner: null,
    muted: false,
    headline: 'All is well',
    why: 'Every source was looked at and nothing is wrong.',
  },
  sources: [health],
  alerts: [],
  incidents: [],
  notices: [],
  postmortems: [],
  overdue: [],
  mutes: [],
  messages: [],
  problems: [],
  delivery: { available: true, reason: '' },
  playbook: { title: 'Runbook', revision: 1, origin: 'built-in' },
  training: null,
  view: null,
};

export const respond: ClockView = {
  kind: 'respond',
  label: 'left to respond',
  reason: 'SEV1 asks for a response within 15 min',
  dueWallMs: NOW + 3 * MINUTE_MS,
  state: 'running',
};

export const lead: LadderRow = {
  level: 2,
  who: 'Engineering Lead',
  person: 'Ada Example',
  phone: '+1 555 0101',
  dueWallMs: NOW + 3 * MINUTE_MS,
  condition: 'SEV1/2 unresolved for 15 min',
  reason: null,
  next: null,
  outcome: null,
  state: 'coming',
};

export const databaseDown: IncidentView = {
  id: 'inc-1',
  title: 'Database connection failed',
  severity: 1,
  status: 'Investigating',
  openedAtWallMs: NOW - 11 * MINUTE_MS,
  startedAtWallMs: NOW - 12 * MINUTE_MS,
  resolvedAtWallMs: null,
  summary: 'The database does not answer.',
  alertKeys: ['database'],
  runbookId: 'database',
  acknowledged: null,
  clocks: [respond],
  ladder: [lead],
  flags: [],
  brief: '',
  steps: {},
  evidence: {},
  timeBoxes: {},
  updatedAtWallMs: null,
  placeholders: {},
  timeline: [],
};

export const alarm: AppSnapshot = {
  ...well,
  light: {
    state: 'alarm',
    severity: 1,
    owned: false,
    corner: null,
    muted: false,
    headline: 'SEV1 Database connection failed',
    why: 'The worst alert decides: SEV1, and nobody owns it.',
  },
  incidents: [databaseDown],
};
