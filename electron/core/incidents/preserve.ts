import type { LadderFlag, Step } from '../playbook/model.ts';

/** The id of the list that a raised flag adds to an incident. */
export const PRESERVE_LIST = 'preserve-evidence';

const WORDS: readonly (readonly [string, string])[] = [
  ['stop', 'Stop whatever deletes or rotates: log retention, clean-up tasks, automatic restarts'],
  ['logs', 'Copy the logs and the audit trail of the time in question to where only a few can write'],
  ['snapshot', 'Take a snapshot of the database and the machines before anything is repaired'],
  ['access', 'Write down who had access and which keys and sessions were valid; change them only after that'],
  ['hands', 'Note every copy: what, when, by whom, and where it lies'],
  ['silence', 'Speak about it only with those on the call; legal decides who is told what'],
];

/** What is kept before anything is repaired, where data may be in the wrong hands. Ours: no playbook has it. */
export const PRESERVE_STEPS: readonly Step[] = WORDS.map(([id, text]) => ({
  id,
  text,
  inline: [{ kind: 'text', text }],
  details: [],
  code: [],
  links: [],
  children: [],
  line: 0,
}));

/** What holds for every word about an incident with a flag. */
export const RESTRICTED_NOTE =
  'Restricted: name no person and no data in channels or tickets. Messages outside the call go through legal.';

const BREACH =
  /\bbreach\b|\bdata\b[^.;\n]{0,30}\b(?:accessed|seen|taken|copied|exposed|disclosed|leaked|stolen|compromised)\b/i;

/** The flag that a step's words ask for, where they do: one that brings in legal, or speaks of data in the wrong hands. */
export function flagOffered(text: string): LadderFlag | null {
  if (BREACH.test(text)) return 'breach';
  return /\b(legal|compliance)\b/i.test(text) ? 'legal' : null;
}
