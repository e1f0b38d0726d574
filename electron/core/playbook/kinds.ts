import type { Section } from './sections.ts';

/** What a section is about, by the words of its heading. */
export type SectionKind =
  | 'contents'
  | 'postmortem'
  | 'templates'
  | 'response'
  | 'ladder'
  | 'severities'
  | 'contacts'
  | 'settings'
  | 'runbooks';

/** In this order: `Communication Templates` is no list of channels, `On-Call Schedule` no timetable. */
const TITLES: readonly (readonly [RegExp, SectionKind])[] = [
  [/^(?:table of )?contents$|^toc$|^index$|^overview of (?:this|the) document$/iu, 'contents'],
  [/post.?mortem|retrospective|incident review|after.?action|root cause analysis|\brca\b/iu, 'postmortem'],
  [/templates?\b|wording|announcements?\b|\bmessages?\b|what to (?:say|write)/iu, 'templates'],
  [
    /initial response|first response|immediate(?:ly)? actions?|first (?:\w+ )?(?:minutes|steps|actions|things)|response (?:steps|checklist|process|procedure)|(?:you are|you're|you get|being|when) paged|incident (?:response )?(?:checklist|process|procedure|workflow)/iu,
    'response',
  ],
  [/escalat|\bladder\b|chain of command|who (?:to|do (?:we|you)|gets|is) (?:call|page|wake|paged|called)/iu, 'ladder'],
  [
    /severit|priorit(?:y|ies)|\bsev(?:s| levels)?\b|incident (?:levels|class)|classification|impact levels/iu,
    'severities',
  ],
  [
    /contact|on.?call|\brota\b|roster|directory|phone|who.?s who|\bpeople\b|responders|vendors?|external (?:services|parties)|suppliers?|third.part|channels?\b|status pages/iu,
    'contacts',
  ],
  [/threshold|environment|configuration|settings?\b|variables|schedule|\bbeat\b|\bcron\b|periodic/iu, 'settings'],
  [
    /runbook|playbooks?\b|\balerts?\b.*(?:procedure|response|handling|guide|catalog)|^alerts?$|^(?:alert|incident|response|operating) ?procedures?$|^procedures?$|troubleshoot|scenarios?|common (?:incidents|alerts|problems|issues)|what to do|how to (?:respond|fix)/iu,
    'runbooks',
  ],
];

export function kindOf({ title }: Pick<Section, 'title'>): SectionKind | null {
  return TITLES.find(([words]) => words.test(title))?.[1] ?? null;
}

/**
 * A document's own title says little: `Incident Response Runbook` holds runbooks only if nothing below it is about
 * anything else.
 */
export function kindOfSection(section: Section): SectionKind | null {
  const kind = kindOf(section);
  if (section.depth !== 1 || kind === null) return kind;
  return section.children.some((child) => kindOf(child) !== null) ? null : kind;
}

/** The author asks that we leave a section alone: `<!-- sevlight: ignore -->`. */
export function isIgnored(section: Section): boolean {
  const annotations = [
    ...section.annotations,
    ...section.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.annotations : [])),
  ];
  return annotations.some((annotation) => /^sevlight\s*:\s*ignore$/iu.test(annotation));
}
