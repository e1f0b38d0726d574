import { prefixOf } from './containers.ts';
import type { Reporter } from './problems.ts';

/** A fenced code block: its first and last line of code, as indices; `to` < `from` when it is empty. */
export interface Fence {
  readonly opener: number;
  readonly from: number;
  readonly to: number;
  /** Columns to take off each line of code. */
  readonly indent: number;
}

interface Opening {
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly index: number;
}

/**
 * Finds the fenced code outside quotes. Code is no Markdown: the parser gets blank lines in its place, which keeps the
 * line numbers and takes the weight (and the traps) of code off it.
 */
export function findFences(lines: readonly string[], reporter: Reporter): readonly Fence[] {
  const fences: Fence[] = [];
  let open: Opening | null = null;
  const close = (opening: Opening, to: number) =>
    fences.push({ opener: opening.index, from: opening.index + 1, to, indent: opening.indent });
  for (const [index, line] of lines.entries()) {
    if (open === null) {
      open = openingOf(line, index);
    } else if (closes(open, line)) {
      close(open, index - 1);
      open = null;
    } else if (leaves(open, line)) {
      close(open, index - 1);
      open = openingOf(line, index);
    }
  }
  if (open !== null) {
    close(open, lines.length - 1);
    reporter.report(
      'warning',
      open.index + 1,
      'This code block is never closed: everything after it was read as code.',
    );
  }
  return fences;
}

/** The lines as the parser may see them. */
export function withoutCode(lines: readonly string[], fences: readonly Fence[]): string[] {
  const result = [...lines];
  for (const fence of fences) result.fill('', fence.from, fence.to + 1);
  return result;
}

/** The code of a fence, as its author wrote it. */
export function codeOf(lines: readonly string[], fence: Fence): string {
  return lines
    .slice(fence.from, fence.to + 1)
    .map((line) => line.slice(Math.min(fence.indent, leadingBlanks(line))))
    .join('\n');
}

function openingOf(line: string, index: number): Opening | null {
  const prefix = prefixOf(line);
  if (prefix.quoted) return null;
  const length = fenceLength(line, prefix.end);
  if (length === 0) return null;
  const mark = line[prefix.end] ?? '';
  if (mark === '`' && line.includes('`', prefix.end + length)) return null;
  return { mark, length, indent: prefix.end, index };
}

function closes(open: Opening, line: string): boolean {
  const start = leadingBlanks(line);
  if (line[start] !== open.mark || start > open.indent + 3) return false;
  const length = fenceLength(line, start);
  return length >= open.length && line.slice(start + length).trim() === '';
}

/** Code in a list ends where a line stands so far left of it that it can only belong to what follows. */
function leaves(open: Opening, line: string): boolean {
  return open.indent > 3 && line.trim() !== '' && leadingBlanks(line) < open.indent - 3;
}

function fenceLength(line: string, at: number): number {
  const mark = line[at];
  if (mark !== '`' && mark !== '~') return 0;
  let length = 1;
  while (line[at + length] === mark) length += 1;
  return length >= 3 ? length : 0;
}

function leadingBlanks(line: string): number {
  return line.length - line.trimStart().length;
}
