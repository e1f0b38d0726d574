import type { Shift } from '../schedule/rota.ts';

/** A person as one entry of an imported file has it. Texts are cleaned; JSON values only. */
export interface Contact {
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** As written, the first is the one to call. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** A handle, or a link. */
  readonly chat: string | null;
  /** IANA zone: `Europe/Berlin`. */
  readonly zone: string | null;
  readonly team: string | null;
  /** When somebody last made sure that this is right, if the file says so. */
  readonly confirmedWallMs: number | null;
  /** What else the file says: nothing is lost. */
  readonly more: readonly { readonly label: string; readonly value: string }[];
  readonly line: number;
}

export type Standing = 'primary' | 'backup';

export interface HeldRole {
  readonly role: string;
  readonly standing: Standing;
}

/** What could not be used, where, and what to do about it. */
export interface ImportProblem {
  readonly line: number;
  readonly message: string;
}

/** A file of contacts, understood as far as it goes. */
export interface ReadContacts {
  readonly people: readonly Contact[];
  readonly shifts: readonly Shift[];
  /** In the order of their lines. */
  readonly problems: readonly ImportProblem[];
}

/** One import, as the store keeps it. */
export interface ContactImport extends Pick<ReadContacts, 'people' | 'shifts'> {
  readonly id: string;
  readonly file: string;
  readonly importedWallMs: number;
}

/** What people told Sevlight of contacts: imports (the newest last), who was confirmed when, and who takes over. */
export interface KeptContacts {
  readonly imports: readonly ContactImport[];
  /** By a person's key. */
  readonly confirmations: Readonly<Record<string, number>>;
  /** Shifts that go before the rota's, the newest last. */
  readonly overrides: readonly (Shift & { readonly id: string })[];
}

export const NOTHING_KEPT: KeptContacts = { imports: [], confirmations: {}, overrides: [] };

/** Characters of a file: 10,000 people with every field filled in are half of it. */
export const FILE_CAP = 16_000_000;
export const PEOPLE_CAP = 20_000;
export const SHIFTS_CAP = 5000;
const TEXT_CAP = 300;
const PROBLEMS_CAP = 200;

/** Control characters, and the marks that reverse or hide what a person reads. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

/** One line of plain text, at most 300 characters. */
export function clean(text: string): string {
  return text
    .slice(0, 4 * TEXT_CAP)
    .replace(UNSEEN, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, TEXT_CAP);
}

const PLAIN = /^[ -~\n]*$/u;

/** For comparing: lower case, without accents. */
export function fold(text: string): string {
  // Most names need no more, and the rest costs ten times as much.
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** In the order of their lines, at most 200, with a word about the rest. */
export function orderedProblems(problems: readonly ImportProblem[]): readonly ImportProblem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  if (sorted.length <= PROBLEMS_CAP) return sorted;
  const shown = sorted.slice(0, PROBLEMS_CAP);
  const last = shown.at(-1)?.line ?? 1;
  return [...shown, { line: last, message: `${sorted.length - PROBLEMS_CAP} more lines have problems.` }];
}

const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u;

export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}
