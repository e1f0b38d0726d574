import { dirname, resolve } from 'node:path';
import { type ComponentNames, DEFAULT_COMPONENT_NAMES } from '../core/checks/health-components.ts';
import type { WorkingHours } from '../core/schedule/working-hours.ts';
import { officeHours } from '../core/schedule/working-hours.ts';
import { Secret } from '../core/secret.ts';
import type { Problem } from '../core/snapshot.ts';
import type { SourceSettings } from '../core/source-settings.ts';
import { SECOND_MS } from '../core/time.ts';
import type { Config } from './config.ts';
import { environmentList, environmentUrl } from './environment.ts';
import { type Place, readFileConfig } from './file.ts';
import { ruleOverrides } from './rules.ts';
import { type FileConfig, HTTP, POSTGRES, REDIS } from './schema.ts';

export interface LoadParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file. Throws where there is none or it cannot be read. */
  readonly readFile: (path: string) => string;
  /** Where the file lies when SEVLIGHT_CONFIG does not say: in the user's configuration folder. It may be missing there. */
  readonly configPath: string;
  /** This machine's time zone. */
  readonly timeZone: string;
}

export interface Loaded {
  readonly config: Config;
  /** With file, line and fix. What is wrong does not count; everything else does. */
  readonly problems: readonly Problem[];
}

const INTERVAL_MS = 15 * SECOND_MS;
/** Answers 204 and nothing else, on addresses all over the world, and is made for this question. */
const DEFAULT_REFERENCE = 'https://www.gstatic.com/generate_204';

/** The configuration of the environment and the file; the environment has the say where both speak. Never throws. */
export function loadConfig(parts: LoadParts): Loaded {
  const problems: Problem[] = [];
  const tell = (message: string) => void problems.push({ area: 'configuration', severity: 'error', message });
  const path = parts.env.SEVLIGHT_CONFIG?.trim() || parts.configPath;
  const named = path !== parts.configPath;
  const file = readFileConfig(readConfigFile(path, named, parts.readFile, tell));
  const tellAt = ({ line, column }: Place, message: string) => tell(`${path}:${line}:${column}: ${message}`);
  for (const problem of file.problems) tellAt(problem, problem.message);

  const { values } = file;
  const { sources = {} } = values;
  const folder = dirname(path);
  const fileUrl = (written: string | undefined) => (written === undefined ? null : new Secret(written));
  const setting = (
    id: 'health' | 'postgres' | 'redis' | 'celery',
    url: Secret | null,
    inherited: SourceSettings | null = null,
  ): SourceSettings | null => {
    const { enabled = true, interval = INTERVAL_MS, caFile, url: written } = sources[id] ?? {};
    const from = url ?? fileUrl(written) ?? inherited?.url ?? null;
    if (!enabled || from === null) return null;
    const ca = caFile === undefined ? (inherited?.ca ?? null) : readCa(id, resolve(folder, caFile));
    return { url: from, intervalMs: interval, ca };
  };
  const readCa = (id: string, caPath: string): string | null => {
    try {
      return parts.readFile(caPath);
    } catch {
      const keys = ['sources', id, 'caFile'];
      tellAt(
        file.placeOf(keys),
        `${keys.join('.')}: The file cannot be read. Name a readable file with PEM certificates.`,
      );
      return null;
    }
  };

  const url = (name: string, protocols: readonly string[]) => environmentUrl(parts.env, name, protocols, tell);
  const health = setting('health', url('HEALTH_URL', HTTP));
  const postgres = setting('postgres', url('DATABASE_URL', POSTGRES));
  const redis = setting('redis', url('REDIS_URL', REDIS));
  const celery = setting('celery', url('CELERY_BROKER_URL', REDIS), redis);
  const reference = url('SEVLIGHT_REFERENCE', HTTP);
  const config: Config = {
    environment: values.environment ?? 'production',
    sources: {
      health: health && { ...health, components: componentNames(values), ignored: sources.health?.ignore ?? [] },
      postgres,
      redis,
      celery,
      reference: reference ?? (values.reference === null ? null : new Secret(values.reference ?? DEFAULT_REFERENCE)),
    },
    thresholds: defined(values.thresholds ?? {}),
    rules: ruleOverrides(values, (name, message) => tellAt(file.placeOf(['rules', name]), message)),
    playbookFile: values.playbook === undefined ? null : resolve(folder, values.playbook),
    workingHours: workingHours(values, parts.timeZone),
    quietHours: values.quietHours
      ? {
          zone: values.timeZone ?? parts.timeZone,
          fromMinute: values.quietHours.from,
          toMinute: values.quietHours.to,
        }
      : null,
    channels: {
      slackWebhook: url('SLACK_ALERT_WEBHOOK', ['https:']) ?? fileUrl(values.channels?.slackWebhook),
      emailRecipients: environmentList(parts.env, 'ALERT_EMAIL_RECIPIENTS') ?? values.channels?.emailRecipients ?? [],
      alertChannels: environmentList(parts.env, 'ALERT_CHANNELS') ?? [],
    },
  };
  return { config, problems };
}

function readConfigFile(
  path: string,
  named: boolean,
  readFile: LoadParts['readFile'],
  tell: (message: string) => void,
): string {
  try {
    return readFile(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing && !named) return '';
    const what = missing ? 'There is no such file' : 'The file cannot be read';
    tell(
      `${path}: ${what}. ${named ? 'SEVLIGHT_CONFIG names it: correct the path.' : 'Give yourself the right to read it.'}`,
    );
    return '';
  }
}

function componentNames({ sources }: FileConfig): ComponentNames {
  return { ...DEFAULT_COMPONENT_NAMES, ...defined(sources?.health?.components ?? {}) };
}

function workingHours(values: FileConfig, zone: string): WorkingHours {
  const usual = officeHours(values.timeZone ?? zone);
  const { days, from, to } = values.workingHours ?? {};
  return {
    ...usual,
    days: days ?? usual.days,
    startMinute: from ?? usual.startMinute,
    endMinute: to ?? usual.endMinute,
    holidays: values.holidays ?? [],
  };
}

type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys whose value is undefined. */
function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
