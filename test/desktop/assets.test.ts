import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath, createAssetHandler } from '../../electron/desktop/assets.ts';

const ORIGIN = 'app://sevlight';
const outside = mkdtempSync(join(tmpdir(), 'assets-'));
const folder = join(outside, 'page');
const get = createAssetHandler(folder, ORIGIN);
// Fetch's own Request refuses a few of these addresses; Chromium's may not.
const ask = (url: string, method = 'GET') => get({ url, method } as Request);

beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(outside, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/index-B_x-9.js'), 'export {}');
  writeFileSync(join(folder, 'program.exe'), 'MZ');
});

afterAll(() => rmSync(outside, { recursive: true }));

describe('the asset handler', () => {
  it('serves the page with its exact type and the policy', async () => {
    const answer = await ask('app://sevlight/index.html?incident=1#top');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<!doctype html>');
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  it('serves bundled scripts', async () => {
    const answer = await ask('app://sevlight/assets/index-B_x-9.js');
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it.each([
    'app://sevlight/',
    'app://sevlight/../secret.js',
    'app://sevlight/assets/../../secret.js',
    'app://sevlight/%2e%2e/secret.js',
    'app://sevlight/..%2fsecret.js',
    'app://sevlight/..\\secret.js',
    'app://sevlight//etc/hosts.json',
    'app://sevlight/program.exe',
    'app://sevlight/absent.js',
    'app://sevlight/assets',
    'app://other/index.html',
    'app://sevlight.evil/index.html',
    'app://sevlight@evil/index.html',
    'https://sevlight/index.html',
  ])('has nothing at %s', async (url) => {
    const answer = await ask(url);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  it('answers GET only', async () => {
    expect((await ask('app://sevlight/index.html', 'POST')).status).toBe(404);
  });

  it('reads no name that could climb', () => {
    expect(assetPath('app://sevlight/a/.hidden.js', ORIGIN)).toBeNull();
    expect(assetPath('app://sevlight/a/b.c/d.css', ORIGIN)).toBe('a/b.c/d.css');
  });
});
