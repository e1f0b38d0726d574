import { existsSync, readFileSync } from 'node:fs';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Reads a JSON report of vitest or of Playwright. A run that ended badly although no test of it failed (a file that
 * does not load, a report that was not written) counts as one failure, and so does one without any test.
 */
export function countsOf(reportFile: string, status: number): Counts {
  const counts = existsSync(reportFile) ? read(JSON.parse(readFileSync(reportFile, 'utf8'))) : NOTHING;
  const ran = counts.passed + counts.failed + counts.skipped;
  const isUnexplained = counts.failed === 0 && (status !== 0 || ran === 0);
  return isUnexplained ? { ...counts, failed: 1 } : counts;
}

function read(report: unknown): Counts {
  const top = fields(report);
  if ('stats' in top) {
    const stats = fields(top.stats);
    return {
      passed: count(stats.expected),
      failed: count(stats.unexpected) + count(stats.flaky),
      skipped: count(stats.skipped),
    };
  }
  return {
    passed: count(top.numPassedTests),
    failed: count(top.numFailedTests),
    skipped: count(top.numPendingTests) + count(top.numTodoTests),
  };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
