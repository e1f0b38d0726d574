import { FIXTURE_NAMES, readBuiltIn, readFixture } from './fixtures.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SEEDS = [...FIXTURE_NAMES.map(readFixture), readBuiltIn()].map((text) => text.split('\n'));

const NOISE = [
  '\0',
  '\uFEFF',
  '\uD83D',
  '\u202E',
  '\r',
  '\t',
  '|',
  '||',
  '```',
  '~~~~',
  '`',
  '***',
  '_',
  '> ',
  '- ',
  '1. ',
  '    ',
  '\\',
  '<!--',
  '-->',
  '<script>',
  '<div',
  '](',
  '[',
  '![',
  '[x]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '[a](data:x)',
  '# ',
  '###### ',
  '---',
  '===',
  '| --- | --- |',
  '{',
  '}',
  '{{{',
  '&#0;',
  '&amp',
  'SEV1',
  'P0',
  'SEV9',
  'Level 2:',
  'after 5 min',
  'TBD',
  '**Alert:**',
  'Severity:',
  'Steps:',
  '999999999999',
  '-1',
  'https://a:b@c.example/',
  '\u0000\uFFFF',
  'é'.repeat(50),
];

/** A piece of one of the fixtures, damaged in one to twelve places: the same for the same seed. */
export function mutatedPlaybook(seed: number): string {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)];
  const source = pick(SEEDS) ?? [];
  const from = below(source.length);
  const lines = random() < 0.02 ? [...source] : source.slice(from, from + 10 + below(90));
  for (let left = 1 + below(12); left > 0; left -= 1) damage(lines, below, pick);
  const text = lines.join(random() < 0.1 ? '\r\n' : '\n');
  return random() < 0.05 ? text.slice(below(text.length), below(text.length)) : text;
}

function damage(
  lines: string[],
  below: (limit: number) => number,
  pick: <T>(from: readonly T[]) => T | undefined,
): void {
  const at = below(lines.length + 1);
  const line = lines[at] ?? '';
  const column = below(line.length + 1);
  const noise = pick(NOISE) ?? '';
  switch (below(10)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, noise);
      break;
    case 2:
      lines[at] = line.slice(0, column) + noise + line.slice(column);
      break;
    case 3:
      lines[at] = noise + line;
      break;
    case 4:
      lines[at] = line.slice(0, column);
      break;
    case 5:
      lines.splice(at, 0, ...(pick(SEEDS) ?? []).slice(below(100), 100 + below(30)));
      break;
    case 6:
      lines[at] = noise.repeat(1 + below(200));
      break;
    case 7:
      lines[at] = ' '.repeat(below(12)) + line;
      break;
    case 8:
      lines.splice(at, 2, `${line}${lines[at + 1] ?? ''}`);
      break;
    default:
      lines[at] = line.slice(0, column) + String.fromCodePoint(below(0x11_0000)) + line.slice(column + 1);
  }
}
