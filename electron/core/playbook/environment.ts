import type { Block, CodeBlockNode, TableBlock } from './blocks.ts';
import type { Variable } from './model.ts';
import type { Reading } from './reading.ts';
import { namedColumns } from './tables.ts';

/** The variables that the document asks to be set, with the comment above or beside each. */
export function readEnvironment(blocks: readonly Block[], reading: Reading): readonly Variable[] {
  return blocks.flatMap((block) => {
    if (reading.taken(block)) return [];
    const variables = block.kind === 'code' ? inCode(block) : block.kind === 'table' ? inTable(block) : [];
    if (variables.length > 0) reading.take(block);
    return variables.map((variable) => withoutSecret(variable, reading));
  });
}

const ASSIGNMENT = /^\s*(?:export\s+|set\s+)?([A-Z][A-Z0-9_]*)\s*[=:]\s*(.*)$/u;

/** Nothing but assignments and comments: anything else is a script. */
function inCode({ text, line }: CodeBlockNode): readonly Variable[] {
  const variables: Variable[] = [];
  let note: string[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const comment = /^\s*#\s?(.*)$/u.exec(raw)?.[1];
    const [, name, value] = ASSIGNMENT.exec(raw) ?? [];
    if (comment !== undefined) note.push(comment.trim());
    else if (raw.trim() === '') note = [];
    else if (name === undefined || value === undefined || /[{[(]\s*$/u.test(value)) return [];
    else {
      const [, quoted, bare = '', beside = ''] = /^(?:(["'].*["'])|(.*?))(?:\s+#\s*(.*))?$/u.exec(value.trim()) ?? [];
      const written = quoted === undefined ? bare : quoted.slice(1, -1);
      variables.push({ name, value: written, note: note.join(' ') || beside, line: line + 1 + index });
      note = [];
    }
  }
  return variables;
}

const COLUMNS = {
  name: /variable|name|key|setting/iu,
  note: /descri|purpose|note|meaning|use/iu,
  value: /value|example|default/iu,
};

function inTable(table: TableBlock): readonly Variable[] {
  const columns = namedColumns(table, COLUMNS);
  const rows = columns.rows.filter((row) => /^[A-Z][A-Z0-9_]{2,}$/u.test(row.text('name')));
  if (!columns.has('name') || rows.length === 0 || rows.length < columns.rows.length / 2) return [];
  return rows.map((row) => ({
    name: row.text('name'),
    value: row.text('value'),
    note: row.text('note'),
    line: row.line,
  }));
}

const SECRET_NAME = /SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE|API_?KEY|ACCESS_KEY|CREDENTIAL|(?:^|_)DSN$/u;
const PLACEHOLDER = /^$|^[<{[$]|^(?:x+|\*+|\.+|…|changeme|your[-_ ]\S*|example|secret|password|token)$|XXX/iu;

function withoutSecret(variable: Variable, reading: Reading): Variable {
  if (!SECRET_NAME.test(variable.name) || PLACEHOLDER.test(variable.value)) return variable;
  reading.reporter.report(
    'warning',
    variable.line,
    `${variable.name} looks like a credential; its value was not kept. Take it out of the document.`,
  );
  return { ...variable, value: '' };
}
