import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../electron/core/messages/check.ts';
import type { TemplateKind } from '../../../electron/core/playbook/model.ts';
import { facts, resolvedFacts } from './parts.ts';

const warnings = (text: string, given = facts(), kind: TemplateKind = 'update', people = false) =>
  checkMessage(kind, text, given, { blanks: [], people }).map(({ message }) => message);

const FINE = '[SEV1] Database connection failed - Update\nStatus: Investigating\nNext Update: 15:02 UTC';

describe('words against data', () => {
  it('has nothing to say where they agree', () => {
    expect(warnings(FINE)).toEqual([]);
    const over = '[SEV1] Database connection failed - RESOLVED\nStart: 2026-11-23T14:02:17Z';
    expect(warnings(over, resolvedFacts(), 'resolution')).toEqual([]);
  });

  it.each(['[SEV1] Database - RESOLVED', 'Status: Resolved', 'All clear.', 'The outage is over.'])(
    'says that it fires still: %s',
    (text) => {
      expect(warnings(text)).toEqual(['It says resolved, but Database connection failed fires still.']);
    },
  );

  it.each(['It is unresolved.', 'Not resolved.', 'not yet resolved'])('understands: %s', (text) => {
    expect(warnings(text)).toEqual([]);
  });

  it('warns of a resolution whatever its words are, while the incident is open', () => {
    expect(warnings('Back to normal.', facts({ firing: [], status: 'Mitigating' }), 'resolution')).toEqual([
      'It says resolved, but the incident is still Mitigating.',
    ]);
    expect(warnings('Resolved', resolvedFacts({ firing: ['A'], unseen: ['A'] }))).toEqual([
      'It says resolved, but A cannot be looked at now: nobody has seen it good.',
    ]);
  });

  it('tells a severity, a status and times that are others by now', () => {
    expect(warnings(FINE, facts({ severity: 2 }))).toEqual(['It says SEV1, but the incident is SEV2 now.']);
    expect(warnings(FINE, facts({ status: 'Mitigating' }))).toEqual([
      'It says Investigating, but the incident is Mitigating.',
    ]);
    expect(warnings('Next Update: 14:30 UTC')).toEqual([
      'The next update is promised for 14:30 UTC, which has passed.',
    ]);
    expect(warnings('Start Time: 2026-11-23T13:00:00Z')).toEqual([
      'The first bad look was at 14:02 UTC; it says another time.',
    ]);
    const midnight = facts({ nowWallMs: Date.UTC(2026, 10, 23, 23, 50) });
    expect(warnings('Next Update: 00:10 UTC', midnight)).toEqual([]);
  });

  it('names every blank that is left', () => {
    expect(warnings('Root Cause: {Brief description}\nLink: TBD')).toEqual([
      'A blank is left: {Brief description}',
      'A blank is left: TBD',
    ]);
    const angles = checkMessage('update', 'Cause: <cause>', facts(), { blanks: ['<cause>'], people: false });
    expect(angles.map(({ id }) => id)).toEqual(['blank:<cause>']);
  });

  it('warns of people’s data unless it was asked for, and of secrets always', () => {
    const text = 'User ana@example.com from 203.0.113.7 or 2001:db8::7, +1 202 555 0101';
    expect(warnings(text)).toEqual([
      'It names somebody: ana@example.com, +1 202 555 0101, 203.0.113.7, 2001:db8::7. A user’s id is enough to find them.',
    ]);
    expect(warnings(text, facts(), 'update', true)).toEqual([]);
    for (const secret of ['redis://:hunter2@host', 'https://hooks.slack.com/services/T/B/x', 'password: hunter22']) {
      expect(warnings(secret, facts(), 'update', true)).toHaveLength(1);
    }
  });

  it('does not take a time for a person', () => {
    expect(warnings('Actions: 14:06 UTC\n2026-11-23T14:02:17Z to 2026-11-23T14:46:03Z, version 1.2.3')).toEqual([]);
  });
});
