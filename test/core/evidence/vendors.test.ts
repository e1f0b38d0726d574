import { describe, expect, it } from 'vitest';
import { vendorsNamed } from '../../../electron/core/evidence/vendors.ts';
import type { SourceView } from '../../../electron/core/snapshot.ts';
import type { SourceId } from '../../../electron/core/source.ts';
import { allSteps, parseFixture } from '../playbook/fixtures.ts';

const SOURCES = [
  source('health', 'https://app.example.com/health/'),
  source('vendor:digitalocean', 'https://status.digitalocean.com'),
  source('vendor:openai', 'https://status.openai.com'),
  source('vendor:stripe', 'https://status.stripe.com'),
];

describe('the vendors that a step is about', () => {
  it('are those it links to, and those it names', () => {
    const { runbooks } = parseFixture('customer-structure');
    const named = runbooks
      .flatMap(({ steps }) => allSteps(steps))
      .map((step) => [step.line, ...vendorsNamed(step, SOURCES).map(({ id }) => id)])
      .filter(([, ...ids]) => ids.length > 0);
    expect(named).toMatchInlineSnapshot(`
      [
        [
          105,
          "vendor:digitalocean",
        ],
        [
          124,
          "vendor:digitalocean",
        ],
        [
          142,
          "vendor:digitalocean",
        ],
        [
          170,
          "vendor:openai",
        ],
      ]
    `);
  });

  it('are not those whose name is part of another word', () => {
    expect(vendorsNamed({ text: 'Look at the striped shirt', links: [] }, SOURCES)).toEqual([]);
  });
});

function source(id: SourceId, address: string): SourceView {
  return {
    id,
    name: id,
    address,
    look: null,
    lookedAtWallMs: null,
    askedAtWallMs: null,
    latencyMs: null,
    intervalMs: 300_000,
    stale: false,
    severity: null,
    checks: [],
    history: [],
  };
}
