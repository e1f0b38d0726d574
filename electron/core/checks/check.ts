import type { Look } from '../look.ts';
import type { SourceId } from '../source.ts';

export type Unit = '' | '%' | 's' | 'ms' | 'bytes' | 'per hour';

/** Something measured that is shown beside a check. Never a person's data: ids only. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One of many measured under the same name: a user, an IP address, a task. */
export interface CheckInstance {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** Given where the instance is a verdict in itself, and its value means nothing to a threshold. */
  readonly look?: Look;
  readonly facts?: readonly Fact[];
}

/**
 * A named thing that one source measured.
 *
 * A check with thresholds carries a `value` and an `ok` look ("measured"); its rule decides the level.
 * A check that is a verdict in itself carries it as its look. `unknown` always stands as it is.
 * With `instances`, each is judged on its own and one that is not listed is well.
 */
export interface Check {
  readonly name: string;
  readonly source: SourceId;
  readonly value: number | null;
  readonly unit: Unit;
  readonly look: Look;
  readonly facts?: readonly Fact[];
  readonly instances?: readonly CheckInstance[];
  /**
   * For a check that only sums up others: the names of the checks that say the same in more detail.
   * Not empty: their rules decide, and this one's alert is explained, never announced.
   * Empty: it stands for something that no other check covers, so nothing explains it.
   * Absent: the rule's `explainedBy` decides.
   */
  readonly coveredBy?: readonly string[];
}
