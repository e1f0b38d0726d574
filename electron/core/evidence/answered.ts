import type { Fact } from '../checks/check.ts';
import type { EvidenceId } from '../playbook/model.ts';
import type { Branch } from './branch.ts';
import type { EvidenceVerdict } from './finding.ts';

/** One answer as the timeline keeps it: JSON values only, and nobody named but by id. */
export interface EvidenceAnswered {
  /** A runbook's id, or `initial-response`. */
  readonly list: string;
  readonly stepId: string;
  readonly evidenceId: EvidenceId;
  /** Exactly what was asked. */
  readonly question: string;
  readonly expectation: string;
  readonly value: string;
  readonly verdict: EvidenceVerdict;
  readonly sentence: string;
  readonly facts: readonly Fact[];
  readonly branch: Branch | null;
}
