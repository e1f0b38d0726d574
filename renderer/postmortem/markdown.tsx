import type { ReactNode } from 'react';

/** A post-mortem's Markdown as React elements: paragraphs, lists, tables, emphasis, and the blanks made visible. */
export function Markdown({ text }: { readonly text: string }) {
  return blocksOf(text).map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text is shown whole, and its blocks do not move
    <Block key={index} lines={block} />
  ));
}

function Block({ lines }: { readonly lines: readonly string[] }) {
  const [first = '', second = ''] = lines;
  const heading = /^#{1,6}\s+(.*)$/u.exec(first);
  if (heading !== null) {
    return (
      <p className="pm-heading">
        <Line text={heading[1] ?? ''} />
      </p>
    );
  }
  if (first.includes('|') && /^[\s|:-]+$/u.test(second) && second.includes('-')) return <Table lines={lines} />;
  if (lines.every((line) => /^\s*(?:[-*+]|\d+\.)\s/u.test(line))) {
    return (
      <ul className="pm-list">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
          <li key={index}>
            <Line text={line.replace(/^\s*(?:[-*+]|\d+\.)\s+/u, '')} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p className="pm-lines">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
        <span key={index}>
          <Line text={line} />
        </span>
      ))}
    </p>
  );
}

function Table({ lines }: { readonly lines: readonly string[] }) {
  const [head = '', , ...rows] = lines;
  return (
    <table className="pm-table">
      <thead>
        <tr>
          {cells(head).map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text
            <th key={index} scope="col">
              <Line text={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text
          <tr key={at}>
            {cells(row).map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text
              <td key={index}>
                <Line text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MARKS = /(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`|\{\{?[^{}]+\}\}?|\bHH:MM\b)/u;

function Line({ text }: { readonly text: string }): ReactNode {
  return text.split(MARKS).map((part, index) => {
    const key = `${index}`;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('*') && part.length > 2) return <em key={key}>{part.slice(1, -1)}</em>;
    if (part.startsWith('`') && part.length > 2) return <code key={key}>{part.slice(1, -1)}</code>;
    if (part.startsWith('{') || part === 'HH:MM') {
      return (
        <mark key={key} className="pm-blank">
          {part}
        </mark>
      );
    }
    return part;
  });
}

/** Lines that belong together: a list, a table, a paragraph. */
function blocksOf(text: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      isOpen = false;
      continue;
    }
    const isHeading = /^#{1,6}\s/u.test(line);
    if (!isOpen || isHeading) blocks.push([]);
    blocks.at(-1)?.push(line);
    isOpen = !isHeading;
  }
  return blocks;
}

function cells(row: string): readonly string[] {
  return row
    .trim()
    .replace(/^\||\|$/gu, '')
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
