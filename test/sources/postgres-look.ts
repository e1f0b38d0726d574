import type { Check } from '../../electron/core/checks/check.ts';
import type { PostgresMemory } from '../../electron/core/checks/postgres.ts';
import { DEFAULT_TABLES, type PostgresAnswer } from '../../electron/core/checks/postgres-answer.ts';
import type { JudgeContext, Judged } from '../../electron/core/configured-source.ts';
import { Secret } from '../../electron/core/secret.ts';
import type { Reading } from '../../electron/core/source.ts';
import { type PostgresLimits, type PostgresSettings, postgresSource } from '../../electron/sources/postgres.ts';

export const SETTINGS: Omit<PostgresSettings, 'url'> = {
  intervalMs: 15_000,
  ca: null,
  tables: DEFAULT_TABLES,
  sharedAddresses: [],
  metricsEverySeconds: 300,
};

/** A quiet, settled network on which the database has answered before, and no health endpoint. */
export const CONTEXT: JudgeContext<PostgresMemory> = {
  now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'test' },
  surroundings: { offline: false, referenceAnswered: null, unchangedForMs: 3_600_000, answeredBefore: true },
  healthSays: null,
  memory: null,
};

export interface Looked extends Judged<PostgresMemory> {
  readonly reading: Reading<PostgresAnswer>;
  check(name: string): Check;
}

export interface LookOptions {
  readonly settings?: Partial<PostgresSettings>;
  readonly depth?: 'cheap' | 'full';
  readonly limits?: PostgresLimits;
  readonly signal?: AbortSignal;
  readonly memory?: PostgresMemory | null;
}

/** One real look, judged. */
export async function lookAt(url: string, options: LookOptions = {}): Promise<Looked> {
  const { depth = 'full', signal = new AbortController().signal, memory = null } = options;
  const source = postgresSource({ ...SETTINGS, ...options.settings, url: new Secret(url) }, options.limits);
  const reading = await source.probe.look({ signal, depth });
  const judged = source.judge(reading, { ...CONTEXT, memory });
  return { ...judged, reading, check: (name) => found(judged.checks, name) };
}

function found(checks: readonly Check[], name: string): Check {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`No check ${name} among ${checks.map((each) => each.name).join(', ')}`);
  return check;
}
