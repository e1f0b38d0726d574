import { TextDecoder } from 'node:util';

/** One whole answer of Redis, in its older protocol (RESP2), as far as its shape. */
interface Answer {
  readonly type: '+' | '-' | ':' | '$' | '*';
  readonly isNil: boolean;
  /** What a string says, while it is short. */
  readonly text: string;
  readonly items: readonly Answer[];
  /** Where the next one begins. */
  readonly end: number;
}

const DEEPEST = 8;
const LONGEST_LINE = 64 * 1024;
const MOST_ITEMS = 100_000;
const SHORT = 32;
const CR = 13;
const LF = 10;
const ascii = new TextDecoder('latin1');

/** The answer that begins at `from`, or how many bytes there must be at least. Throws a TypeError where it is none. */
function readAnswer(bytes: Buffer, from: number, depth: number): Answer | number {
  const eol = bytes.indexOf('\r\n', from, 'latin1');
  const type = typeOf(bytes[from]);
  if (eol < 0) {
    if (bytes.length - from > LONGEST_LINE) throw new TypeError('A line without an end');
    return bytes.length + 1;
  }
  const line = ascii.decode(bytes.subarray(from + 1, Math.min(eol, from + 1 + SHORT)));
  const base = { type, isNil: false, text: line, items: [], end: eol + 2 };
  if (type !== '$' && type !== '*') return base;
  const size = Number(line);
  if (size === -1) return { ...base, isNil: true };
  if (!Number.isSafeInteger(size) || size < 0 || line === '') throw new TypeError('A size that is none');
  return type === '$' ? readString(bytes, base, size) : readItems(bytes, base, size, depth);
}

function readString(bytes: Buffer, base: Answer, size: number): Answer | number {
  const stop = base.end + size;
  if (bytes.length < stop + 2) return stop + 2;
  if (bytes[stop] !== CR || bytes[stop + 1] !== LF) throw new TypeError('A string of another length');
  return { ...base, text: ascii.decode(bytes.subarray(base.end, Math.min(stop, base.end + SHORT))), end: stop + 2 };
}

function readItems(bytes: Buffer, base: Answer, size: number, depth: number): Answer | number {
  if (size > MOST_ITEMS || depth >= DEEPEST) throw new TypeError('Longer or deeper than any answer');
  const items: Answer[] = [];
  let end = base.end;
  for (let i = 0; i < size; i += 1) {
    if (end >= bytes.length) return bytes.length + 1;
    const item = readAnswer(bytes, end, depth + 1);
    if (typeof item === 'number') return item;
    items.push(item);
    end = item.end;
  }
  return { ...base, items, end };
}

function typeOf(byte: number | undefined): Answer['type'] {
  const found = (['+', '-', ':', '$', '*'] as const).find((type) => type.charCodeAt(0) === byte);
  if (found === undefined) throw new TypeError('Not the protocol of Redis');
  return found;
}

export interface Guard {
  /** Another command has been sent. */
  expect(command: string): void;
  /** Takes in bytes; hands on whole answers. Throws a TypeError at what nobody may answer. */
  take(chunk: Buffer, handOn: (answer: Buffer) => void): void;
}

/**
 * Stands before ioredis, which throws from a tick of its own, where nobody can catch it, at an answer that was not
 * asked for or has another shape than a subscription's: whoever poses as Redis could end the app.
 */
export function createGuard(): Guard {
  let chunks: Buffer[] = [];
  /** Bytes in `chunks`, and how many of them make the next answer whole. */
  let held = 0;
  let needed = 0;
  let due = 0;
  let subscribed = false;

  function check({ type, items }: Answer): void {
    // Said before anything was asked: too many clients, protected mode.
    if (type === '-') {
      due = Math.max(0, due - 1);
      return;
    }
    const pushed = subscribed && type === '*' && items[0]?.text === 'message';
    if (subscribed && (type !== '*' || !isOfSubscription(items))) throw new TypeError('Not what a subscription says');
    if (pushed) return;
    if (due === 0) throw new TypeError('An answer that nobody asked for');
    due -= 1;
  }

  return {
    expect(command) {
      due += 1;
      subscribed ||= command === 'subscribe';
    },
    take(chunk, handOn) {
      chunks.push(chunk);
      held += chunk.length;
      // Joining what is long anew for every piece of it would take longer than receiving it.
      if (held < needed) return;
      const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      needed = 0;
      let from = 0;
      while (from < bytes.length) {
        const answer = readAnswer(bytes, from, 0);
        if (typeof answer === 'number') {
          needed = answer - from;
          break;
        }
        check(answer);
        handOn(bytes.subarray(from, answer.end));
        from = answer.end;
      }
      held = bytes.length - from;
      chunks = held === 0 ? [] : [bytes.subarray(from)];
    },
  };
}

/** `subscribe channel count`, `message channel text`, or `pong text`. */
function isOfSubscription(items: readonly Answer[]): boolean {
  if (items.some(({ isNil }) => isNil)) return false;
  switch (items[0]?.text) {
    case 'subscribe':
      return items.length === 3 && items[2]?.type === ':';
    case 'message':
      return items.length === 3 && items[1]?.type === '$' && items[2]?.type === '$';
    case 'pong':
      return items.length === 2;
    default:
      return false;
  }
}
