import type { Reporter } from './problems.ts';

/** Past this a document is not a playbook; 10,000 ordinary lines are a third of it. */
export const MAX_CHARACTERS = 1_000_000;

/**
 * The document as lines of clean text: no byte order mark, one kind of line end, no control or half characters, nothing
 * that turns the direction of writing (a command would copy otherwise than it reads), and no password: what is inside
 * `scheme://user:password@` or a Slack webhook's path is masked and reported, because the playbook is shown, copied and
 * exported.
 */
export function readSource(markdown: string, reporter: Reporter): readonly string[] {
  const withoutMark = markdown.startsWith('\uFEFF') ? markdown.slice(1) : markdown;
  const clean = withoutMark.replace(/\p{Surrogate}|(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
  return clean.split(/\r\n|\r|\n/u).map((line, index) => maskCredentials(line, index + 1, reporter));
}

/** A variable or a blank to fill in is not a secret. */
const PLACEHOLDER = /^(?:\$.*|<.*>|\{.*\}|\*+|x+|\.\.\.|…|password|pass|secret|token)$/iu;
const MASK = '***';

function maskCredentials(line: string, lineNumber: number, reporter: Reporter): string {
  if (!line.includes('://')) return line;
  const masked = line
    .replace(/(:\/\/[^\s:@/?#]{0,200}:)([^\s@/]{1,400})(?=@)/gu, (whole, before: string, secret: string) =>
      PLACEHOLDER.test(secret) ? whole : before + MASK,
    )
    .replace(/(hooks\.slack\.com\/services\/)([\w/]{1,200})/gu, (whole, before: string, path: string) =>
      /^(?:[Xx]+|[A-Z])(?:\/(?:[XYZxyz]+|\.+))*\/?$/u.test(path) ? whole : before + MASK,
    );
  if (masked !== line) {
    reporter.report(
      'warning',
      lineNumber,
      'A password stands in the document; it was masked. Take it out, and change it.',
    );
  }
  return masked;
}
