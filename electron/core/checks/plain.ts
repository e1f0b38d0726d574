import { redact } from '../redact.ts';

const LONGEST = 200;

/**
 * Somebody else's words, made fit to be shown anywhere: one line, no control characters, nothing that looks like
 * a credential, at most 200 characters.
 */
export function plain(text: string): string {
  const oneLine = redact(
    text
      .slice(0, 4000)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal or a notice
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ')
      .trim(),
  );
  return oneLine.length <= LONGEST ? oneLine : `${oneLine.slice(0, LONGEST - 1).trimEnd()}…`;
}
