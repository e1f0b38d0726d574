/** A line of vCard or iCalendar: `TEL;TYPE=work:+49 30 1`, unfolded. Names are in upper case. */
export interface ContentLine {
  readonly name: string;
  readonly params: ReadonlyMap<string, string>;
  /** Still with its escapes. */
  readonly value: string;
  readonly line: number;
}

/** What is longer is a picture or an attack; the rest of it is dropped. */
const VALUE_CAP = 4000;
const LINES_CAP = 1_000_000;

/** The content lines after RFC 6350 and RFC 5545; lines that are none have the name '' and stand whole in `value`. */
export function contentLines(text: string): readonly ContentLine[] {
  const lines: ContentLine[] = [];
  let held: { text: string; line: number; softBreak: boolean } | null = null;
  let line = 0;
  let at = 0;
  while (at < text.length && line < LINES_CAP) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    const raw = text.slice(at, Math.min(stop, at + 2 * VALUE_CAP)).replace(/\r$/u, '');
    at = stop + 1;
    line += 1;
    if (held !== null && (held.softBreak || /^[ \t]/u.test(raw))) {
      const joined: string = held.softBreak ? held.text.slice(0, -1) + raw.trimStart() : held.text + raw.slice(1);
      const kept = joined.slice(0, 2 * VALUE_CAP);
      held = { text: kept, line: held.line, softBreak: isSoft(kept) };
      continue;
    }
    if (held !== null) lines.push(parse(held.text, held.line));
    held = raw.trim() === '' ? null : { text: raw, line, softBreak: isSoft(raw) };
  }
  if (held !== null) lines.push(parse(held.text, held.line));
  return lines;
}

/** vCard 2.1 breaks quoted-printable values with an equals sign. */
function isSoft(text: string): boolean {
  return text.endsWith('=') && /^[^:]*QUOTED-PRINTABLE/iu.test(text.slice(0, 200));
}

function parse(text: string, line: number): ContentLine {
  const [head, value] = splitAtColon(text);
  if (value === null) return { name: '', params: new Map(), value: text.slice(0, VALUE_CAP), line };
  const [name = '', ...params] = head.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u);
  const found = new Map<string, string>();
  for (const param of params.slice(0, 30)) {
    const [, key = 'TYPE', written = ''] = /^(?:([^=]*)=)?(.*)$/su.exec(param) ?? [];
    const before = found.get(key.toUpperCase());
    const plain = written.replace(/^"|"$/gu, '');
    found.set(key.toUpperCase(), before === undefined ? plain : `${before},${plain}`);
  }
  const isQuoted = /QUOTED-PRINTABLE/iu.test(`${found.get('ENCODING') ?? ''} ${found.get('TYPE') ?? ''}`);
  return {
    // A group before the dot only ties lines together.
    name: name
      .slice(name.lastIndexOf('.') + 1)
      .trim()
      .toUpperCase(),
    params: found,
    value: (isQuoted ? unquoted(value) : value).slice(0, VALUE_CAP),
    line,
  };
}

/** At the first colon outside quotes. */
function splitAtColon(text: string): readonly [string, string | null] {
  let isQuoted = false;
  for (let n = 0; n < text.length; n += 1) {
    if (text[n] === '"') isQuoted = !isQuoted;
    else if (text[n] === ':' && !isQuoted) return [text.slice(0, n), text.slice(n + 1)];
  }
  return [text, null];
}

function unquoted(text: string): string {
  const encoded = text.replace(/%/gu, '%25').replace(/=([0-9a-f]{2})/giu, '%$1');
  try {
    return decodeURIComponent(encoded);
  } catch {
    return text;
  }
}

/** The value without its escapes. */
export function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/gu, (_all, mark: string) => (mark === 'n' || mark === 'N' ? '\n' : mark));
}

/** The parts of a value that may have several: `Doe;Jane;;`. */
export function partsOf(value: string, separator: ';' | ','): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let n = 0; n < value.length; n += 1) {
    const mark = value[n] ?? '';
    if (mark === '\\') {
      part += mark + (value[n + 1] ?? '');
      n += 1;
    } else if (mark === separator) {
      parts.push(unescaped(part));
      part = '';
    } else part += mark;
  }
  return [...parts, unescaped(part)];
}
