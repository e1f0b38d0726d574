import type { PlaybookProblem } from './model.ts';

/** Where the readers of one document report; a hostile one cannot make the list grow without end. */
export interface Reporter {
  report(severity: PlaybookProblem['severity'], line: number, message: string): void;
}

const LIMIT = 500;

export function createReporter(): Reporter & { list(): readonly PlaybookProblem[] } {
  const problems: PlaybookProblem[] = [];
  const seen = new Set<string>();
  let left = 0;
  return {
    report(severity, line, message) {
      const key = `${line} ${message}`;
      if (seen.has(key)) return;
      seen.add(key);
      if (problems.length < LIMIT || severity === 'error') problems.push({ line, severity, message });
      else left += 1;
    },
    list() {
      const sorted = problems.toSorted((a, b) => a.line - b.line);
      const last = sorted.at(-1);
      if (left === 0 || last === undefined) return sorted;
      return [...sorted, { line: last.line, severity: 'warning', message: `${left} more problems are not listed.` }];
    },
  };
}
