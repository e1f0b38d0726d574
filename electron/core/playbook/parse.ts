import type { Block } from './blocks.ts';
import { readContacts } from './contacts.ts';
import { readEnvironment } from './environment.ts';
import { reportGaps } from './gaps.ts';
import { isIgnored, kindOfSection, type SectionKind } from './kinds.ts';
import { isLadderTable, readLadder } from './ladder.ts';
import { accountFor } from './leftovers.ts';
import { readBlocks } from './markdown.ts';
import type { Playbook } from './model.ts';
import { NO_POSTMORTEM, readPostmortem } from './postmortem.ts';
import { createReporter } from './problems.ts';
import type { Reading } from './reading.ts';
import { readInitialResponse } from './response.ts';
import { namesAlert } from './runbook-fields.ts';
import { readRunbook } from './runbooks.ts';
import { readSchedule } from './schedule.ts';
import { type Section, sectionTree, withDescendants } from './sections.ts';
import { isSeverityTable, readSeverityLevels, readWrittenSeverities, scaleOf } from './severities.ts';
import { MAX_CHARACTERS, readSource } from './source.ts';
import { readTemplates } from './templates.ts';
import { readThresholds } from './thresholds.ts';
import { createSlugs } from './words.ts';

/**
 * Reads a team's document. Never throws and takes time linear in its size; what is missing, refused or not understood is
 * among the problems, each with its line. Of a document beyond `MAX_CHARACTERS` the beginning is read.
 */
export function parsePlaybook(markdown: string): Playbook {
  const reporter = createReporter();
  if (markdown.length > MAX_CHARACTERS) {
    reporter.report(
      'error',
      1,
      `The document is longer than ${MAX_CHARACTERS} characters: only its beginning was read.`,
    );
  }
  const lines = readSource(markdown.slice(0, MAX_CHARACTERS), reporter);
  const root = sectionTree(readBlocks(lines, reporter));
  const takenBlocks = new Set<Block>();
  const take = (block: Block) => {
    takenBlocks.add(block);
  };

  const map = mapSections(root);
  const titled = map.get('severities');
  const bySection = titled.flatMap((section) => readWrittenSeverities(section, take, reporter));
  const written =
    bySection.length > 0
      ? bySection
      : [...severityTables(root)].flatMap((section) => readWrittenSeverities(section, take, reporter));
  const reading: Reading = { reporter, lines, scale: scaleOf(written), take, taken: (block) => takenBlocks.has(block) };

  const severities = readSeverityLevels(written, reading.scale, reporter);
  const runbookIds = createSlugs();
  const runbooks = map.runbooks.map((section) => readRunbook(section, runbookIds, reading));
  const free = withDescendants(root).filter((section) => !isIgnored(section));
  const blocks = free.flatMap((section) => section.blocks);
  const playbook = {
    title: root.children[0]?.title ?? '',
    severities,
    initialResponse: firstFull(map.get('response'), (section) => readInitialResponse(section, reading)),
    ladder: firstFull([...map.get('ladder'), ...ladderTables(free)], (section) => readLadder(section, reading)),
    templates: map.get('templates').flatMap((section) => readTemplates(section, reading)),
    runbooks,
    postmortem:
      map
        .get('postmortem')
        .map((section) => readPostmortem(section, reading))
        .find(({ line }) => line !== null) ?? NO_POSTMORTEM,
    thresholds: readThresholds(blocks, reading),
    schedule: readSchedule(blocks, reading),
    environment: readEnvironment(blocks, reading),
    contacts: readContacts(free, new Set(map.get('contacts').flatMap(withDescendants)), reading),
  };
  reportGaps(playbook, reporter);
  const notes = accountFor(root, map.understood, reading);
  return { ...playbook, notes, problems: reporter.list() };
}

interface SectionMap {
  get(kind: SectionKind): readonly Section[];
  readonly runbooks: readonly Section[];
  /** Sections whose place in a playbook is known: what is left in them is prose, not a riddle. */
  readonly understood: ReadonlySet<Section>;
}

/** Which section is about what. A section of a known kind keeps its children, unless they are of another. */
function mapSections(root: Section): SectionMap {
  const kinds = new Map<SectionKind, Section[]>();
  const runbooks: Section[] = [];
  const understood = new Set<Section>([root]);
  const visit = (section: Section, within: SectionKind | null) => {
    if (isIgnored(section)) {
      for (const part of withDescendants(section)) understood.add(part);
      return;
    }
    const kind = kindOfSection(section);
    if (namesAlert(section) || (within === 'runbooks' && !isGroup(section))) {
      runbooks.push(section);
      for (const part of withDescendants(section)) understood.add(part);
      return;
    }
    const own = within === 'runbooks' ? 'runbooks' : kind;
    if (own !== null || within !== null) understood.add(section);
    if (own !== null) kinds.set(own, [...(kinds.get(own) ?? []), section]);
    if (own === 'postmortem') {
      for (const part of withDescendants(section)) understood.add(part);
      return;
    }
    for (const child of section.children) visit(child, own ?? within);
  };
  for (const child of root.children) visit(child, null);
  return { get: (kind) => kinds.get(kind) ?? [], runbooks, understood };
}

/** `### Database` above several runbooks is no runbook itself. */
function isGroup(section: Section): boolean {
  const bare = section.blocks.every((block) => block.kind === 'paragraph' || block.kind === 'quote');
  return bare && section.children.some((child) => namesAlert(child));
}

function severityTables(root: Section): readonly Section[] {
  return withDescendants(root).filter(({ blocks }) =>
    blocks.some((block) => block.kind === 'table' && isSeverityTable(block)),
  );
}

function ladderTables(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ blocks }) => blocks.some((block) => block.kind === 'table' && isLadderTable(block)));
}

function firstFull<T>(sections: readonly Section[], read: (section: Section) => readonly T[]): readonly T[] {
  for (const section of sections) {
    const found = read(section);
    if (found.length > 0) return found;
  }
  return [];
}
