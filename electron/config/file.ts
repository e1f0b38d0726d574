import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { type FileConfig, fileSchema } from './schema.ts';
import { suggestion } from './suggestion.ts';

/** Something wrong in the file: where, what, and what to write instead. Lines and columns count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface ReadFileConfig {
  readonly values: FileConfig;
  readonly problems: readonly FileProblem[];
  /** Where the value at a path, or the nearest thing around it, stands. */
  readonly placeOf: (path: Path) => Place;
}

export type Place = Pick<FileProblem, 'line' | 'column'>;

type Path = readonly PropertyKey[];

/** Each round takes out at least one value, and no sensible file has more wrong ones. */
const MOST_ROUNDS = 200;

/** Reads the file's text. What is wrong is taken out and told, with its place; what is right stays. Never throws. */
export function readFileConfig(text: string): ReadFileConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (path: Path) => place(document, lines, path);
  const nothing = (problems: readonly FileProblem[]): ReadFileConfig => ({ values: {}, problems, placeOf });

  const broken = document.errors.map(({ pos, message }) => ({
    ...placeAt(lines, pos[0]),
    message: unreadable(message),
  }));
  if (broken.length > 0) return nothing(broken);
  const value = toValue(document);
  if (value === undefined) return nothing([{ ...placeOf([]), message: 'Too many aliases. Write the values out.' }]);
  if (value === null) return nothing([]);

  const problems: FileProblem[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const parsed = fileSchema.safeParse(value);
    if (parsed.success) return { values: parsed.data, problems: inOrder(problems), placeOf };
    // From the end: taking out an element of a list moves those after it.
    for (const { path, message } of parsed.error.issues.flatMap(toFaults).reverse()) {
      problems.push({ ...placeOf(path), message: `${named(path)}${message}` });
      if (path.length === 0) return nothing(problems);
      takeOut(value, path);
    }
  }
  return nothing(inOrder(problems));
}

/** Null for an empty file, undefined where aliases would make the file explode. */
function toValue(document: Document): unknown {
  try {
    return document.toJS() ?? null;
  } catch {
    return undefined;
  }
}

interface Fault {
  readonly path: Path;
  readonly message: string;
}

function toFaults(issue: z.core.$ZodIssue): readonly Fault[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `Not a known setting. ${suggestion(key, known)}`,
    }));
  }
  if (issue.code === 'invalid_type' && issue.expected === 'object') {
    return [
      { path, message: path.length === 0 ? 'Write settings as NAME: VALUE.' : 'Write settings below it, indented.' },
    ];
  }
  if (issue.code === 'invalid_type' && issue.expected === 'array') return [{ path, message: 'Write a list.' }];
  return [{ path, message: issue.message }];
}

/** The keys that the schema knows at `path`. */
function knownKeys(path: Path): readonly string[] {
  let schema: unknown = fileSchema;
  for (const key of path) schema = childOf(unwrapped(schema), key);
  const shape = shapeOf(unwrapped(schema));
  return shape === null ? [] : Object.keys(shape);
}

function unwrapped(schema: unknown): unknown {
  return isObject(schema) && typeof schema.unwrap === 'function' ? unwrapped(schema.unwrap()) : schema;
}

function childOf(schema: unknown, key: PropertyKey): unknown {
  const shape = shapeOf(schema);
  if (shape !== null) return shape[String(key)];
  return isObject(schema) ? schema.valueType : undefined;
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | null {
  return isObject(schema) && isObject(schema.shape) ? schema.shape : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** `sources.health.interval: `; the value itself is not repeated, because it may be a secret. */
function named(path: Path): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

/** Where the value, or the nearest thing around it, stands in the file. */
function place(document: Document, lines: LineCounter, path: Path): Place {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return placeAt(lines, node.range[0]);
  }
  return { line: 1, column: 1 };
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function takeOut(value: unknown, path: Path): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (isObject(at) ? at[String(key)] : undefined), value);
  const last = path.at(-1);
  if (last === undefined || !isObject(parent)) return;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (Object.hasOwn(parent, last)) Reflect.deleteProperty(parent, last);
  // Something that had to be there is missing: what it was missing in goes.
  else takeOut(value, path.slice(0, -1));
}

function inOrder(problems: readonly FileProblem[]): readonly FileProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

function unreadable(message: string): string {
  return `${message.split('\n')[0]?.replace(/[.:]?$/, '.') ?? ''} Correct the YAML here; until then nothing in this file counts.`;
}
