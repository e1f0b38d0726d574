/** A post-mortem as somebody reads it who knows nothing of how it was made. */
export interface Document {
  readonly title: string;
  /** By the words before the colon: the head's fields and the lines of Impact. */
  readonly fields: Readonly<Record<string, string>>;
  /** By title: the text below it. */
  readonly sections: Readonly<Record<string, string>>;
  readonly timeline: readonly { readonly time: string; readonly event: string }[];
  /** Headings, labels and heads of tables, in order: what must be the template's. */
  readonly shape: readonly string[];
}

export function readDocument(markdown: string): Document {
  const [top = '', ...parts] = markdown.split(/^## /mu);
  const sections = Object.fromEntries(
    parts.map((part) => {
      const [title = '', ...body] = part.split('\n');
      return [title.trim(), body.join('\n').trim()];
    }),
  );
  return {
    title: /^# (.*)$/mu.exec(top)?.[1] ?? '',
    fields: Object.fromEntries(
      [...markdown.matchAll(/^(?:- )?\*\*([^*]+):\*\* ?(.*)$/gmu)].map(([, label = '', value = '']) => [label, value]),
    ),
    sections,
    timeline: rowsOf(sections.Timeline ?? '').map(([time = '', event = '']) => ({ time, event })),
    shape: markdown.split('\n').flatMap((line) => {
      if (line.startsWith('# ')) return ['# Post-Mortem'];
      if (/^#{2,6} |^\|[\s:|-]+\|$|^\| (?:Time|Action) \|/u.test(line)) return [line];
      return /^(?:- )?\*\*[^*]+:\*\*/u.exec(line) ?? [];
    }),
  };
}

/** The rows of the first table, without its head. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .replace(/^\||\|$/gu, '')
      .split(/(?<!\\)\|/u)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}
