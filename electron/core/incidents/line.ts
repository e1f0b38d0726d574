import type { LadderMark } from './incident.ts';

/** Somebody who stands on a level of the ladder, as far as playbook and contacts say. */
export interface LadderPerson {
  readonly name: string | null;
  readonly phone: string | null;
  /** IANA zone, for the time there. */
  readonly zone?: string;
}

/** Who is to be called on a level now, and who after that; null where nobody is left. */
export function nextInLine(
  line: readonly LadderPerson[],
  mark: LadderMark | undefined,
): { readonly person: LadderPerson | null; readonly after: LadderPerson | null } {
  const tried = mark?.unanswered ?? 0;
  // Who did not answer may be called again: the last of the line stays.
  const at = Math.min(tried, line.length - 1);
  return { person: line[at] ?? null, after: line[at + 1] ?? null };
}
