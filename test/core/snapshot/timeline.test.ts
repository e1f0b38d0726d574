import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../electron/core/events.ts';
import { sentence } from '../../../electron/core/sentence.ts';
import { timeline } from '../../../electron/core/snapshot/timeline.ts';

const at = { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'boot' };

function told(body: EventBody): readonly string[] {
  const event = { ...body, seq: 1, id: 'e', at, actor: 'person', incidentId: 'inc-1' } as const;
  return timeline([event]).map(({ text }) => text);
}

describe('a row of the timeline', () => {
  it('ends without a colon where no reason was given', () => {
    const to = 'Mitigating' as const;
    expect(told({ type: 'incident-status-changed', payload: { to, reason: '' } })).toEqual(['Mitigating']);
    expect(told({ type: 'incident-status-changed', payload: { to, reason: 'restarted' } })).toEqual([
      'Mitigating: restarted',
    ]);
    expect(
      told({ type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'restarted', againstData: true } }),
    ).toEqual(['Resolved although the data says otherwise: restarted']);
    expect(told({ type: 'incident-acknowledged', payload: { reason: '', untilWallMs: null } })).toEqual([
      'Acknowledged',
    ]);
  });
});

describe('a sentence', () => {
  it('ends with one full stop, and nothing stays nothing', () => {
    expect(sentence('critical at 0')).toBe('critical at 0.');
    expect(sentence('Which one? ')).toBe('Which one?');
    expect(sentence('It is over.')).toBe('It is over.');
    expect(sentence(' ')).toBe('');
  });
});
