import type { StoredEvent } from '../events.ts';
import type { WorkingHours } from '../schedule/working-hours.ts';
import type { Severity } from '../severity.ts';
import { dueAt } from './due.ts';
import { type FactsParts, type PostmortemFacts, postmortemFacts } from './facts.ts';
import { type Field, type Filled, fillFirst, fillLines } from './fields.ts';
import type { Measures } from './measures.ts';
import { type ActionItem, type PostmortemState, postmortemRecord } from './record.ts';
import { fillActions, fillTimeline } from './tables.ts';
import { type SectionKind, sectionsOf, type TemplateSection } from './template.ts';

export interface PostmortemSection {
  readonly id: string;
  readonly kind: SectionKind;
  readonly title: string;
  readonly heading: string;
  /** What a person wrote, else what the facts say. */
  readonly text: string;
  /** What the facts say, whatever was written. */
  readonly composed: string;
  readonly editedAtWallMs: number | null;
  readonly isDraft: boolean;
}

/** The whole of it: JSON values only. */
export interface Postmortem {
  readonly incidentId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly state: PostmortemState;
  /** The incident that it goes on as; that one's post-mortem tells of both. */
  readonly mergedInto: { readonly id: string; readonly title: string } | null;
  /** Null while the incident is open, and where nobody asks for one. */
  readonly dueWallMs: number | null;
  readonly measures: Measures;
  readonly sections: readonly PostmortemSection[];
  readonly items: readonly ActionItem[];
  /** What people wrote while it went on, as the timeline tells it. */
  readonly said: readonly { readonly atWallMs: number; readonly text: string }[];
  readonly fields: readonly Field[];
}

/** In front of words that Sevlight put together and nobody has confirmed. */
export const DRAFT = '*Draft, to be checked:* ';

/**
 * The post-mortem of an incident from its first minute: the playbook's template with all that the log knows filled in,
 * what only people know left as the template has it, and over that what people wrote. Null where the events tell of no
 * incident.
 */
export function composePostmortem(parts: FactsParts & { readonly hours: WorkingHours }): Postmortem | null {
  const facts = postmortemFacts(parts);
  if (facts === null) return null;
  // What was written about a part stays with that part.
  const record = postmortemRecord(parts.events.filter(({ incidentId }) => incidentId === parts.incidentId));
  const composed = sectionsOf(parts.playbook.postmortem).map((section) => {
    const filled = fill(section, facts, record.items);
    // The table of action items is edited item by item.
    const edit = section.kind === 'actions' ? undefined : record.edits[section.id];
    return { section, filled, edit };
  });
  return {
    incidentId: facts.incident.id,
    title: facts.title,
    severity: facts.severity,
    state: record.state,
    mergedInto: facts.mergedInto,
    dueWallMs:
      facts.endedAtWallMs === null || facts.mergedInto !== null
        ? null
        : dueAt(facts.severity, facts.endedAtWallMs, parts.hours),
    measures: facts.measures,
    sections: composed.map(({ section: { id, kind, title, heading }, filled, edit }) => ({
      id,
      kind,
      title,
      heading,
      text: edit?.text ?? filled.text,
      composed: filled.text,
      editedAtWallMs: edit?.atWallMs ?? null,
      isDraft: edit === undefined && filled.fields.some(({ state }) => state === 'draft'),
    })),
    items: record.items,
    said: facts.rows.flatMap(({ atWallMs, isWords, text }) => (isWords ? { atWallMs, text } : [])),
    fields: composed.flatMap(({ filled, edit }) =>
      edit === undefined ? filled.fields : filled.fields.map((field) => afterEdit(field, edit.text)),
    ),
  };
}

/** The document as Markdown, in exactly the template's structure. */
export function postmortemMarkdown({ sections }: Pick<Postmortem, 'sections'>): string {
  const parts = sections.map(({ heading, text }) => [heading, text].filter((part) => part !== '').join('\n\n'));
  return `${parts.join('\n\n')}\n`;
}

export interface Share {
  readonly filled: number;
  readonly of: number;
}

/** How much was filled in without typing: of what facts can fill, and of all that the template asks for. */
export function sharesOf(fields: readonly Field[]): { readonly facts: Share; readonly all: Share } {
  const facts = fields.filter(({ knows }) => knows === 'facts');
  const filled = facts.filter(({ state }) => state === 'filled' || state === 'draft').length;
  return { facts: { filled, of: facts.length }, all: { filled, of: fields.length } };
}

/** Events of no incident between an incident's first and last: what `around` asks for. */
export function isAround({ incidentId, type }: StoredEvent): boolean {
  return incidentId === null && (type === 'woke' || type === 'blind-started' || type === 'blind-ended');
}

function fill(section: TemplateSection, facts: PostmortemFacts, items: readonly ActionItem[]): Filled {
  const { id, kind, title, body } = section;
  switch (kind) {
    case 'head':
    case 'impact':
      return fillLines(id, body, facts);
    case 'summary':
      return draft(section, facts.summary);
    case 'resolution':
      return draft(section, facts.resolution);
    case 'timeline':
      return fillTimeline(id, body, facts);
    case 'actions':
      return fillActions(id, body, items);
    case 'references': {
      if (facts.references.length === 0) return onlyPeople(section);
      // The template's own mark of a list stands in front of the first one already.
      const bulleted = /^\s*[-*+]\s+[{<]/mu.test(body);
      const { text, placeholder } = fillFirst(body, (bulleted ? '' : '- ') + facts.references.join('\n- '));
      return { text, fields: [{ section: id, label: title, placeholder, knows: 'facts', state: 'filled' }] };
    }
    case 'cause':
    case 'well':
    case 'poorly':
    case 'lessons':
    case 'other':
      return onlyPeople(section);
  }
}

function draft(section: TemplateSection, words: string | null): Filled {
  const { id, title, body } = section;
  const base = { section: id, label: title, knows: 'facts' } as const;
  if (words === null)
    return { text: body, fields: [{ ...base, placeholder: fillFirst(body, '').placeholder, state: 'blank' }] };
  const { text, placeholder } = fillFirst(body, DRAFT + words);
  return { text, fields: [{ ...base, placeholder, state: 'draft' }] };
}

function onlyPeople({ id, title, body }: TemplateSection): Filled {
  const { placeholder } = fillFirst(body, '');
  return { text: body, fields: [{ section: id, label: title, placeholder, knows: 'people', state: 'blank' }] };
}

/** A blank that a person's words no longer show is theirs; a draft they have saved is confirmed. */
function afterEdit(field: Field, text: string): Field {
  if (field.state === 'filled') return field;
  const stands = field.state === 'blank' && field.placeholder !== '' && text.includes(field.placeholder);
  return stands ? field : { ...field, state: 'edited' };
}
