import type { PostmortemTemplate } from '../playbook/model.ts';

/** What a section of a post-mortem is about; `other` is kept as the team wrote it. */
export type SectionKind =
  | 'head'
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'cause'
  | 'resolution'
  | 'well'
  | 'poorly'
  | 'actions'
  | 'lessons'
  | 'references'
  | 'other';

export interface TemplateSection {
  /** The title in lower case, unique within the template; `#` for what stands above the first section. */
  readonly id: string;
  readonly kind: SectionKind;
  readonly title: string;
  /** The heading's own line; empty for the head. */
  readonly heading: string;
  /** The lines below it, without the blank ones around. */
  readonly body: string;
}

/** From the strongest to the weakest: the first pattern that fits decides. */
const KINDS: readonly (readonly [RegExp, SectionKind])[] = [
  [/action|follow.?ups?|to.?dos?\b|next time/iu, 'actions'],
  [/timeline|chronolog|sequence of events/iu, 'timeline'],
  [/root cause|^why\b|\bcauses?\b|trigger/iu, 'cause'],
  [/went well|worked well|what helped|positives/iu, 'well'],
  [/went (poorly|wrong|badly)|did ?n.t (work|go)|got lucky|hindered|negatives/iu, 'poorly'],
  [/lessons|learn|takeaway/iu, 'lessons'],
  [/resolution|recovery|how (it|this) was (fixed|solved)|remediation/iu, 'resolution'],
  [/impact|affected|damage/iu, 'impact'],
  [/summary|what happened|overview|abstract|synopsis/iu, 'summary'],
  [/reference|links|appendix|further reading|supporting/iu, 'references'],
];

/** Where a playbook has none: our own, in a common order. */
const OUR_OWN = `# Post-Mortem: {Title}

**Date:** {YYYY-MM-DD}
**Severity:** SEV{N}
**Duration:** {Start} to {End} ({How long})
**Author:** {Name}
**Reviewers:** {Names}

## Summary

{What happened and whom it touched}

## Impact

- **Users affected:** {How many}
- **Functionality affected:** {What did not work}
- **Data impact:** {What was lost or damaged}
- **Financial impact:** {What it cost}

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| HH:MM | {Event} |

## Root Cause

{Why it happened}

## Resolution

{What ended it}

## What Went Well

- {What helped}

## What Went Poorly

- {What got in the way}

## Action Items

| Action | Owner | Due Date | Status |
|--------|-------|----------|--------|
| {Action} | {Name} | {Date} | {Open/In Progress/Done} |

## Lessons Learned

{What will be different}

## References

- {Where to read on}`;

/** The template in its sections. A heading in it that is no section of its own stays in the text of the one above. */
export function sectionsOf(template: PostmortemTemplate): readonly TemplateSection[] {
  const body = template.body.trim() === '' ? OUR_OWN : template.body;
  const titles = template.body.trim() === '' ? null : template.sections.map(({ title }) => title);
  const parts: { title: string; heading: string; lines: string[] }[] = [{ title: '', heading: '', lines: [] }];
  let fenced = false;
  for (const line of body.split('\n')) {
    if (/^\s*(```|~~~)/u.test(line)) fenced = !fenced;
    const title = fenced ? null : headingTitle(line);
    const starts = title !== null && (titles === null ? line.startsWith('## ') : titles[parts.length - 1] === title);
    if (starts) parts.push({ title, heading: line, lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  const taken = new Map<string, number>();
  return parts.flatMap(({ title, heading, lines }, index): TemplateSection[] => {
    const text = lines.join('\n').replace(/^\s*\n|\s+$/gu, '');
    if (index === 0) return text === '' ? [] : [{ id: '#', kind: 'head', title: 'Head', heading, body: text }];
    return [{ id: unique(title.toLowerCase(), taken), kind: kindOf(title), title, heading, body: text }];
  });
}

function headingTitle(line: string): string | null {
  const text = /^#{1,6}\s+(.*?)\s*#*\s*$/u.exec(line)?.[1];
  return text === undefined ? null : text.replace(/[*_`]/gu, '').replace(/\s+/gu, ' ').trim();
}

function kindOf(title: string): SectionKind {
  return KINDS.find(([pattern]) => pattern.test(title))?.[1] ?? 'other';
}

function unique(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id} ${count}`;
}
