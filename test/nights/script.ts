import type { Check } from '../../electron/core/checks/check.ts';
import { bad, type Look, ok, type UnknownCause, unknown } from '../../electron/core/look.ts';
import type { SourceId } from '../../electron/core/source.ts';

/** What a source answers for one check from some moment on. Gone: the answer lacks it. */
export type Answer = Omit<Check, 'name' | 'source'> | 'gone';

/** A whole report of the health endpoint, judged as a real one is. */
export interface Report {
  /** A cache gives the one of before again. */
  readonly cached: boolean;
  /** These it calls unhealthy, the others healthy. */
  readonly unhealthy: readonly string[];
  /** How long it takes to come. */
  readonly takesMs: number;
}

export type Action =
  | { readonly kind: 'answer'; readonly source: SourceId; readonly check: string; readonly answer: Answer }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'silence'; readonly source: SourceId | 'all'; readonly look: Look | null }
  | { readonly kind: 'sleep' | 'restart'; readonly ms: number }
  | { readonly kind: 'network-changed' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'light' }
  | { readonly kind: 'end' };

export interface Scene {
  readonly title: string;
  readonly line: number;
  readonly intervals: Map<string, number>;
  readonly actions: readonly { readonly atMs: number; readonly action: Action }[];
  /** What is to happen, and nothing else: `1:30 fired SEV1 Database connection failed`. */
  readonly expected: readonly string[];
}

/** Reads a night; the format is told in README.md. Throws with the line that it cannot read. */
export function readScenes(text: string): readonly Scene[] {
  const scenes: { -readonly [K in keyof Scene]: Scene[K] }[] = [];
  const intervals = new Map<string, number>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const fail = (why: string) => new Error(`line ${index + 1}: ${why}: ${line}`);
    const every = /^every (\S+) (\S+)$/.exec(line);
    if (every) {
      const target = scenes.at(-1)?.intervals ?? intervals;
      target.set(every[1] ?? '', duration(every[2] ?? ''));
      continue;
    }
    if (line.startsWith('== ')) {
      scenes.push({ title: line.slice(3), line: index + 1, intervals: new Map(intervals), actions: [], expected: [] });
      continue;
    }
    const scene = scenes.at(-1);
    const moment = /^((?:\d+:)?\d+:\d\d)\s+(.*)$/.exec(line);
    if (!scene || !moment) throw fail('not understood');
    const [, at = '', what = ''] = moment;
    if (what.startsWith('=>')) {
      scene.expected = [...scene.expected, `${at} ${what.slice(2).trim().replace(/\s+/g, ' ')}`];
    } else {
      try {
        const action = readAction(what);
        scene.actions = [...scene.actions, { atMs: clockMs(at), action }];
        if (action.kind === 'light') scene.expected = [...scene.expected, `${at} ${what.replace(/\s+/g, ' ')}`];
      } catch (error) {
        throw fail(String(error));
      }
    }
  }
  return scenes;
}

function readAction(what: string): Action {
  const [first = '', second = '', ...rest] = what.split(/\s+/);
  switch (first) {
    case 'sleep':
    case 'restart':
      return { kind: first, ms: duration(second) };
    case 'network':
      return { kind: 'network-changed' };
    case 'acknowledge':
    case 'light':
    case 'end':
      return { kind: first };
  }
  if (second === 'report') return { kind: 'report', report: readReport(rest) };
  const source = first as SourceId | 'all';
  if (second === 'unknown')
    return { kind: 'silence', source, look: unknown(rest[0] as UnknownCause, 'not to be seen') };
  if (second === 'back') return { kind: 'silence', source, look: null };
  if (source === 'all') throw new Error('all sources can only be unknown or back');
  return { kind: 'answer', source, check: second, answer: readAnswer(rest) };
}

function readReport(words: readonly string[]): Report {
  const [first, ...more] = words;
  const after = more.indexOf('after');
  const takesMs = after < 0 ? 0 : duration(more[after + 1] ?? '');
  const named = after < 0 ? more : more.slice(0, after);
  if (first === 'healthy' || first === 'cached') return { cached: first === 'cached', unhealthy: [], takesMs };
  if (first === 'unhealthy') return { cached: false, unhealthy: named, takesMs };
  throw new Error(`${first} is no report`);
}

function readAnswer(words: readonly string[]): Answer {
  const [first = '', second, ...more] = words;
  const base = { value: null, unit: '' as const };
  if (first === 'gone') return 'gone';
  if (first === 'ok') return { ...base, look: ok('well') };
  if (first === 'unknown') return { ...base, look: unknown(second as UnknownCause, 'not to be seen') };
  if (first === 'none') return { ...base, look: ok('measured'), instances: [] };
  if (first === 'bad') {
    if (second === undefined) return { ...base, look: bad('it is broken') };
    if (second === 'alone') return { ...base, look: bad('it is broken'), coveredBy: [] };
    if (second === 'covered-by') return { ...base, look: bad('it is broken'), coveredBy: more };
    throw new Error(`bad ${second}`);
  }
  if (first.includes('=')) {
    const instances = words.map((word) => {
      const [id = '', value = ''] = word.split('=');
      return { id, label: id, value: number(value) };
    });
    return { ...base, look: ok('measured'), instances };
  }
  return { ...base, value: number(first), look: ok(`${first} measured`) };
}

function number(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`${text} is no number`);
  return Number(text);
}

function duration(text: string): number {
  const found = /^(\d+)(s|m|h)$/.exec(text);
  if (!found) throw new Error(`${text} is no duration`);
  const unit = { s: 1000, m: 60_000, h: 3_600_000 }[found[2] ?? ''] ?? 0;
  return Number(found[1]) * unit;
}

function clockMs(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}

/** `1:30`, `26:00`, `8:00:15`: as a night writes its moments. */
export function clockText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
