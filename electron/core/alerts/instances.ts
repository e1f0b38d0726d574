import type { Check, CheckInstance, Unit } from '../checks/check.ts';
import type { Rule } from '../checks/rule.ts';
import { type Look, ok } from '../look.ts';
import type { Alert, AlertKey } from './alert.ts';

/** What one look at a check says of one alert. */
export interface Sighting {
  readonly key: AlertKey;
  readonly instance: Pick<CheckInstance, 'id' | 'label'> | null;
  readonly look: Look;
  readonly value: number | null;
}

/** The alerts that a check speaks of: one, or one per instance; none where it could not be looked at. */
export function sightings(rule: Rule, check: Check): readonly Sighting[] {
  if (check.look.verdict === 'unknown') return [];
  if (check.instances === undefined) {
    return [{ key: rule.id, instance: null, look: check.look, value: check.value }];
  }
  return check.instances.map(({ id, label, value, look }) => ({
    key: `${rule.id}/${id}`,
    instance: { id, label },
    look: look ?? ok(`${label}: ${withUnit(value, check.unit)}`),
    value: look === undefined ? value : null,
  }));
}

/** What a check says of an alert that it does not speak of: as unknown as itself, or well because it is not listed. */
export function unlisted(alert: Alert, check: Check): Sighting {
  const look = check.look.verdict === 'unknown' ? check.look : ok('No longer listed');
  return { key: alert.key, instance: alert.instance, look, value: null };
}

function withUnit(value: number, unit: Unit): string {
  return unit === '' ? String(value) : `${value} ${unit}`;
}
