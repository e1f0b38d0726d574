import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './row.ts';

const page = path.resolve(import.meta.dirname, '../../out/renderer');

/** The window's JavaScript as a compressed download, though it is read from disk: a measure of what must be understood. */
export function measurePageSize(): readonly Row[] {
  const html = readFileSync(path.join(page, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, file]) => path.join(page, file ?? ''));
  const first = closure(entries);
  const assets = path.join(page, 'assets');
  const all = readdirSync(assets).filter((name) => name.endsWith('.js'));
  return [
    row('window JavaScript to first paint, gzip', 120, [...first]),
    row(
      'window JavaScript in all, gzip',
      200,
      all.map((name) => path.join(assets, name)),
    ),
  ];
}

/** These files and what they import at once. */
function closure(files: readonly string[]): ReadonlySet<string> {
  const found = new Set(files);
  for (const file of found) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(
      /(?:^|[;}\s])(?:import|from)\s*["'](\.[^"']+\.js)["']/g,
    )) {
      found.add(path.resolve(path.dirname(file), name ?? ''));
    }
  }
  return found;
}

function row(what: string, budgetKb: number, files: readonly string[]): Row {
  const kilobytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1024;
  return {
    what,
    budget: `${budgetKb} KB`,
    measured: `${kilobytes.toFixed(1)} KB`,
    met: kilobytes <= budgetKb,
    figures: { kilobytes, files: files.length },
  };
}
