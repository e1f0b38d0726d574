import { monitoringEverySeconds } from '../core/checks/team-monitoring.ts';
import type { ConfiguredSource, Reference } from '../core/configured-source.ts';
import { anyReference } from '../core/connectivity/references.ts';
import type { ScheduledTask, Vendor } from '../core/playbook/model.ts';
import type { SourcesSettings } from '../core/source-settings.ts';
import { connectivitySource } from './connectivity.ts';
import { healthSource } from './health.ts';
import { postgresSource } from './postgres.ts';
import { redisAndCelery } from './redis-and-celery.ts';
import { httpReference } from './reference.ts';
import { chosenVendors, vendorSource } from './vendors.ts';

/**
 * Every source that the configuration switches on. A new source is one more line here. `schedule`: the playbook's, for
 * what the configuration does not say.
 */
export function configuredSources(
  settings: SourcesSettings,
  schedule: readonly ScheduledTask[],
): readonly ConfiguredSource[] {
  const { health, postgres } = settings;
  return [
    health && healthSource(health),
    postgres &&
      postgresSource({
        ...postgres,
        metricsEverySeconds: postgres.metricsEverySeconds ?? monitoringEverySeconds(schedule),
      }),
    ...redisAndCelery(settings),
  ].filter((source) => source !== null);
}

export interface Beside {
  readonly sources: readonly ConfiguredSource[];
  /** What a person should mend. */
  readonly problems: readonly string[];
}

/** What is shown beside the watched system: the playbook's vendors, and this computer. */
export function sourcesBeside(settings: SourcesSettings, vendors: readonly Vendor[]): Beside {
  const { chosen, problems } = chosenVendors(vendors, settings.vendors);
  const { connectivity } = settings;
  const reference = configuredReference(settings);
  return {
    problems,
    sources: [
      ...chosen.map((vendor) => vendorSource(vendor)),
      ...(connectivity === null || reference === null ? [] : [connectivitySource(reference, connectivity.intervalMs)]),
    ],
  };
}

export function configuredReference({ references }: SourcesSettings): Reference | null {
  return anyReference(references.map((address) => httpReference(new URL(address.reveal()))));
}
