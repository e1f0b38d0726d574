import { describe, expect, it } from 'vitest';
import { mergeChecks } from '../../../electron/core/alerts/merge.ts';
import type { Check } from '../../../electron/core/checks/check.ts';
import { bad, type Look, ok, unknown } from '../../../electron/core/look.ts';
import type { SourceId } from '../../../electron/core/source.ts';

const check = (source: SourceId, look: Look): Check => ({ name: 'database', source, value: null, unit: '', look });
const blind = unknown('network', 'not reachable from here');

describe('a check from two sources', () => {
  it.each([
    { health: bad('unhealthy'), direct: ok('answered'), says: 'postgres' },
    { health: ok('healthy'), direct: bad('refused'), says: 'postgres' },
    { health: bad('unhealthy'), direct: blind, says: 'health' },
    { health: blind, direct: bad('refused'), says: 'postgres' },
    { health: blind, direct: blind, says: 'postgres' },
  ])('$health.verdict from the endpoint, $direct.verdict from PostgreSQL: $says has the say', (both) => {
    const checks = [check('health', both.health), check('postgres', both.direct)];
    expect(mergeChecks(checks).map(({ source }) => source)).toEqual([both.says]);
    expect(mergeChecks(checks.toReversed()).map(({ source }) => source)).toEqual([both.says]);
  });
});
