import { bad, ok, unknown } from '../look.ts';
import type { Check } from './check.ts';
import { inWords } from './duration-words.ts';
import { plain } from './plain.ts';
import type { FailureCount, PostgresAggregates, PostgresTables, Settled, Stuck } from './postgres-answer.ts';
import { type Measured, partCheck } from './postgres-part.ts';

/** Fewer settled documents say nothing about a rate. */
const ENOUGH_SETTLED = 10;
/** The team's own monitoring is silent when its newest row is older than this many of its intervals. */
const MISSED_RUNS = 3;
const TYPES_SHOWN = 10;

export interface ProcessingSettings {
  readonly tables: PostgresTables;
  readonly metricsEverySeconds: number;
}

/** Documents, their failures, and whether the team's own monitoring still watches them. */
export function processingChecks(
  { settled, stuck, failures, metric }: PostgresAggregates,
  { tables, metricsEverySeconds }: ProcessingSettings,
): readonly Check[] {
  const documents = { table: tables.documents, columns: 'id, status, is_deleted and updated_at' };
  const failed = { table: tables.failures, columns: 'failure_type and created_at' };
  const metrics = { table: tables.metrics, columns: 'created_at' };
  return [
    ...partCheck({ name: 'processing_success_rate', unit: '%' }, settled, documents, successRate),
    ...partCheck({ name: 'documents_stuck', unit: '' }, stuck, documents, stuckDocuments),
    ...partCheck({ name: 'failures_per_hour', unit: 'per hour' }, failures, failed, failuresPerHour),
    ...partCheck({ name: 'task_timeouts', unit: 'per hour' }, failures, failed, timeouts),
    ...partCheck({ name: 'team_monitoring', unit: 's' }, metric, metrics, ({ ageSeconds }) =>
      teamMonitoring(ageSeconds, metricsEverySeconds),
    ),
  ];
}

/** Of the last settled ones, so that it recovers with the system; what is in flight counts for nothing. */
function successRate({ lastCompleted, lastFailed, dayCompleted, dayFailed }: Settled): Measured {
  const count = lastCompleted + lastFailed;
  const facts = [{ label: 'Settled within 24 h', value: `${dayCompleted} completed, ${dayFailed} failed` }];
  if (count < ENOUGH_SETTLED) {
    const reason = `Too few to judge: ${count} settled within 24 h, ${ENOUGH_SETTLED} are needed`;
    return { value: null, look: unknown('insufficient', reason), facts };
  }
  const value = Math.round((1000 * lastCompleted) / count) / 10;
  return { value, look: ok(`${lastCompleted} of the last ${count} settled documents completed`), facts };
}

function stuckDocuments({ documents, oldest }: Stuck): Measured {
  if (oldest === null) return { value: documents, look: ok('No document is in processing for more than an hour') };
  const many = documents === 1 ? '1 document is' : `${documents} documents are`;
  const value = `document ${plain(oldest.id)}, for ${inWords(oldest.ageSeconds)}`;
  return {
    value: documents,
    look: ok(`${many} in processing for more than an hour`),
    facts: [{ label: 'Oldest', value }],
  };
}

function failuresPerHour(counts: readonly FailureCount[]): Measured {
  const lastHour = total(counts, ({ lastHour: count }) => count);
  const lastDay = total(counts, ({ lastDay: count }) => count);
  const facts = counts.slice(0, TYPES_SHOWN).map(({ type, ...of }) => ({
    label: plain(type),
    value: `${of.lastHour} in the last hour, ${of.lastDay} in 24 h`,
  }));
  return { value: lastHour, look: ok(`${lastHour} failures in the last hour, ${lastDay} in 24 h`), facts };
}

function timeouts(counts: readonly FailureCount[]): Measured {
  const value = counts.find(({ type }) => type === 'timeout')?.lastHour ?? 0;
  return {
    value,
    look: ok(value === 0 ? 'No task timed out in the last hour' : `${value} timed out in the last hour`),
  };
}

function teamMonitoring(ageSeconds: number | null, everySeconds: number): Measured {
  if (ageSeconds === null) {
    const reason = "The team's own monitoring has never written a metric here";
    return { value: null, look: unknown('insufficient', reason) };
  }
  const value = Math.max(0, Math.round(ageSeconds));
  const reason = `The team's own monitoring wrote its newest metric ${inWords(value)} ago; it should every ${inWords(everySeconds)}`;
  return { value, look: value > MISSED_RUNS * everySeconds ? bad(reason) : ok(reason) };
}

function total(counts: readonly FailureCount[], of: (count: FailureCount) => number): number {
  return counts.reduce((sum, count) => sum + of(count), 0);
}
