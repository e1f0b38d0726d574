import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What the page may do: run and style itself, show its own pictures. Nothing from outside, no markup from strings. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Answers requests for the files under `folder`: plain names and known types only; 404 for all else. */
export function createAssetHandler(folder: string, origin: string): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    const path = method === 'GET' ? assetPath(url, origin) : null;
    const type = path === null ? undefined : TYPES[extname(path)];
    if (path === null || type === undefined) return answer(null, 404, 'text/plain');
    try {
      return answer(await readFile(join(folder, path)), 200, type);
    } catch {
      return answer(null, 404, 'text/plain');
    }
  };
}

/** The file's path inside the folder; null for another origin and for every name that is not plainly a file's. */
export function assetPath(url: string, origin: string): string | null {
  const prefix = `${origin}/`;
  if (!url.startsWith(prefix)) return null;
  const [path = ''] = url.slice(prefix.length).split(/[?#]/, 1);
  // No percent signs, no backslashes, no empty or dotted segment: nothing is left that could climb.
  return path.split('/').every((segment) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment)) ? path : null;
}

function answer(body: Buffer | null, status: number, type: string): Response {
  return new Response(body === null ? null : new Uint8Array(body), {
    status,
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  });
}
