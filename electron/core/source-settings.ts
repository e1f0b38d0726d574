import type { BrokerNames } from './checks/broker-names.ts';
import type { ComponentNames } from './checks/health-components.ts';
import type { PostgresTables } from './checks/postgres-answer.ts';
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

export interface PostgresSourceSettings extends SourceSettings {
  readonly tables: PostgresTables;
  /** Addresses and networks (CIDR) that many users may share. */
  readonly sharedAddresses: readonly string[];
  /** How often the team's own monitoring writes a metric, in seconds; null: as the playbook schedules it. */
  readonly metricsEverySeconds: number | null;
}

/** Which of the playbook's vendors are asked for their status pages, and how often. */
export interface VendorsSettings {
  /** Names as the playbook has them; null: all of them. */
  readonly only: readonly string[] | null;
  readonly intervalMs: number;
}

/** The sources that are switched on; null is off. */
export interface SourcesSettings {
  readonly health: HealthSourceSettings | null;
  readonly postgres: PostgresSourceSettings | null;
  readonly redis: SourceSettings | null;
  /** The broker through which Celery's workers are asked. */
  readonly celery: SourceSettings | null;
  /** What the broker's things are called, whoever asks for them. */
  readonly broker: BrokerNames;
  readonly vendors: VendorsSettings | null;
  /** What is known of this computer's own network. */
  readonly connectivity: { readonly intervalMs: number } | null;
  /** Asked after a failure, to tell an outage from a missing network; none: nobody is. */
  readonly references: readonly Secret[];
}
