import { isoTime } from '../messages/times.ts';
import type { Postmortem } from './compose.ts';

/** Something to look at before the document goes round: a suggestion, never a refusal. */
export interface Suggestion {
  /** The section it is about. */
  readonly section: string;
  /** blame: words that look for somebody, shown beside those words too. */
  readonly about: 'blame' | 'missing';
  readonly message: string;
}

const BLAME: readonly (readonly [RegExp, string])[] = [
  [/\b(?:human|operator|user) error\b/giu, 'What made the mistake easy to make?'],
  [/\b(?:blam\w*|guilty|culprit|at fault|\w+[’']s fault|their fault)\b/giu, 'What in the system let it happen?'],
  [
    /\b(?:careless\w*|negligen\w*|sloppy|lazy|stupid\w*|incompeten\w*|idiot\w*)\b/giu,
    'Say what happened, not who somebody is.',
  ],
  [/\bshould(?: have|['’]ve) (?:known|checked|noticed|tested|seen|been)\b/giu, 'What did they see at that moment?'],
  [/\b(?:forgot(?:ten)?|neglected|ignored|didn[’']t bother|failed) to\b/giu, 'What would have reminded them?'],
  [/\bobviously\b/giu, 'Nothing was obvious then.'],
];

/** Words that look for somebody rather than for a reason, and what is still missing. */
export function suggestionsFor(postmortem: Postmortem): readonly Suggestion[] {
  return [...blame(postmortem), ...missing(postmortem), ...items(postmortem)];
}

function blame({ sections, items: actions, said }: Postmortem): readonly Suggestion[] {
  return sections.flatMap(({ id, kind, text, editedAtWallMs }) => {
    if (kind === 'actions') return actions.flatMap(({ action }) => blamesIn(action, id, ''));
    if (editedAtWallMs !== null) return blamesIn(text, id, '');
    // What was measured blames nobody; what people wrote while it went on may, and stands in the timeline.
    if (kind !== 'timeline') return [];
    return said.flatMap((note) => blamesIn(note.text, id, `, in the line of ${isoTime(note.atWallMs).slice(11, 16)},`));
  });
}

function blamesIn(words: string, section: string, where: string): readonly Suggestion[] {
  return BLAME.flatMap(([pattern, question]) =>
    [...new Set(words.match(pattern) ?? [])].map(
      (found): Suggestion => ({ section, about: 'blame', message: `“${found}”${where} reads like blame. ${question}` }),
    ),
  );
}

function missing({ fields, sections }: Postmortem): readonly Suggestion[] {
  const blank = fields.filter(({ state }) => state === 'blank');
  // A field of several blanks, such as the duration, is missed once.
  const once = new Map(blank.map((field) => [`${field.section} ${field.label}`, field]));
  const blanks = [...once.values()].map(
    ({ section, label }): Suggestion => ({ section, about: 'missing', message: `Not filled in: ${label}` }),
  );
  const drafts = sections.flatMap(({ id, title, isDraft }): readonly Suggestion[] =>
    isDraft
      ? [{ section: id, about: 'missing', message: `${title} is a draft from the log: confirm it, or put it better.` }]
      : [],
  );
  return [...blanks, ...drafts];
}

function items({ items: actions, sections }: Postmortem): readonly Suggestion[] {
  const section = sections.find(({ kind }) => kind === 'actions')?.id ?? '';
  return actions.flatMap(({ action, owner, due, status }): readonly Suggestion[] => {
    if (status === 'Done' || status === 'Dropped') return [];
    const lacks = [owner === '' ? 'an owner' : '', due === null ? 'a day' : ''].filter((part) => part !== '');
    return lacks.length === 0
      ? []
      : [{ section, about: 'missing', message: `“${action}” has not got ${lacks.join(' and ')} yet.` }];
  });
}
