import type { Fact } from '../checks/check.ts';
import type { ThresholdName } from '../checks/rule.ts';
import type { Failure } from '../source.ts';
import type { BranchId } from './branch.ts';

/** expected: as it should be · unexpected: it is not · unknown: cannot be told. */
export type EvidenceVerdict = 'expected' | 'unexpected' | 'unknown';

/** What an answer means. */
export interface Finding {
  /** The shortest answer, shown large: `97 of 97 connections`. */
  readonly value: string;
  readonly verdict: EvidenceVerdict;
  /** One sentence: why this verdict. */
  readonly sentence: string;
  readonly facts: readonly Fact[];
  /** The case that the answer speaks for, where a runbook usually parts ways. */
  readonly branch: BranchId | null;
}

/** What a judgement may know besides the answer. */
export interface EvidenceContext {
  readonly thresholds: Readonly<Record<ThresholdName, number>>;
  /** Whether the newest look at the source, which knows the network around us, calls it bad. */
  readonly sourceIsBad: boolean;
  /** Tasks that waited at the newest look; null where that is not known. */
  readonly tasksWaiting: number | null;
}

export function expected(value: string, sentence: string, facts: readonly Fact[] = []): Finding {
  return { value, verdict: 'expected', sentence, facts, branch: null };
}

export function unexpected(
  value: string,
  sentence: string,
  facts: readonly Fact[] = [],
  branch: BranchId | null = null,
): Finding {
  return { value, verdict: 'unexpected', sentence, facts, branch };
}

export function undecided(value: string, sentence: string, facts: readonly Fact[] = []): Finding {
  return { value, verdict: 'unknown', sentence, facts, branch: null };
}

/** No answer is bad only where the looks, which know this network, call the source bad too. */
export function noAnswer(failure: Failure, { sourceIsBad }: EvidenceContext, branch: BranchId | null = null): Finding {
  const facts = failure.code === undefined ? [] : [{ label: 'Code', value: failure.code }];
  if (failure.kind === 'credentials') return undecided('Not let in', failure.message, facts);
  if (failure.kind === 'grant' || failure.kind === 'missing')
    return undecided('Not allowed or not there', failure.message, facts);
  if (sourceIsBad) return unexpected('No answer', failure.message, facts, branch);
  return undecided('No answer', `${failure.message} That may be this network.`, facts);
}

/** `1 task`, `2 tasks`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
