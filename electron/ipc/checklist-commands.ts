import type { Ask } from './ask.ts';

export interface StepAsk extends Ask {
  readonly incidentId: string;
  /** A runbook's id, or `initial-response`. */
  readonly list: string;
  readonly stepId: string;
}

/** Ticking a runbook's steps and asking their questions. */
export interface ChecklistCommands {
  readonly doStep: { readonly input: StepAsk; readonly output: null };
  readonly undoStep: { readonly input: StepAsk; readonly output: null };
  readonly skipStep: { readonly input: StepAsk & { readonly reason: string }; readonly output: null };
  /** Gives a step some minutes, from now on. */
  readonly timeStep: { readonly input: StepAsk & { readonly forMs: number }; readonly output: null };
  /** Asks a step's fixed question again; tells the answer once it is in the timeline. */
  readonly askEvidence: { readonly input: StepAsk; readonly output: string };
}
