import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../electron/ipc/contract.ts';
import { ID_CAP, INPUTS, TEXT_CAP, URL_CAP } from '../../electron/ipc/inputs.ts';
import { GOOD_INPUTS } from './asks.ts';

const WRONG_VALUES: readonly unknown[] = [null, undefined, '', 'x'.repeat(TEXT_CAP + 1), -1, 1.5, Number.NaN, Infinity];
const WRONG_CONTAINERS: readonly unknown[] = [
  true,
  1n,
  [],
  ['a'],
  {},
  { toString: 'x' },
  new Date(0),
  new Map(),
  () => 0,
];

/** Every way of spoiling one field of `good`, at any depth. */
function* spoiled(good: unknown): Generator<unknown> {
  if (typeof good !== 'object' || good === null) return;
  for (const [key, value] of Object.entries(good)) {
    for (const wrong of [...WRONG_VALUES, ...WRONG_CONTAINERS]) yield { ...good, [key]: wrong };
    for (const deeper of spoiled(value)) yield { ...good, [key]: deeper };
  }
  for (const key of ['extra', 'constructor', 'prototype', '__proto__']) {
    yield Object.defineProperty({ ...good }, key, { value: { polluted: true }, enumerable: true });
  }
}

describe.each(COMMAND_NAMES)('the input of %s', (name) => {
  const takes = (input: unknown): boolean => INPUTS[name].safeParse(input).success;
  const goods: readonly unknown[] = GOOD_INPUTS[name];

  it('takes what the contract says, unchanged', () => {
    for (const good of goods) expect(INPUTS[name].parse(good)).toEqual(good);
  });

  it('refuses a field that is wrong, missing, too long or not in the contract', () => {
    for (const good of goods) {
      for (const wrong of spoiled(good)) expect(takes(wrong), inspect(wrong).slice(0, 300)).toBe(false);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('refuses to be without a required field', () => {
    const [fewest] = goods;
    for (const key of Object.keys(fewest ?? {})) {
      const { [key]: _, ...rest } = fewest as Record<string, unknown>;
      expect(takes(rest), key).toBe(false);
    }
  });

  it('refuses whatever else there is', () => {
    // No lone 'text' among the keys: {text} is what copyText takes.
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
      key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'commandId', 'target')),
    });
    fc.assert(
      fc.property(anything, (input) => {
        expect(takes(input)).toBe(input === undefined && goods.includes(undefined));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('caps', () => {
  it('takes the longest and refuses one more', () => {
    const note = { commandId: 'c', incidentId: 'i', text: 'x' };
    for (const [field, cap] of [
      ['commandId', ID_CAP],
      ['incidentId', ID_CAP],
      ['text', TEXT_CAP],
    ] as const) {
      expect(INPUTS.addNote.safeParse({ ...note, [field]: 'x'.repeat(cap) }).success, field).toBe(true);
      expect(INPUTS.addNote.safeParse({ ...note, [field]: 'x'.repeat(cap + 1) }).success, field).toBe(false);
    }
    expect(INPUTS.openLink.safeParse({ url: 'x'.repeat(URL_CAP) }).success).toBe(true);
    expect(INPUTS.openLink.safeParse({ url: 'x'.repeat(URL_CAP + 1) }).success).toBe(false);
  });

  it('refuses ids that the store could not read back: control characters and lone surrogates', () => {
    for (const wrong of ['a\u0000', 'a\n', '\ud800', '\u007f']) {
      expect(INPUTS.unacknowledge.safeParse({ commandId: wrong, incidentId: 'i' }).success).toBe(false);
    }
  });

  it('refuses a name of a source that is none, and times beyond what a date can tell', () => {
    const target = { kind: 'source', source: 'vendor:' };
    expect(INPUTS.unmute.safeParse({ commandId: 'c', target }).success).toBe(false);
    expect(INPUTS.unmute.safeParse({ commandId: 'c', target: { kind: 'source', source: 'mysql' } }).success).toBe(
      false,
    );
    const untilWallMs = 8.64e15 + 2;
    expect(INPUTS.acknowledge.safeParse({ commandId: 'c', incidentId: 'i', untilWallMs }).success).toBe(false);
  });
});
