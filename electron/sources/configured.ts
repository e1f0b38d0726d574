import type { ConfiguredSource, Reference } from '../core/configured-source.ts';
import type { SourcesSettings } from '../core/source-settings.ts';
import { healthSource } from './health.ts';
import { postgresSource } from './postgres.ts';
import { httpReference } from './reference.ts';

/** Every source that the configuration switches on. A new source is one more line here. */
export function configuredSources(settings: SourcesSettings): readonly ConfiguredSource[] {
  return [
    settings.health && healthSource(settings.health),
    settings.postgres && postgresSource(settings.postgres),
  ].filter((source) => source !== null);
}

export function configuredReference({ reference }: SourcesSettings): Reference | null {
  return reference && httpReference(new URL(reference.reveal()));
}
