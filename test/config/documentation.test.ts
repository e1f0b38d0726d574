import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readFileConfig } from '../../electron/config/file.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';

const text = readFileSync('docs/configuration.md', 'utf8');

it('every example in the documentation is a right configuration', () => {
  const examples = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '');
  expect(examples.length).toBeGreaterThan(3);
  for (const example of examples) expect(readFileConfig(example).problems).toEqual([]);
});

it('the documentation lists every rule, with its alerts and its check', () => {
  for (const { id, levels, check } of defaultRules()) {
    const alerts = [...new Set(levels.map(({ name }) => name))].join(', ');
    expect(text).toContain(`| \`${id}\` | ${alerts} | \`${check}\` |`);
  }
});
