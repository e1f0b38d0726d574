import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  YAMLParseError,
} from 'yaml';
import { type ImportProblem, PEOPLE_CAP } from '../core/contacts/contact.ts';
import type { Row } from '../core/contacts/csv.ts';

/**
 * The entries of a YAML file as rows: a list of people, or lists under any keys (`people`, `rota`), or people by name.
 * Aliases are not followed, so that a small file cannot become a large one. Never throws.
 */
export function rowsOfYaml(text: string): {
  readonly rows: readonly Row[];
  readonly problems: readonly ImportProblem[];
} {
  const lines = new LineCounter();
  const rows: Row[] = [];
  const problems: ImportProblem[] = [];
  const lineOf = (node: { readonly range?: readonly number[] | null } | null) =>
    lines.linePos(node?.range?.[0] ?? 0).line;
  for (const document of documentsIn(text, lines)) {
    for (const { pos, message } of document.errors.slice(0, 20)) {
      problems.push({ line: lines.linePos(pos[0]).line, message: `This is no YAML: ${message}` });
    }
    collect(document.contents as Node | null, null, 0);
  }
  return { rows, problems };

  /** Lists and maps are walked to three levels: below that there are no people. */
  function collect(node: Node | null, name: string | null, depth: number): void {
    if (rows.length >= PEOPLE_CAP || depth > 3 || node === null) return;
    if (isAlias(node))
      problems.push({ line: lineOf(node), message: 'A reference (*) is not followed: write the entry out.' });
    else if (isSeq(node)) for (const item of node.items) collect(item as Node | null, null, depth + 1);
    else if (isMap(node)) collectMap(node, name, depth);
    else if (isScalar(node) && node.value !== null) {
      problems.push({
        line: lineOf(node),
        message: `“${String(node.value).slice(0, 60)}” stands alone: write it as name: …`,
      });
    }
  }

  function collectMap(node: Extract<Node, { items: unknown[] }>, name: string | null, depth: number): void {
    if (!isMap(node)) return;
    const pairs = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      value: value as Node | null,
    }));
    const fields = pairs.flatMap(({ key, value }) => fieldsOf(key, value));
    if (fields.length > 0) {
      const named = name !== null && !fields.some(({ label }) => /^(?:full)?name$|^person$/iu.test(label));
      rows.push({ line: lineOf(node), fields: named ? [{ label: 'name', value: name }, ...fields] : fields });
    }
    for (const { key, value } of pairs) {
      if (isAlias(value)) collect(value, null, depth);
      else if (isMap(value) || (isSeq(value) && value.items.some((item) => isMap(item))))
        collect(value, key, depth + 1);
    }
  }

  function fieldsOf(label: string, value: Node | null): readonly { label: string; value: string }[] {
    if (isScalar(value)) return value.value === null ? [] : [{ label, value: written(value) }];
    if (!isSeq(value) || value.items.some((item) => !isScalar(item))) return [];
    return value.items.flatMap((item) => (isScalar(item) ? [{ label, value: written(item) }] : []));
  }
}

/** Nothing, told as broken YAML is, where it is nested deeper than the parser can follow. */
function documentsIn(text: string, lineCounter: LineCounter): readonly Pick<Document, 'errors' | 'contents'>[] {
  try {
    const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const tooDeep = new YAMLParseError([0, 1], 'IMPOSSIBLE', 'It is nested too deep.');
    return [{ errors: [tooDeep], contents: null }];
  }
}

/** As it stands in the file: a number keeps its plus and its zeros. */
function written(node: { readonly value: unknown; readonly source?: string | undefined }): string {
  return node.source ?? String(node.value);
}
