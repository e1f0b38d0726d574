import type { EvidenceView } from '../../electron/core/evidence/views.ts';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { ALARM, alert, NOW_MS, snapshot, source, WORKED } from './fixtures.ts';

const list = 'database-connection-failed';

/** The answer of the look: no place is left, and one step is written for that. */
export const EXHAUSTED: EvidenceView = {
  list,
  stepId: 'pool',
  evidenceId: 'postgres-connections',
  question:
    "SELECT coalesce(nullif(application_name, ''), '-') AS application, count(*)::int AS sessions FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1 ORDER BY 2 DESC, 1",
  expectation: 'fewer than 90 % of the places taken',
  value: '97 of 97 connections',
  verdict: 'unexpected',
  sentence: 'The pool is exhausted: no place is left.',
  facts: [
    { label: 'Idle in transaction', value: '86' },
    { label: 'Oldest transaction', value: '9 min' },
    { label: 'Most by', value: 'web (88)' },
    { label: 'Limit', value: '100, 3 kept for administrators' },
  ],
  branch: { label: 'pool exhausted', stepId: 'restart', number: 4 },
  atWallMs: NOW_MS - 4000,
  from: 'asked',
  asking: false,
};

/** What one user took; who that is, is not said. */
export const DOWNLOADS: EvidenceView = {
  ...EXHAUSTED,
  stepId: 'down',
  evidenceId: 'downloads-of-user',
  question: 'SELECT count(*)::int AS day FROM core_auditlog WHERE user_id = $1',
  expectation: 'fewer downloads an hour than the warning threshold',
  value: '32 downloads in the last hour',
  verdict: 'expected',
  sentence: 'Fewer than 50 an hour are usual.',
  facts: [
    { label: 'Last 24 h', value: '41' },
    { label: 'From', value: '1 address' },
    { label: 'Rhythm', value: 'one every 94 s, uneven' },
  ],
  branch: null,
};

/** The page that the runbook's last step links to. */
export const VENDOR = source({
  id: 'vendor:digitalocean',
  name: 'DigitalOcean status',
  address: 'https://status.digitalocean.com',
  look: { verdict: 'bad', reason: 'Major: Partial System Outage. Open incident: Managed Databases in NYC3' },
  lookedAtWallMs: NOW_MS - 130_000,
  askedAtWallMs: NOW_MS - 130_000,
  intervalMs: 300_000,
  checks: [],
});

/** The incident being worked, with this evidence at its steps. */
export function withEvidence(...views: readonly EvidenceView[]): AppSnapshot {
  const evidence = Object.fromEntries(views.map((view) => [`${view.list}/${view.stepId}`, view]));
  const placeholders = { 'app-id': '3f2c9a', 'user-id': '4711' };
  return snapshot({
    light: { ...ALARM, owned: true },
    alerts: [alert()],
    incidents: [{ ...WORKED, evidence, placeholders }],
    sources: [source(), VENDOR],
  });
}
