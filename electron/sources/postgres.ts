import { isIP } from 'node:net';
import type { Client } from 'pg';
import { judgePostgres, type PostgresMemory } from '../core/checks/postgres.ts';
import type { Encryption, PostgresAnswer } from '../core/checks/postgres-answer.ts';
import type { ConfiguredSource } from '../core/configured-source.ts';
import type { Probe } from '../core/ports.ts';
import type { Failure, Reading } from '../core/source.ts';
import type { PostgresSourceSettings } from '../core/source-settings.ts';
import { SECOND_MS } from '../core/time.ts';
import { type PostgresAddress, postgresAddress } from './postgres/address.ts';
import { databaseFailure, Refusal } from './postgres/failures.ts';
import { askAggregates, ping } from './postgres/session.ts';
import { type PostgresQuestions, type Statements, statements } from './postgres/statements.ts';
import { guarded, openTransport, type Stage } from './postgres/transport.ts';

export interface PostgresLimits {
  readonly deadlineMs: number;
  /** To be let in: name, connection, encryption and signing in together. */
  readonly connectMs: number;
  readonly queryMs: number;
}

export interface PostgresSettings extends PostgresSourceSettings {
  readonly metricsEverySeconds: number;
}

const LIMITS: PostgresLimits = { deadlineMs: 8 * SECOND_MS, connectMs: 4 * SECOND_MS, queryMs: 4 * SECOND_MS };
/** A database that takes this long for SELECT 1 has other worries than our counting. */
const SLOW_MS = 2 * SECOND_MS;
const MAXIMUM_BYTES = 1024 * 1024;

/**
 * Asks PostgreSQL, on a connection of its own for every look. A kept one would cost less and prove less: it goes on
 * answering while nobody else is let in any more, it takes one of the last places for good, and sleep, poolers and
 * failovers break it. Whoever lets go of a look has destroyed its connection by then, so nothing is kept to be reset
 * or closed.
 */
export function postgresProbe(
  address: PostgresAddress,
  ca: string | null,
  questions: PostgresQuestions,
  limits: PostgresLimits = LIMITS,
): Probe<PostgresAnswer> {
  const wanted = statements(questions, `${address.host}/${address.database}`);
  return {
    source: 'postgres',
    deadlineMs: limits.deadlineMs,
    look: ({ signal, depth }) =>
      askPostgres({ address, ca, limits, converse: lookWith(limits, depth === 'full' ? wanted : null) }, signal),
    reset: () => {},
    close: async () => {},
  };
}

export interface PostgresAsk<Answer> {
  readonly address: PostgresAddress;
  readonly ca: string | null;
  readonly limits: PostgresLimits;
  /** What is asked on the connection, once signed in. */
  readonly converse: (client: Client, conversation: Conversation) => Promise<Answer>;
}

export interface Conversation {
  /** When the look began, performance.now(). */
  readonly started: number;
  readonly encryption: Encryption;
}

interface Bounds {
  readonly started: number;
  readonly signal: AbortSignal;
  readonly fail: (failure: Failure) => void;
}

/**
 * One conversation on a connection of its own. Never rejects; when it settles, the socket is destroyed and the timers
 * are cleared.
 */
export async function askPostgres<Answer>(look: PostgresAsk<Answer>, cancelled: AbortSignal): Promise<Reading<Answer>> {
  const started = performance.now();
  const controller = new AbortController();
  const { signal } = controller;
  const fail = (failure: Failure) => controller.abort(new Refusal(failure));
  const cancel = () => fail({ kind: 'cancelled', message: 'The look was given up.' });
  const deadline = setTimeout(
    () => fail(timeout('gave no whole answer', look.limits.deadlineMs)),
    look.limits.deadlineMs,
  );
  cancelled.addEventListener('abort', cancel, { once: true });
  if (cancelled.aborted) cancel();
  const work = conversation(look, { started, signal, fail });
  try {
    // Whatever becomes of the driver's own promises, an abort settles the look.
    const answer = await Promise.race([work, abortOf(signal)]);
    return { outcome: 'answered', answer, latencyMs: performance.now() - started };
  } catch (error) {
    const failure = databaseFailure(signal.aborted ? signal.reason : error);
    return { outcome: 'failed', failure, latencyMs: performance.now() - started };
  } finally {
    clearTimeout(deadline);
    cancelled.removeEventListener('abort', cancel);
    controller.abort();
  }
}

async function conversation<Answer>(
  { address, ca, limits, converse }: PostgresAsk<Answer>,
  { started, signal, fail }: Bounds,
): Promise<Answer> {
  const { Client: Driver } = await import('pg');
  let stage: Stage | null = isIP(address.host) === 0 ? null : 'resolved';
  const connecting = setTimeout(() => fail(notLetIn(stage, limits.connectMs)), limits.connectMs);
  signal.addEventListener('abort', () => clearTimeout(connecting), { once: true });
  const { socket, encryption } = await openTransport(address, ca, signal, (reached) => {
    stage = reached;
  });
  const client = new Driver({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    password: address.password,
    application_name: 'sevlight',
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.queryMs,
    keepAlive: true,
    ssl: false,
    stream: () => guarded(socket, MAXIMUM_BYTES, fail),
  });
  // Its promises tell the same; without a listener a late error would end the app.
  client.on('error', () => {});
  await client.connect();
  clearTimeout(connecting);
  const answer = await converse(client, { started, encryption });
  // Says goodbye; the caller destroys the socket without waiting for an answer.
  client.end().catch(() => {});
  return answer;
}

/** SELECT 1, and what is wanted beside it; null: nothing. */
function lookWith(limits: PostgresLimits, wanted: Statements | null): PostgresAsk<PostgresAnswer>['converse'] {
  return async (client, { started, encryption }) => {
    const inRecovery = await ping(client, wanted !== null);
    const answerMs = performance.now() - started;
    const passed = () => performance.now() - started;
    // Begun in time, a statement ends in time: what is not begun by then must not cost us the look.
    const hasTime = () => answerMs <= SLOW_MS && passed() <= limits.deadlineMs - limits.queryMs;
    const aggregates = wanted === null ? null : await askAggregates(client, wanted, hasTime);
    return { answerMs, inRecovery, encryption, aggregates };
  };
}

/** Rejects when the signal aborts; never resolves. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function notLetIn(stage: Stage | null, ms: number): Failure {
  switch (stage) {
    case null:
      return { ...timeout('has a name that could not be looked up', ms), kind: 'dns' };
    case 'resolved':
      return timeout('does not accept a connection', ms);
    case 'connected':
      return timeout('accepts the connection and stays silent', ms);
  }
}

function timeout(what: string, ms: number): Failure {
  return { kind: 'timeout', message: `The database ${what} within ${ms / SECOND_MS} s.`, code: 'ETIMEDOUT' };
}

/** Throws a TypeError where the URL is none; the configuration has checked it. */
export function postgresSource(
  settings: PostgresSettings,
  limits: PostgresLimits = LIMITS,
): ConfiguredSource<PostgresAnswer, PostgresMemory> {
  const address = postgresAddress(settings.url);
  const judged = { ...settings, loopback: address.loopback };
  return {
    id: 'postgres',
    name: 'PostgreSQL',
    address: address.shown,
    intervalMs: settings.intervalMs,
    probe: postgresProbe(address, settings.ca, settings, limits),
    judge: (reading, context) => judgePostgres(reading, judged, context),
    needsReference: () => false,
  };
}
