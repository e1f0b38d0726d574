import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../../electron/desktop/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-'));

afterAll(() => rmSync(folder, { recursive: true }));

describe('the log', () => {
  it('writes lines with time and level, and no credential, also inside what was thrown', () => {
    const file = join(folder, 'logs/sevlight.log');
    const log = createLog(file, false);
    log.info('Started', { url: 'redis://:hunter2@cache/0' });
    log.error('The store failed', new Error('at postgres://me:hunter2@db/x'), { nested: { password: 'hunter2' } });
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z? info Started \{ url: 'redis:\/\/\*\*\*@cache\/0' \}$/m);
    expect(text).toContain('error The store failed Error: at postgres://***@db/x');
    expect(text).not.toContain('hunter2');
  });

  it('keeps one older file when it grows too large', () => {
    const file = join(folder, 'large.log');
    const log = createLog(file, false);
    for (let line = 0; line < 120; line += 1) log.info('x'.repeat(20_000));
    expect(existsSync(join(folder, 'large.old.log'))).toBe(true);
    expect(readFileSync(file).length).toBeLessThan(1_100_000);
  });
});
