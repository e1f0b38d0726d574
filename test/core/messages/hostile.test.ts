import { expect, it } from 'vitest';
import { checkMessage } from '../../../electron/core/messages/check.ts';
import { fillTemplate } from '../../../electron/core/messages/fill.ts';
import { withoutPeople } from '../../../electron/core/messages/people.ts';
import { facts } from './parts.ts';

const PIECES = [
  'a',
  'a.',
  '1.',
  '1:',
  'a@',
  '+1 ',
  '{',
  '<',
  '-',
  '\n',
  'status: ',
  'start ',
  'next update ',
  'sev',
  '1:2:3:4:',
];

/** Time for everything that is done to a message of this many characters, in ms. */
function took(piece: string, characters: number): number {
  const text = piece.repeat(Math.ceil(characters / piece.length));
  const startedMs = performance.now();
  withoutPeople(text);
  checkMessage('update', text, facts(), { blanks: [], people: false });
  fillTemplate({ kind: 'update', title: '', body: `${text}{x}`, fields: [], line: 1 }, facts());
  return performance.now() - startedMs;
}

const best = (piece: string, characters: number) => Math.min(...[1, 2, 3].map(() => took(piece, characters)));

it.each(PIECES)('takes time in proportion for a message of nothing but %j', (piece) => {
  // Ten times the length: ten times as long where it is linear, a hundred times where it is quadratic.
  expect(best(piece, 20_000)).toBeLessThan(40 * Math.max(best(piece, 2000), 1));
});
