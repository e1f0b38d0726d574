import type { AlertKey } from '../alerts/alert.ts';
import { parametersOf } from './parameters.ts';

/** What blanks in commands are filled with, by name: `user-id`. */
export type Placeholders = Readonly<Record<string, string>>;

/** Fit to stand in a command line: no blank, no quote, nothing a shell reads, and no dash that would make it an option. */
const SAFE = /^[a-z0-9][\w.:-]{0,99}$/iu;

/** `<user_id>` and `<User-ID>` are one. */
export function placeholderName(written: string): string {
  return written.toLowerCase().replaceAll('_', '-');
}

export function isSafeValue(value: string): boolean {
  return SAFE.test(value);
}

/** The alerts' details before the configuration's; a value that a shell could read as more than a word is left out. */
export function placeholdersOf(alertKeys: readonly AlertKey[], configured: Placeholders): Placeholders {
  const { userId } = parametersOf(alertKeys);
  const task = alertKeys.find((key) => key.startsWith(TASK_RULE))?.slice(TASK_RULE.length) ?? null;
  const found = [
    ...Object.entries(configured).map(([name, value]) => [placeholderName(name), value] as const),
    ...(userId === null ? [] : [['user-id', userId] as const]),
    ...(task === null ? [] : [['task-id', task] as const]),
  ];
  return Object.fromEntries(found.filter(([, value]) => isSafeValue(value)));
}

const TASK_RULE = 'long-running-task/';

export interface Piece {
  /** text: as written · filled: a blank with its value · blank: still to be filled in · secret: a variable, left as it is. */
  readonly kind: 'text' | 'filled' | 'blank' | 'secret';
  readonly text: string;
}

const BLANK = /<([a-z][\w-]{0,39})>|(\$\{?[A-Z][A-Z0-9_]*\}?)/giu;

/** A command in pieces, its blanks filled as far as they are known. Joined, the pieces are what is copied. */
export function filledPieces(text: string, values: Placeholders): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(BLANK)) {
    const [whole, name, variable] = match;
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    const known = name === undefined ? '' : placeholderName(name);
    const value = Object.hasOwn(values, known) ? values[known] : undefined;
    if (variable !== undefined) pieces.push({ kind: 'secret', text: whole });
    else pieces.push(value === undefined ? { kind: 'blank', text: whole } : { kind: 'filled', text: value });
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

export function filled(text: string, values: Placeholders): string {
  return filledPieces(text, values)
    .map((piece) => piece.text)
    .join('');
}
