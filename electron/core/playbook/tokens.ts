/** A word, number, quoted text or sign of a settings file: Python, JSON, YAML or shell, near enough. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'line';
  readonly text: string;
  /** Line within the code, from 0. */
  readonly line: number;
  /** Where it begins in the code, and the first character after it. */
  readonly from: number;
  readonly to: number;
}

const TOKEN =
  /(#[^\n]*|\/\/[^\n]*)|(\n)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([\p{L}_][\p{L}\p{N}_]*)|(-?\d+(?:\.\d+)?)|([^\s])/gu;

/** The tokens of a piece of code, comments gone. */
export function tokensOf(code: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 0;
  for (const match of code.matchAll(TOKEN)) {
    const [whole, comment, newline, double, single, name, number] = match;
    const place = { line, from: match.index, to: match.index + whole.length };
    if (newline !== undefined) {
      tokens.push({ kind: 'line', text: '\n', ...place });
      line += 1;
    } else if (comment === undefined) {
      const quoted = double ?? single;
      if (quoted !== undefined) tokens.push({ kind: 'string', text: quoted, ...place });
      else if (name !== undefined) tokens.push({ kind: 'name', text: name, ...place });
      else if (number !== undefined) tokens.push({ kind: 'number', text: number, ...place });
      else tokens.push({ kind: 'sign', text: whole, ...place });
    }
  }
  return tokens;
}
