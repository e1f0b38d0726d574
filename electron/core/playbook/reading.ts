import type { Block } from './blocks.ts';
import type { Reporter } from './problems.ts';
import type { Scale } from './scale.ts';

/** What the readers of one document share. */
export interface Reading {
  readonly reporter: Reporter;
  readonly lines: readonly string[];
  readonly scale: Scale;
  /** A block that a reader has understood: what nobody takes is reported at the end. */
  take(block: Block): void;
  taken(block: Block): boolean;
}
