import type { Postmortem } from './compose.ts';

/** Something to look at before the document goes round: a suggestion, never a refusal. */
export interface Suggestion {
  /** The section it is about. */
  readonly section: string;
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

function blame({ sections, items: actions }: Postmortem): readonly Suggestion[] {
  return sections.flatMap(({ id, kind, text, editedAtWallMs }) => {
    const words = kind === 'actions' ? actions.map(({ action }) => action).join('\n') : text;
    // What was measured blames nobody; notes that went into the timeline may.
    if (kind !== 'actions' && kind !== 'timeline' && editedAtWallMs === null) return [];
    return BLAME.flatMap(([pattern, question]) =>
      [...new Set(words.match(pattern) ?? [])].map((found) => ({
        section: id,
        message: `“${found}” reads like blame. ${question}`,
      })),
    );
  });
}

function missing({ fields, sections }: Postmortem): readonly Suggestion[] {
  const blanks = fields.flatMap(({ section, label, state }): readonly Suggestion[] =>
    state === 'blank' ? [{ section, message: `Not filled in: ${label}` }] : [],
  );
  const drafts = sections.flatMap(({ id, title, isDraft }): readonly Suggestion[] =>
    isDraft ? [{ section: id, message: `${title} is a draft from the log: confirm it, or put it better.` }] : [],
  );
  return [...blanks, ...drafts];
}

function items({ items: actions, sections }: Postmortem): readonly Suggestion[] {
  const section = sections.find(({ kind }) => kind === 'actions')?.id ?? '';
  return actions.flatMap(({ action, owner, due, status }) => {
    if (status === 'Done' || status === 'Dropped') return [];
    const lacks = [owner === '' ? 'an owner' : '', due === null ? 'a day' : ''].filter((part) => part !== '');
    return lacks.length === 0 ? [] : [{ section, message: `“${action}” has not got ${lacks.join(' and ')} yet.` }];
  });
}
