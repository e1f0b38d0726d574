import type { Check } from './checks/check.ts';
import type { HealthSays, ReferenceAnswer, Surroundings } from './connectivity/failure-to-look.ts';
import type { Look } from './look.ts';
import type { Probe } from './ports.ts';
import type { Failure, Reading, SourceId } from './source.ts';
import type { Instant } from './time.ts';

/** What a judgement may know besides the reading. */
export interface JudgeContext<Memory> {
  readonly now: Instant;
  readonly surroundings: Surroundings;
  /** What the health endpoint's newest look says of this source's component; null without one. */
  readonly healthSays: HealthSays;
  /** What this source's previous judgement left behind; null at first, and after a change of its configuration. */
  readonly memory: Memory | null;
}

export interface Judged<Memory> {
  /** The source as a whole: could it be asked, and is it well. */
  readonly look: Look;
  readonly checks: readonly Check[];
  /** For the next judgement; of no meaning to anyone else, and never stored. */
  readonly memory: Memory;
}

/**
 * A source as the configuration has it: how it is asked, and what its answers mean.
 *
 * - `judge` is pure.
 * - `needsReference` tells whether a failure can only be judged once the reference was asked after it.
 */
export interface ConfiguredSource<Answer = unknown, Memory = unknown> {
  readonly id: SourceId;
  /** For people: `Health endpoint`. */
  readonly name: string;
  /** Where it is asked, without credentials. */
  readonly address: string;
  /** Between two full looks when nothing is wrong, in ms. */
  readonly intervalMs: number;
  readonly probe: Probe<Answer>;
  // Methods, not properties: a list holds sources of different answers, and each only ever judges its own.
  judge(reading: Reading<Answer>, context: JudgeContext<Memory>): Judged<Memory>;
  needsReference(failure: Failure): boolean;
}

/** Somebody else on the internet, asked whether the internet is there. Never rejects; aborted means silent. */
export interface Reference {
  readonly address: string;
  ask(signal: AbortSignal): Promise<ReferenceAnswer>;
}
