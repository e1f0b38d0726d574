import type { JudgeContext, Judged } from '../configured-source.ts';
import { backendFailureToLook } from '../connectivity/failure-to-look.ts';
import { type Look, ok, unknown } from '../look.ts';
import type { Failure, Reading } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import type { Check, Fact } from './check.ts';
import { activityChecks } from './postgres-activity.ts';
import type { Encryption, PostgresAnswer, PostgresTables } from './postgres-answer.ts';
import { downloadChecks } from './postgres-downloads.ts';
import { grantsCheck } from './postgres-grants.ts';
import { processingChecks } from './postgres-processing.ts';

export interface PostgresJudgement {
  readonly loopback: boolean;
  readonly tables: PostgresTables;
  /** How often the team's own monitoring writes a metric, in seconds. */
  readonly metricsEverySeconds: number;
}

/** What one look leaves behind for the next. */
export interface PostgresMemory {
  /** What the newest full answer fed, so that a failed look can say of each that it is not measured. */
  readonly fed: readonly Pick<Check, 'name' | 'unit'>[];
  /** `19 of 17 connections used`: what is known of a server that lets nobody in any more. */
  readonly connections: string | null;
}

const NO_MEMORY: PostgresMemory = { fed: [], connections: null };
/** From here on an answer to SELECT 1 is called slow. */
const SLOW_MS = SECOND_MS;

/** What a look at PostgreSQL means. Pure. */
export function judgePostgres(
  reading: Reading<PostgresAnswer>,
  settings: PostgresJudgement,
  { surroundings, healthSays, memory }: JudgeContext<PostgresMemory>,
): Judged<PostgresMemory> {
  const before = memory ?? NO_MEMORY;
  if (reading.outcome === 'failed') {
    const failure = withNumbers(reading.failure, before);
    return notMeasured(backendFailureToLook(failure, settings.loopback, healthSays, surroundings), before);
  }
  const { answer } = reading;
  const measured = answer.aggregates === null ? [] : aggregateChecks(answer.aggregates, settings);
  const look = ok([answersIn(answer.answerMs), ...remarks(measured)].join('. '));
  const checks = [{ ...databaseCheck(look), facts: facts(answer) }, latencyCheck(answer.answerMs), ...measured];
  if (answer.aggregates === null) return { look, checks, memory: before };
  const fed = checks.filter(({ name }) => name !== 'database').map(({ name, unit }) => ({ name, unit }));
  const connections = checks.find(({ name }) => name === 'postgres_connections');
  return {
    look,
    checks,
    memory: { fed, connections: connections?.look.verdict === 'ok' ? connections.look.reason : before.connections },
  };
}

function aggregateChecks(
  aggregates: NonNullable<PostgresAnswer['aggregates']>,
  settings: PostgresJudgement,
): readonly Check[] {
  return [
    ...activityChecks(aggregates.activity),
    ...processingChecks(aggregates, settings),
    ...downloadChecks(aggregates, settings.tables),
    ...grantsCheck(aggregates.grants),
  ];
}

function withNumbers(failure: Failure, { connections }: PostgresMemory): Failure {
  if (failure.kind !== 'exhausted' || connections === null) return failure;
  return { ...failure, message: `${failure.message} When last counted: ${connections}.` };
}

/** Nothing was learnt but that it cannot be asked. */
function notMeasured(look: Look, memory: PostgresMemory): Judged<PostgresMemory> {
  const why = look.verdict === 'unknown' ? look : unknown('dependency', 'Not measured: the database cannot be asked');
  const rest = memory.fed.map(({ name, unit }): Check => ({ name, source: 'postgres', value: null, unit, look: why }));
  return { look, checks: [databaseCheck(look), ...rest], memory };
}

function databaseCheck(look: Look): Check {
  return { name: 'database', source: 'postgres', value: null, unit: '', look };
}

function latencyCheck(answerMs: number): Check {
  const value = Math.round(answerMs);
  return { name: 'postgres_latency', source: 'postgres', value, unit: 'ms', look: ok(answersIn(answerMs)) };
}

function answersIn(ms: number): string {
  return ms >= SLOW_MS ? `Slow: answers in ${(ms / SECOND_MS).toFixed(1)} s` : `Answers in ${Math.round(ms)} ms`;
}

/** What a person should know although the database itself is well. */
function remarks(checks: readonly Check[]): readonly string[] {
  const unmeasured = checks.filter(({ look }) => look.verdict === 'unknown' && look.cause !== 'insufficient').length;
  const grants = checks.find(({ name, look }) => name === 'postgres_grants' && look.verdict === 'bad');
  return [
    ...(unmeasured === 0 ? [] : [`${unmeasured} of its checks ${unmeasured === 1 ? 'is' : 'are'} not measured`]),
    ...(grants === undefined ? [] : [grants.look.reason]),
  ];
}

const ENCRYPTION: Readonly<Record<Encryption, string>> = {
  none: 'none',
  unchecked: 'yes, but the certificate is not checked',
  checked: 'yes, certificate checked',
};

function facts({ inRecovery, encryption }: PostgresAnswer): readonly Fact[] {
  return [
    { label: 'In recovery', value: inRecovery ? 'yes: a standby, or it still replays its log' : 'no' },
    { label: 'Encrypted', value: ENCRYPTION[encryption] },
  ];
}
