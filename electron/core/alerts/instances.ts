import type { Check, CheckInstance, Unit } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import { type Look, ok } from '../look.ts';
import type { AlertKey } from './alert.ts';
import type { Entry } from './state.ts';

/** What one look at a check says of one alert. */
export interface Sighting {
  readonly key: AlertKey;
  readonly instance: Pick<CheckInstance, 'id' | 'label'> | null;
  readonly look: Look;
  readonly value: number | null;
}

/**
 * The check's alerts: one, or one per instance. What has an alert but is not listed any more is well;
 * a check that could not be looked at says so of everything that has an alert.
 */
export function sightings(rule: Rule, check: Check, entries: Readonly<Record<AlertKey, Entry>>): readonly Sighting[] {
  const listed = new Map(listedIn(rule, check).map((sighting) => [sighting.key, sighting]));
  const unlisted = check.look.verdict === 'unknown' ? check.look : ok('No longer listed');
  for (const { alert } of Object.values(entries)) {
    if (listed.has(alert.key)) continue;
    listed.set(alert.key, { key: alert.key, instance: alert.instance, look: unlisted, value: null });
  }
  return [...listed.values()];
}

function listedIn(rule: Rule, check: Check): readonly Sighting[] {
  if (check.look.verdict === 'unknown') return [];
  if (check.instances === undefined) {
    return [{ key: rule.id, instance: null, look: check.look, value: check.value }];
  }
  return check.instances.map(({ id, label, value }) => ({
    key: `${rule.id}/${id}`,
    instance: { id, label },
    look: ok(`${label}: ${withUnit(value, check.unit)}`),
    value,
  }));
}

function withUnit(value: number, unit: Unit): string {
  return unit === '' ? String(value) : `${value} ${unit}`;
}
