import { describe, expect, it } from 'vitest';
import type { LadderMark } from '../../../electron/core/incidents/incident.ts';
import { nextInLine } from '../../../electron/core/incidents/line.ts';
import { at } from './parts.ts';

const ana = { name: 'Ana Ruiz', phone: '+1 202 555 0101' };
const bo = { name: 'Bo Lind', phone: '+1 202 555 0102' };
const silence = (unanswered: number): LadderMark => ({
  outcome: 'no-answer',
  at: at(0),
  person: null,
  reason: null,
  unanswered,
  exhausted: unanswered > 1,
});

describe('a level’s line', () => {
  it('is called from the first on, one after another', () => {
    expect(nextInLine([ana, bo], undefined)).toEqual({ person: ana, after: bo });
    expect(nextInLine([ana, bo], silence(1))).toEqual({ person: bo, after: null });
  });

  it('keeps its last one, who may be called again', () => {
    expect(nextInLine([ana, bo], silence(5))).toEqual({ person: bo, after: null });
  });

  it('may have nobody', () => {
    expect(nextInLine([], undefined)).toEqual({ person: null, after: null });
    expect(nextInLine([], silence(2))).toEqual({ person: null, after: null });
  });
});
