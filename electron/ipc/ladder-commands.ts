import type { LadderFlag } from '../core/playbook/model.ts';
import type { Ask } from './ask.ts';

export interface LevelAsk extends Ask {
  readonly incidentId: string;
  readonly level: number;
}

/** What came of a call. */
export interface CallAsk extends LevelAsk {
  /** Who was to be called, as the screen had it: the person, or the level's role where nobody is named. */
  readonly person: string;
}

export interface FlagAsk extends Ask {
  readonly incidentId: string;
  readonly flag: LadderFlag;
  readonly reason: string;
}

/** Calling people, level by level, and what makes a level due at once. */
export interface LadderCommands {
  readonly ladderCalled: { readonly input: CallAsk; readonly output: null };
  readonly ladderNoAnswer: { readonly input: CallAsk; readonly output: null };
  readonly ladderNotNeeded: { readonly input: LevelAsk & { readonly reason: string }; readonly output: null };
  readonly raiseFlag: { readonly input: FlagAsk; readonly output: null };
  readonly lowerFlag: { readonly input: FlagAsk; readonly output: null };
}
