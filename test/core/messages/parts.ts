import type { MessageFacts } from '../../../electron/core/messages/facts.ts';

export const NOW_MS = Date.UTC(2026, 10, 23, 14, 32, 5);
export const START_MS = Date.UTC(2026, 10, 23, 14, 2, 17);

/** An incident in the middle of it, half an hour old. */
export function facts(change: Partial<MessageFacts> = {}): MessageFacts {
  return {
    title: 'Database connection failed',
    severity: 1,
    status: 'Investigating',
    environment: 'production',
    nowWallMs: NOW_MS,
    startedAtWallMs: START_MS,
    resolvedAtWallMs: null,
    measured: ['PostgreSQL refuses connections: too many clients.', 'Also affected: System Health Critical.'],
    actions: [
      { atWallMs: START_MS + 4 * 60_000, text: 'Check the database in the control panel' },
      { atWallMs: START_MS + 9 * 60_000, text: 'Count the connections' },
    ],
    nextStep: 'Restart the web workers',
    nextUpdateWallMs: NOW_MS + 30 * 60_000,
    ending: null,
    firing: ['Database connection failed'],
    unseen: [],
    zone: 'UTC',
    ...change,
  };
}

/** The same one, over. */
export function resolvedFacts(change: Partial<MessageFacts> = {}): MessageFacts {
  return facts({
    status: 'Resolved',
    resolvedAtWallMs: START_MS + 43 * 60_000 + 46_000,
    nowWallMs: START_MS + 44 * 60_000,
    nextUpdateWallMs: null,
    ending: 'Web workers restarted',
    firing: [],
    ...change,
  });
}
