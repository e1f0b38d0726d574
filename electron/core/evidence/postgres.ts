import { inWords } from '../checks/duration-words.ts';
import { plain } from '../checks/plain.ts';
import type { Failure } from '../source.ts';
import type { AddressUsers, Connections, Downloads, FailedDocuments } from './answers.ts';
import { type EvidenceContext, expected, type Finding, noAnswer, plural, undecided, unexpected } from './finding.ts';

/** From here on the next deploy or job may find no place. The rule Connections Near Limit has the same. */
const NEAR = 0.9;
/** Longer than any request takes: somebody has forgotten to commit. */
const LONG_TRANSACTION_SECONDS = 60;
/** People click unevenly; a program's pauses stray from their median by less than this part of it. */
const EVEN = 0.15;

export function judgeConnections(answer: Connections): Finding {
  const { used, maximum, reserved, idleInTransaction, oldestTransactionSeconds, applications } = answer;
  // The application is refused before the last places, which are kept for administrators.
  const open = Math.max(1, maximum - reserved);
  const value = `${used} of ${open} connections`;
  const [most] = applications;
  const facts = [
    { label: 'Idle in transaction', value: String(idleInTransaction) },
    { label: 'Oldest transaction', value: inWords(oldestTransactionSeconds) },
    ...(most === undefined ? [] : [{ label: 'Most by', value: `${named(most.name)} (${most.sessions})` }]),
    { label: 'Limit', value: `${maximum}, ${reserved} kept for administrators` },
  ];
  if (used >= open) return unexpected(value, 'The pool is exhausted: no place is left.', facts, 'pool-exhausted');
  if (used >= NEAR * open) return unexpected(value, 'Nearly every place is taken.', facts, 'pool-exhausted');
  if (idleInTransaction > 0 && oldestTransactionSeconds > LONG_TRANSACTION_SECONDS) {
    return unexpected(value, 'The pool is not exhausted, but a transaction has been left open.', facts);
  }
  return expected(value, 'The pool is not exhausted.', facts);
}

/** Being refused for want of a place is the answer. */
export function judgeNoConnection(failure: Failure, context: EvidenceContext): Finding {
  if (failure.kind !== 'exhausted') return noAnswer(failure, context, 'database-down');
  const facts = failure.code === undefined ? [] : [{ label: 'SQLSTATE', value: failure.code }];
  return unexpected('No connection left', failure.message, facts, 'pool-exhausted');
}

export function judgeFailedDocuments(
  { lastHour, lastDay, all, newest }: FailedDocuments,
  context: EvidenceContext,
): Finding {
  const value = `${lastHour} failed in the last hour`;
  const facts = [
    { label: 'Last 24 h', value: String(lastDay) },
    { label: 'Ever', value: String(all) },
    ...newest.slice(0, 3).map(({ id, ageSeconds, ocrStatus }) => ({
      label: `Document ${plain(id)}`,
      value: `${inWords(ageSeconds)} ago${ocrStatus === '' ? '' : `, text recognition ${plain(ocrStatus)}`}`,
    })),
  ];
  const limit = context.thresholds.failures_per_hour_warning;
  const broken = newest.filter(({ ocrStatus }) => /fail|error/i.test(ocrStatus)).length;
  if (lastHour < limit) return expected(value, `Fewer than ${limit} an hour are usual.`, facts);
  return unexpected(
    value,
    `${limit} an hour or more are not usual.`,
    facts,
    2 * broken > newest.length ? 'ocr-fails' : null,
  );
}

export function judgeFailures(
  answer: readonly { readonly type: string; readonly lastHour: number; readonly lastDay: number }[],
  context: EvidenceContext,
): Finding {
  const counts = [...answer].sort((a, b) => b.lastDay - a.lastDay);
  const day = counts.reduce((sum, { lastDay }) => sum + lastDay, 0);
  const hour = counts.reduce((sum, { lastHour }) => sum + lastHour, 0);
  const [most] = counts;
  const facts = counts.slice(0, 5).map(({ type, lastHour, lastDay }) => ({
    label: words(type),
    value: `${lastDay}, ${lastHour} of them in the last hour`,
  }));
  const value = `${plural(day, 'failure')} in 24 h`;
  if (most === undefined || day === 0) return expected(value, 'None has been written down.', facts);
  const limit = context.thresholds.failures_per_hour_warning;
  if (hour < limit) return expected(value, `${hour} in the last hour: fewer than ${limit} are usual.`, facts);
  const pattern = 2 * most.lastDay > day ? `Most are ${words(most.type)}.` : 'No kind stands out.';
  return unexpected(
    value,
    `${hour} in the last hour. ${pattern}`,
    facts,
    2 * most.lastDay > day ? branchOfType(most.type) : null,
  );
}

function branchOfType(type: string): 'ocr-fails' | 'ai-fails' | null {
  if (type === 'ocr') return 'ocr-fails';
  return type === 'ai_analysis' ? 'ai-fails' : null;
}

export function judgeDownloads({ lastHour, lastDay, addresses, rhythm }: Downloads, context: EvidenceContext): Finding {
  const { downloads_per_hour_warning: warning, downloads_per_hour_critical: critical } = context.thresholds;
  const value = `${plural(lastHour, 'download')} in the last hour`;
  const even = rhythm !== null && rhythm.spreadSeconds <= EVEN * Math.max(1, rhythm.medianSeconds);
  const facts = [
    { label: 'Last 24 h', value: String(lastDay) },
    { label: 'From', value: plural(addresses, 'address', 'addresses') },
    ...(rhythm === null
      ? []
      : [
          {
            label: 'Rhythm',
            value: `one every ${inWords(rhythm.medianSeconds)}, ${even ? 'even, as a program' : 'uneven'}`,
          },
        ]),
  ];
  if (lastHour >= critical) {
    return unexpected(value, `${critical} an hour or more are far more than usual.`, facts, 'downloads-suspicious');
  }
  if (lastHour >= warning) return unexpected(value, `${warning} an hour or more are more than usual.`, facts);
  return expected(value, `Fewer than ${warning} an hour are usual.`, facts);
}

/** More than this many users behind one address raise Multiple Users Same IP. */
const USERS_USUAL = 3;

export function judgeAddress({ users, userIds, downloads }: AddressUsers): Finding {
  const facts = [
    { label: 'Downloads', value: `${downloads} in the last hour` },
    ...(userIds.length === 0 ? [] : [{ label: 'Users', value: userIds.map(plain).join(', ') }]),
  ];
  const value = `${plural(users, 'user')} on this address`;
  if (users === 0) return undecided(value, 'Nobody has downloaded from it within the last hour.', facts);
  if (users > USERS_USUAL)
    return unexpected(
      value,
      `More than ${USERS_USUAL} within the hour: an office, or one person with many accounts.`,
      facts,
    );
  return expected(value, `${USERS_USUAL} or fewer are usual.`, facts);
}

function words(type: string): string {
  return plain(type.replaceAll('_', ' '));
}

function named(application: string): string {
  const name = plain(application);
  // An address of a person has no place in the timeline, and some tools sign in with one.
  return name === '' || name.includes('@') ? 'an application without a name' : name;
}
