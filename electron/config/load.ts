import { dirname, resolve } from 'node:path';
import { redactAddresses } from '../core/redact.ts';
import { officeHours, type WorkingHours } from '../core/schedule/working-hours.ts';
import { Secret } from '../core/secret.ts';
import type { Problem } from '../core/snapshot.ts';
import { MINUTE_MS } from '../core/time.ts';
import { channelSettings } from './channels.ts';
import type { Config } from './config.ts';
import { defined } from './defined.ts';
import { environmentUrl } from './environment.ts';
import { readFileConfig } from './file.ts';
import type { Given } from './given.ts';
import { ruleOverrides } from './rules.ts';
import { type FileConfig, HTTP } from './schema.ts';
import { sourcesSettings } from './sources.ts';

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

/** The configuration of the environment and the file; the environment has the say where both speak. Never throws. */
export function loadConfig(parts: LoadParts): Loaded {
  const problems: Problem[] = [];
  // A key, or a file's name, may be an address that stands in the wrong place.
  const tell = (message: string) =>
    void problems.push({ area: 'configuration', severity: 'error', message: redactAddresses(message) });
  const path = parts.env.SEVLIGHT_CONFIG?.trim() || parts.configPath;
  const file = readFileConfig(readConfigFile(path, path !== parts.configPath, parts.readFile, tell));
  for (const { line, column, message } of file.problems) tell(`${path}:${line}:${column}: ${message}`);

  const { values } = file;
  const given: Given = {
    env: parts.env,
    values,
    tell,
    tellAt: (keys, message) => {
      const { line, column } = file.placeOf(keys);
      tell(`${path}:${line}:${column}: ${keys.join('.')}: ${message}`);
    },
    resolve: (written) => resolve(dirname(path), written),
    readFile: parts.readFile,
  };
  const zone = values.timeZone ?? parts.timeZone;
  const { quietHours } = values;
  const config: Config = {
    environment: values.environment ?? 'production',
    author: values.author ?? null,
    sources: sourcesSettings(given),
    thresholds: defined(values.thresholds ?? {}),
    rules: ruleOverrides(values, (name, message) => given.tellAt(['rules', ...name], message)),
    playbookFile: playbookFile(given),
    placeholders: values.placeholders ?? {},
    workingHours: workingHours(values, zone),
    quietHours: quietHours ? { zone, fromMinute: quietHours.from, toMinute: quietHours.to } : null,
    heartbeat: heartbeat(given),
    channels: channelSettings(given),
  };
  return { config, problems };
}

function heartbeat({ env, values, tell }: Given): Config['heartbeat'] {
  const { url: written, interval = MINUTE_MS } = values.heartbeat ?? {};
  const url = environmentUrl(env, 'SEVLIGHT_HEARTBEAT_URL', HTTP, tell);
  if (url === null && written === undefined) return null;
  return { url: url ?? new Secret(written ?? ''), intervalMs: interval };
}

/** The playbook's path, if it can be read now; the built-in one is better than none. */
function playbookFile({ values, resolve: absolute, readFile, tellAt }: Given): string | null {
  if (values.playbook === undefined) return null;
  const path = absolute(values.playbook);
  try {
    readFile(path);
    return path;
  } catch {
    tellAt(['playbook'], 'The file cannot be read. Name a readable Markdown file; until then the built-in one counts.');
    return null;
  }
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
