import type { Block } from './blocks.ts';
import { textLines } from './fields.ts';
import type { MessageTemplate, TemplateKind } from './model.ts';
import type { Reading } from './reading.ts';
import { type Section, withDescendants } from './sections.ts';
import { plainText, rawText } from './words.ts';

/** Each code block or quote of the section, with the label or heading above it. */
export function readTemplates(section: Section, reading: Reading): readonly MessageTemplate[] {
  const templates: MessageTemplate[] = [];
  for (const part of withDescendants(section)) {
    let title = part === section ? '' : part.title;
    for (const block of part.blocks) {
      const body = bodyOf(block);
      if (body === null) {
        const label = block.kind === 'paragraph' ? plainText(block.inline) : '';
        if (label === '' || label.length > 100) continue;
        title = label.replace(/\s*:$/u, '');
        if (kindOf(title) !== null) reading.take(block);
        continue;
      }
      const kind = kindOf(title) ?? kindOf(body.split('\n')[0] ?? '');
      if (kind === null) continue;
      reading.take(block);
      if (templates.some((other) => other.kind === kind)) {
        reading.reporter.report('warning', block.line, `A second ${kind} message: the first one counts.`);
        continue;
      }
      templates.push({ kind, title, body, fields: fieldsIn(body), line: block.line });
    }
  }
  return templates;
}

function bodyOf(block: Block): string | null {
  if (block.kind === 'code') return block.text;
  if (block.kind !== 'quote') return null;
  return block.blocks
    .flatMap((inner) =>
      inner.kind === 'paragraph'
        ? [
            textLines(inner.inline, inner.line)
              .map(({ inline }) => rawText(inline))
              .join('\n'),
          ]
        : [],
    )
    .join('\n\n');
}

function kindOf(title: string): TemplateKind | null {
  if (/resol|closed|closing|all.?clear|recover|restored/iu.test(title)) return 'resolution';
  if (/update|progress|ongoing|follow/iu.test(title)) return 'update';
  if (/initial|first|alert|open|start|new|declar|investigat|announce|begin/iu.test(title)) return 'initial';
  return null;
}

/** What stands between braces, or between `<` and `>`. */
function fieldsIn(body: string): readonly string[] {
  const fields = [...body.matchAll(/\{\{?([^{}\n]{1,120})\}\}?|<([^<>\n]{1,120})>/gu)];
  return [
    ...new Set(fields.map(([, braces, angles]) => (braces ?? angles ?? '').trim()).filter((field) => field !== '')),
  ];
}
