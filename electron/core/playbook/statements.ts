/**
 * The statements of a snippet: one a line, those inside parentheses joined, without prompts and comments, one blank
 * between words.
 */
export function statementsOf(snippet: string): readonly string[] {
  const statements: string[] = [];
  let open = 0;
  for (const raw of snippet.replace(/\\\n/gu, ' ').split('\n')) {
    const line = raw
      .replace(/\s#\s.*$/u, '')
      .trim()
      .replace(/^[$>]\s/u, '')
      .replace(/\s+/gu, ' ');
    if (line === '' || line.startsWith('#') || line.startsWith('-- ')) continue;
    if (open > 0) statements.push(`${statements.pop() ?? ''} ${line}`);
    else statements.push(line);
    open = Math.max(0, open + count(line, '(') - count(line, ')'));
  }
  return statements.map((statement) => statement.replace(/\(\s/gu, '(').replace(/\s\)/gu, ')'));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
