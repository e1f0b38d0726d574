import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInto } from './pages.ts';

const KILOBYTE = 1024;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-weight-'));
  await buildInto(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const gzipped = (path: string): number => gzipSync(readFileSync(join(folder, path))).length;

describe('the window weighs, gzipped,', () => {
  it('at most 120 KB to its first paint', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => gzipped(path ?? ''));
    expect(first.length).toBeGreaterThan(1);
    expect(first.reduce((sum, bytes) => sum + bytes)).toBeLessThan(120 * KILOBYTE);
  });

  it('at most 200 KB in all', () => {
    const all = readdirSync(join(folder, 'assets')).map((name) => gzipped(join('assets', name)));
    expect(all.reduce((sum, bytes) => sum + bytes)).toBeLessThan(200 * KILOBYTE);
  });
});

describe('the page', () => {
  it('holds no script or style of its own: the policy forbids both', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)/);
  });
});
