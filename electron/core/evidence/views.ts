import type { StoredEvent } from '../events.ts';
import type { Step } from '../playbook/model.ts';
import type { EvidenceAnswered } from './answered.ts';

/** A step's evidence as the window shows it. */
export interface EvidenceView extends EvidenceAnswered {
  /** When it was answered, or seen by a look; null where there is nothing yet. */
  readonly atWallMs: number | null;
  /** asked: answered · look: what the newest look saw, until there is an answer · none: nothing is known, and why. */
  readonly from: 'asked' | 'look' | 'none';
  /** Whether it is being asked now. */
  readonly asking: boolean;
}

export type EvidenceViews = Readonly<Record<string, EvidenceView>>;

/** A step with a question, in its list. */
export interface EvidenceStep {
  readonly list: string;
  readonly step: Step;
}

/** The steps of a list that have a question, nested ones included. */
export function evidenceSteps(list: string, steps: readonly Step[]): readonly EvidenceStep[] {
  return steps.flatMap((step) => [
    ...(step.evidence === undefined ? [] : [{ list, step }]),
    ...evidenceSteps(list, step.children),
  ]);
}

/** The newest answer of each step, by `LIST/STEP`. */
export function newestAnswers(
  events: readonly StoredEvent[],
): ReadonlyMap<string, EvidenceAnswered & { readonly atWallMs: number }> {
  const newest = new Map<string, EvidenceAnswered & { readonly atWallMs: number }>();
  for (const event of events) {
    if (event.type !== 'evidence-answered') continue;
    const { list, stepId } = event.payload;
    newest.set(`${list}/${stepId}`, { ...event.payload, atWallMs: event.at.wallMs });
  }
  return newest;
}
