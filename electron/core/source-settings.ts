import type { ComponentNames } from './checks/health-components.ts';
import type { Secret } from './secret.ts';

/** What every source's settings hold. */
export interface SourceSettings {
  readonly url: Secret;
  /** Between two looks when nothing is wrong, in ms. */
  readonly intervalMs: number;
  /** Authorities to trust (PEM) beside the system's; null: the system's alone. */
  readonly ca: string | null;
}

export interface HealthSourceSettings extends SourceSettings {
  readonly components: ComponentNames;
  readonly ignored: readonly string[];
}

/** The sources that are switched on; null is off. */
export interface SourcesSettings {
  readonly health: HealthSourceSettings | null;
  readonly postgres: SourceSettings | null;
  readonly redis: SourceSettings | null;
  /** The broker through which Celery's workers are asked. */
  readonly celery: SourceSettings | null;
  /** Asked after a failure, to tell an outage from a missing network; null: nobody is. */
  readonly reference: Secret | null;
}
