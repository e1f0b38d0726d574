import type { EvidenceId } from '../playbook/model.ts';
import type { Reading } from '../source.ts';
import type { AnswerOf } from './answers.ts';
import type { EvidenceParameters } from './parameters.ts';

/**
 * One fixed question, ready to be asked. Like a look, `ask` never rejects, and settles within its deadline or as soon
 * as `signal` aborts.
 */
export interface EvidenceQuestion<Id extends EvidenceId> {
  /** Exactly what is sent, for people to read; parameters stand as $1, $2. */
  readonly text: string;
  ask(parameters: EvidenceParameters, signal: AbortSignal): Promise<Reading<AnswerOf<Id>>>;
}

/** The questions that this configuration can ask directly. */
export type EvidenceQuestions = { readonly [Id in EvidenceId]?: EvidenceQuestion<Id> };

/** A person's data, fetched on demand, shown, and never stored. */
export interface Revealed {
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

export interface EvidenceDesk {
  readonly questions: EvidenceQuestions;
  /** Null where no database is configured. */
  readonly reveal: ((parameters: EvidenceParameters, signal: AbortSignal) => Promise<Reading<Revealed>>) | null;
}
