import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { UnknownCause } from '../../electron/core/look.ts';
import { alertTable } from './alert-table.ts';

const alerts = readFileSync('docs/alerts.md', 'utf8');
const sources = readFileSync('docs/sources.md', 'utf8');

describe('docs/alerts.md', () => {
  it('has the table that the rules make', () => {
    expect(alerts).toContain(`\n${alertTable()}\n`);
  });

  it('explains every state', () => {
    for (const word of ['pending', 'firing', 'explained', 'unknown', 'flapping', 'muted', 'acknowledged', 'resolved']) {
      expect(alerts).toMatch(new RegExp(`^\\| ${word} \\|`, 'm'));
    }
    expect(alerts).toContain('NOT MONITORING');
  });
});

describe('docs/sources.md', () => {
  it('explains every reason for unknown', () => {
    const causes: Readonly<Record<UnknownCause, true>> = {
      configuration: true,
      credentials: true,
      grant: true,
      offline: true,
      network: true,
      captive: true,
      cached: true,
      malformed: true,
      insufficient: true,
      dependency: true,
      busy: true,
      starting: true,
    };
    for (const cause of Object.keys(causes)) expect(sources).toMatch(new RegExp(`^\\| ${cause} \\|`, 'm'));
  });

  it('names every check that feeds an alert', () => {
    for (const { check } of defaultRules()) expect(sources).toContain(`\`${check}\``);
  });
});

it.each(['alerts', 'sources', 'configuration'])('docs/%s.md links to what exists', (name) => {
  const file = `docs/${name}.md`;
  const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
    ([, to]) => to ?? '',
  );
  for (const link of links) expect(existsSync(join(dirname(file), link)) ? '' : link).toBe('');
});
