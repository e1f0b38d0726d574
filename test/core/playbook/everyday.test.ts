import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { readEveryday } from '../../../electron/core/playbook/everyday.ts';

const BUILT_IN = readFileSync(path.resolve(import.meta.dirname, '../../../assets/playbook/default.md'), 'utf8');

/** What anybody reads of a tree: the code itself is taken from the document (fences.ts). */
function shape(node: Nodes): unknown {
  return {
    type: node.type,
    ...('depth' in node ? { depth: node.depth } : {}),
    ...('ordered' in node ? { ordered: node.ordered } : {}),
    ...('lang' in node ? { lang: node.lang } : {}),
    ...('value' in node && node.type !== 'code' ? { value: node.value } : {}),
    ...(BLOCKS.has(node.type) ? { line: node.position?.start.line } : {}),
    ...('children' in node ? { children: node.children.map(shape) } : {}),
  };
}
const BLOCKS = new Set(['heading', 'paragraph', 'list', 'listItem', 'code', 'thematicBreak']);

const often = ['a', 'Word', 'two words', ' ', ' ', '`code`', ' **strong** ', 'snake_case', '(x)', ': ', '. ', '80%'];
const seldom = [
  ...[
    '`',
    '``',
    '**',
    '*',
    '_',
    '__',
    '<app-id>',
    '<',
    '< 80%',
    '>= 1',
    '&amp;',
    '&',
    '\\',
    '\\*',
    '[a](b)',
    '[x]',
    '![',
  ],
  ...[
    'http://x.example/y',
    '|',
    '~',
    '~~~',
    '#',
    ' #',
    'é',
    '—',
    '“',
    '\u00a0',
    '\u3000',
    '\ufeff',
    '\t',
    '  ',
    '1.',
    '1. ',
  ],
  ...[
    '-',
    '- ',
    '+',
    '=',
    '!',
    '^',
    ';',
    '&#35;',
    '<!-- x -->',
    '<br>',
    '$',
    '**`b`**',
    '_a_',
    'a*b*',
    '`a\\`',
    '` a `',
  ],
];
const begins = ['', '', '', '# ', '## ', '- ', '- ', '1. ', '1. ', '2. ', '10. ', '**Steps:**', '---'];
const beginsSeldom = [
  '#',
  '####### ',
  '* ',
  '+ ',
  '0. ',
  '3) ',
  '> ',
  '***',
  '===',
  '--',
  '-',
  '1.',
  '[x]: u',
  '1234567890. ',
];
const indents = ['', '', '', '  ', '   ', '    ', ' ', '     ', '       '];

/** What chance seldom makes. */
const RARE = [
  '1. a\n10. b\n   - c',
  '1. a\n10. b\n   ```\n   ```',
  'a**(b)** c',
  '** a** b',
  '**a ** b',
  '**a**(b)',
  '- a\n  - b\n    ```\n    ```\n  ```\n  ```',
];

const piece = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...often) },
  { weight: 1, arbitrary: fc.constantFrom(...seldom) },
);
const words = fc.array(piece, { minLength: 1, maxLength: 4, size: 'max' }).map((pieces) => pieces.join(''));
const begin = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...begins) },
  { weight: 1, arbitrary: fc.constantFrom(...beginsSeldom) },
);
const line = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(begin, words).map((parts) => parts.join('').trimEnd()) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('  ', '   ', '    ', '     '), fc.constantFrom('- ', '1. ', '2. '), words)
      .map((parts) => parts.join('').trimEnd()),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...indents), begin, words).map((parts) => parts.join('')) },
);
const fence = fc
  .tuple(fc.constantFrom(...indents), fc.constantFrom('', 'bash', 'c++', 'a b'), fc.nat({ max: 2 }))
  .map(([indent, lang, blank]) => [`${indent}\`\`\`${lang}`, ...Array(blank).fill(''), `${indent}\`\`\``]);
const block = fc.oneof(
  { weight: 6, arbitrary: line.map((one) => [one]) },
  { weight: 2, arbitrary: fc.constant(['']) },
  { weight: 1, arbitrary: fence },
);
const text = fc.array(block, { minLength: 1, maxLength: 8, size: 'max' }).map((blocks) => blocks.flat().join('\n'));

describe('everyday Markdown', () => {
  it('is read as the parser reads it, or left to the parser', () => {
    let read = 0;
    let seen = 0;
    fc.assert(
      fc.property(text, (markdown) => {
        const root = readEveryday(markdown);
        seen += 1;
        if (root === null) return;
        read += 1;
        expect(shape(root)).toEqual(shape(fromMarkdown(markdown)));
      }),
      { numRuns: 20_000, examples: RARE.map((markdown) => [markdown]) },
    );
    // It would prove nothing about what it never reads.
    expect(read / seen).toBeGreaterThan(0.1);
  });

  it('is what the built-in playbook’s runbooks are written in', () => {
    const runbooks = BUILT_IN.slice(BUILT_IN.indexOf('## Alert Runbooks'), BUILT_IN.indexOf('## Post'));
    const sections = runbooks
      .split(/\n(?=### )/u)
      .map((section) => section.replace(/^( *```\w*\n)(?:(?! *```).*\n)*/gmu, '$1'));
    const read = sections.filter((section) => readEveryday(section) !== null);
    expect(read.length).toBeGreaterThan(0.9 * sections.length);
    for (const section of read) expect(shape(readEveryday(section) ?? fail())).toEqual(shape(fromMarkdown(section)));
  });
});

function fail(): never {
  throw new Error('It was read a moment ago.');
}
