import { suggestionsFor } from '../../electron/core/postmortem/check.ts';
import { sharesOf } from '../../electron/core/postmortem/compose.ts';
import type { PostmortemSheet } from '../../electron/ipc/contract.ts';
import { parseFixture } from '../core/playbook/fixtures.ts';
import { compose, log, NIGHT, type Told } from '../core/postmortem/parts.ts';

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
