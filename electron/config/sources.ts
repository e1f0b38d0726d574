import { type BrokerNames, DEFAULT_BROKER_NAMES } from '../core/checks/broker-names.ts';
import { DEFAULT_COMPONENT_NAMES } from '../core/checks/health-components.ts';
import { DEFAULT_TABLES } from '../core/checks/postgres-answer.ts';
import { Secret } from '../core/secret.ts';
import type {
  PostgresSourceSettings,
  SourceSettings,
  SourcesSettings,
  VendorsSettings,
} from '../core/source-settings.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import { defined } from './defined.ts';
import { environmentList, environmentUrl, environmentUrls } from './environment.ts';
import type { Given } from './given.ts';
import { HTTP, POSTGRES, REDIS } from './schema.ts';

const INTERVAL_MS = 15 * SECOND_MS;
/** Minutes pass before a vendor writes anything on its page. */
const VENDORS_INTERVAL_MS = 5 * MINUTE_MS;
const CONNECTIVITY_INTERVAL_MS = MINUTE_MS;
/** They answer 204 and nothing else, on addresses all over the world, and are made for this question. Two owners. */
const DEFAULT_REFERENCES = ['https://www.gstatic.com/generate_204', 'https://cp.cloudflare.com/generate_204'];

type Named = 'health' | 'postgres' | 'redis' | 'celery';

export function sourcesSettings(given: Given): SourcesSettings {
  const { values } = given;
  const url = (name: string, protocols: readonly string[]) => environmentUrl(given.env, name, protocols, given.tell);
  const health = source(given, 'health', url('HEALTH_URL', HTTP));
  const redis = source(given, 'redis', url('REDIS_URL', REDIS));
  const components = { ...DEFAULT_COMPONENT_NAMES, ...defined(values.sources?.health?.components ?? {}) };
  const references = environmentUrls(given.env, 'SEVLIGHT_REFERENCE', HTTP, given.tell);
  const { enabled = true, interval = CONNECTIVITY_INTERVAL_MS } = values.sources?.connectivity ?? {};
  return {
    health: health && { ...health, components, ignored: values.sources?.health?.ignore ?? [] },
    postgres: postgres(given, url('DATABASE_URL', POSTGRES)),
    redis,
    celery: source(given, 'celery', url('CELERY_BROKER_URL', REDIS), redis),
    broker: brokerNames(given),
    vendors: vendors(given),
    connectivity: enabled ? { intervalMs: interval } : null,
    references: references ?? (values.reference ?? DEFAULT_REFERENCES).map((address) => new Secret(address)),
  };
}

function brokerNames({ values }: Given): BrokerNames {
  const { queues, keyPrefix, fanoutPrefix, controlExchange, eventExchange } = values.sources?.celery ?? {};
  return { ...DEFAULT_BROKER_NAMES, ...defined({ queues, keyPrefix, fanoutPrefix, controlExchange, eventExchange }) };
}

function vendors({ env, values }: Given): VendorsSettings | null {
  const { enabled = true, only = null, interval = VENDORS_INTERVAL_MS } = values.sources?.vendors ?? {};
  const named = environmentList(env, 'SEVLIGHT_VENDORS');
  const isOff = named === null ? !enabled : named[0] === 'false';
  return isOff ? null : { only: named ?? only, intervalMs: interval };
}

function postgres(given: Given, url: Secret | null): PostgresSourceSettings | null {
  const { tables = {}, sharedAddresses = [], metricsEvery } = given.values.sources?.postgres ?? {};
  const settings = source(given, 'postgres', url);
  return (
    settings && {
      ...settings,
      tables: { ...DEFAULT_TABLES, ...defined(tables) },
      sharedAddresses,
      metricsEverySeconds: metricsEvery === undefined ? null : metricsEvery / SECOND_MS,
    }
  );
}

/** One source: where the environment says, else the file, else as `inherited`; null where nobody says or it is off. */
function source(
  given: Given,
  id: Named,
  url: Secret | null,
  inherited: SourceSettings | null = null,
): SourceSettings | null {
  const { enabled = true, interval = INTERVAL_MS, caFile, url: written } = given.values.sources?.[id] ?? {};
  const from = url ?? (written === undefined ? inherited?.url : new Secret(written));
  if (!enabled || from === undefined) return null;
  return {
    url: from,
    intervalMs: interval,
    ca: caFile === undefined ? (inherited?.ca ?? null) : readCa(given, id, caFile),
  };
}

function readCa({ resolve, readFile, tellAt }: Given, id: Named, written: string): string | null {
  try {
    return readFile(resolve(written));
  } catch {
    tellAt(['sources', id, 'caFile'], 'The file cannot be read. Name a readable file with PEM certificates.');
    return null;
  }
}
