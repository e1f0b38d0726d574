/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: () => number, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

const ODD_VALUES: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  99,
  '',
  'healthy',
  'degraded',
  'unhealthy',
  'unknown',
  'Healthy',
  'ok',
  '12',
  [],
  ['healthy'],
  {},
  { status: 'healthy' },
  { status: 'unhealthy', message: 'x' },
  { toString: 'healthy' },
  '\u0000\u202e\ud800',
  '://u:p@h',
  'x'.repeat(5000),
];

const ODD_KEYS: readonly [string, ...string[]] = [
  'status',
  'checks',
  'timestamp',
  'database',
  'celery',
  'workers',
  '__proto__',
  'constructor',
  '',
  'a\nb',
  'hasOwnProperty',
  'storage',
];

/** One to four changes to a copy of the value: keys dropped, renamed, added, values replaced, nested, doubled. */
export function mutateValue(value: unknown, random: () => number): unknown {
  const root = { value: structuredClone(value) };
  const changes = 1 + Math.floor(random() * 4);
  for (let i = 0; i < changes; i += 1) {
    const holders = holdersIn(root);
    const holder = holders[Math.floor(random() * holders.length)] ?? root;
    const keys = Object.keys(holder);
    const key = keys[Math.floor(random() * keys.length)] ?? 'value';
    const at = holder as Record<string, unknown>;
    switch (Math.floor(random() * 6)) {
      case 0:
        delete at[key];
        break;
      case 1:
        Object.defineProperty(at, pick(random, ODD_KEYS), { value: at[key], ...OPEN });
        delete at[key];
        break;
      case 2:
        Object.defineProperty(at, pick(random, ODD_KEYS), {
          value: structuredClone(pick(random, ODD_VALUES)),
          ...OPEN,
        });
        break;
      case 3:
        at[key] = { [key]: at[key] };
        break;
      default:
        at[key] = structuredClone(pick(random, ODD_VALUES));
    }
  }
  return root.value;
}

const OPEN = { enumerable: true, configurable: true, writable: true };

function holdersIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}

/** Cut off, turned round, doubled, nested deeply, or with some characters changed. */
export function mutateText(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  switch (Math.floor(random() * 7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text + text;
    case 3:
      return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x10000)) + text.slice(at + 1);
    case 4:
      return `\ufeff${text}`;
    case 5:
      return '['.repeat(1 + at * 20) + text;
    default:
      return text.replace('unhealthy', 'healthy').replace('"checks"', '"status"');
  }
}
