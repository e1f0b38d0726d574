import type { EvidenceId } from '../playbook/model.ts';
import type { Failure, Reading, SourceId } from '../source.ts';
import type { AnswerOf } from './answers.ts';
import { judgeActive, judgeWorkers } from './celery.ts';
import { type EvidenceContext, type Finding, noAnswer } from './finding.ts';
import { judgeHealth } from './health.ts';
import {
  judgeAddress,
  judgeConnections,
  judgeDownloads,
  judgeFailedDocuments,
  judgeFailures,
  judgeNoConnection,
} from './postgres.ts';
import { judgeMemory, judgePing, judgeQueue } from './redis.ts';

/** One of the fixed read-only questions: whom it goes to, what is usual, and what an answer means. */
export interface EvidenceDefinition<Id extends EvidenceId> {
  readonly source: SourceId;
  /** Asked also while the source is bad: it costs no more than a look. */
  readonly cheap: boolean;
  /** What one expects on a good day. */
  readonly expectation: string;
  readonly judge: (answer: AnswerOf<Id>, context: EvidenceContext) => Finding;
  readonly judgeFailure: (failure: Failure, context: EvidenceContext) => Finding;
}

type Definitions = { readonly [Id in EvidenceId]: EvidenceDefinition<Id> };

/** The whole list: what is not here cannot be asked, whatever a document says. */
export const EVIDENCE: Definitions = {
  health: {
    source: 'health',
    cheap: true,
    expectation: 'every component healthy',
    judge: judgeHealth,
    judgeFailure: noAnswer,
  },
  'postgres-connections': {
    source: 'postgres',
    cheap: true,
    expectation: 'fewer than 90 % of the places taken',
    judge: judgeConnections,
    judgeFailure: judgeNoConnection,
  },
  'redis-ping': {
    source: 'redis',
    cheap: true,
    expectation: 'PONG within a second',
    judge: judgePing,
    judgeFailure: noAnswer,
  },
  'redis-memory': {
    source: 'redis',
    cheap: false,
    expectation: 'below 95 % of the limit',
    judge: judgeMemory,
    judgeFailure: noAnswer,
  },
  'queue-length': {
    source: 'redis',
    cheap: false,
    expectation: 'fewer tasks than the warning threshold',
    judge: judgeQueue,
    judgeFailure: noAnswer,
  },
  'celery-workers': {
    source: 'celery',
    cheap: true,
    expectation: 'every connected worker answers',
    judge: judgeWorkers,
    judgeFailure: noAnswer,
  },
  'celery-active': {
    source: 'celery',
    cheap: false,
    expectation: 'no task older than the warning threshold',
    judge: judgeActive,
    judgeFailure: noAnswer,
  },
  'documents-failed': {
    source: 'postgres',
    cheap: false,
    expectation: 'fewer failures an hour than the warning threshold',
    judge: judgeFailedDocuments,
    judgeFailure: noAnswer,
  },
  'processing-failures': {
    source: 'postgres',
    cheap: false,
    expectation: 'fewer failures an hour than the warning threshold',
    judge: judgeFailures,
    judgeFailure: noAnswer,
  },
  'downloads-of-user': {
    source: 'postgres',
    cheap: false,
    expectation: 'fewer downloads an hour than the warning threshold',
    judge: judgeDownloads,
    judgeFailure: noAnswer,
  },
  'users-of-address': {
    source: 'postgres',
    cheap: false,
    expectation: 'three users or fewer on one address',
    judge: judgeAddress,
    judgeFailure: noAnswer,
  },
};

/** What a reading means for a question. */
export function judgeEvidence<Id extends EvidenceId>(
  definition: EvidenceDefinition<Id>,
  reading: Reading<AnswerOf<Id>>,
  context: EvidenceContext,
): Finding {
  return reading.outcome === 'answered'
    ? definition.judge(reading.answer, context)
    : definition.judgeFailure(reading.failure, context);
}
