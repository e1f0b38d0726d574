import { nameAlerts } from './alerts.ts';
import type { Block } from './blocks.ts';
import { linesOf } from './fields.ts';
import type { Inline, Runbook } from './model.ts';
import { readProcedure } from './procedure.ts';
import type { Reading } from './reading.ts';
import { readFields } from './runbook-fields.ts';
import { labelsIn, severitiesIn } from './scale.ts';
import { type Section, withDescendants } from './sections.ts';
import { createSlugs, plainText } from './words.ts';

/** What names more is no list of severities. */
const MAX_SEVERITY_TEXT = 500;

/** One runbook: its fields, its steps, and as notes whatever is neither. */
export function readRunbook(section: Section, makeId: (title: string) => string, reading: Reading): Runbook {
  for (const part of withDescendants(section)) for (const block of part.blocks) reading.take(block);
  const fields = readFields(section);
  const title = bareTitle(section.title);
  const severityText = (fields.severityText || section.title).slice(0, MAX_SEVERITY_TEXT);
  const alerts = fields.alerts.length > 0 ? fields.alerts : [{ name: title, qualifier: null }];
  const { steps, rest } = readProcedure(fields.procedure, { reporter: reading.reporter, slug: createSlugs() });
  if (steps.length === 0) reading.reporter.report('error', section.line, `The runbook “${title}” has no steps.`);
  return {
    id: makeId(title),
    title,
    alerts: nameAlerts(alerts, severityText, reading.scale),
    severities: severitiesIn(severityText, reading.scale),
    trigger: fields.trigger,
    notes: rest.flatMap(notesOf).filter((note) => plainText(note) !== ''),
    steps,
    line: section.line,
  };
}

/** `[P1] Database down`, `2.3 Database down` and `Database down (SEV1)` are called `Database down`. */
function bareTitle(title: string): string {
  const marked = /^\s*[[(]([^\])]*)[\])]\s*[:–—-]?\s*|\s*[[(]([^\])]*)[\])]\s*$/gu;
  const bare = title.replace(marked, (whole, before?: string, after?: string) =>
    labelsIn(before ?? after ?? '').length > 0 ? '' : whole,
  );
  return bare.replace(/^(?:\d+(?:\.\d+)*[.)]?\s+|runbook:\s*|alert:\s*)/iu, '').trim() || title;
}

function notesOf(block: Block): readonly (readonly Inline[])[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.inline];
    case 'code':
      return [[{ kind: 'code', text: block.text }]];
    case 'table':
      return [block.header, ...block.rows.map(({ cells }) => cells)].map((cells) => [
        { kind: 'text', text: cells.map(plainText).join(' · ') },
      ]);
    case 'list':
      return linesOf([block]).map(({ inline }) => inline);
    case 'quote':
      return block.blocks.flatMap(notesOf);
    case 'heading':
      return [block.inline];
    default:
      return block satisfies never;
  }
}
