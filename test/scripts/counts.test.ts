import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, countsOf, NOTHING } from '../../scripts/test/counts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sevlight-counts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('the counts of a run', () => {
  it('reads what vitest writes', () => {
    const file = report({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
    expect(countsOf(file, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('reads what Playwright writes; a test that passed only the second time failed', () => {
    const file = report({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(countsOf(file, 1)).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  it.each([
    [
      'a run that ended badly though no test failed',
      { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 } },
      1,
      3,
    ],
    ['a run without a single test', { numPassedTests: 0, numFailedTests: 0 }, 0, 0],
  ])('counts %s as a failure', (_, content, status, passed) => {
    expect(countsOf(report(content), status)).toMatchObject({ passed, failed: 1 });
  });

  it('counts a report that was never written as a failure', () => {
    expect(countsOf(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('adds up', () => {
    expect(add(add(NOTHING, { passed: 1, failed: 2, skipped: 3 }), { passed: 1, failed: 0, skipped: 1 })).toEqual({
      passed: 2,
      failed: 2,
      skipped: 4,
    });
  });
});
