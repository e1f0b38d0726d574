import { isIgnored, kindOf } from '../../../electron/core/playbook/kinds.ts';
import { judgeLink } from '../../../electron/core/playbook/links.ts';
import { readBlocks } from '../../../electron/core/playbook/markdown.ts';
import type { Playbook, Step } from '../../../electron/core/playbook/model.ts';
import { createReporter } from '../../../electron/core/playbook/problems.ts';
import { type Section, sectionTree, withDescendants } from '../../../electron/core/playbook/sections.ts';
import { readSource } from '../../../electron/core/playbook/source.ts';
import { plainText } from '../../../electron/core/playbook/words.ts';
import { addressesIn, allSteps } from './fixtures.ts';

/** What must hold of every playbook, whatever the document; the first breach in words, or null. */
export function breachIn(text: string, playbook: Playbook): string | null {
  const lineCount = text.split(/\r\n|\r|\n/u).length;
  const json = JSON.stringify(playbook);
  if (/\\u0000|\\ud[89a-f]/iu.test(json)) return 'a NUL or half a character got through';
  const lines = linesIn(playbook);
  const outside = lines.find((line) => !Number.isInteger(line) || line < 1 || line > lineCount);
  if (outside !== undefined) return `line ${outside} of ${lineCount}`;
  const levels = playbook.severities.map(({ level }) => level);
  if (new Set(levels).size !== levels.length || levels.length > 4) return `severities ${levels}`;
  for (const list of [playbook.initialResponse, ...playbook.runbooks.map(({ steps }) => steps)]) {
    const breach = breachInSteps(list);
    if (breach !== null) return breach;
  }
  const ids = playbook.runbooks.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return 'two runbooks with one id';
  const followed = [...playbook.contacts.vendors.flatMap(({ supportUrl, statusUrl }) => [supportUrl, statusUrl])];
  const unsafe = followed.find((href) => href !== null && judgeLink(href).kind !== 'safe');
  if (unsafe !== undefined) return `unsafe address ${unsafe}`;
  const wholly = playbook.problems.filter(({ message }) => message.startsWith('The section “'));
  return droppedSection(text, lines, new Set(wholly.map(({ line }) => line)));
}

function breachInSteps(list: readonly Step[]): string | null {
  const steps = allSteps(list);
  const ids = steps.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return 'two steps with one id';
  const addresses = steps.flatMap(({ inline, details, links }) => [
    ...links.map(({ href }) => href),
    ...[inline, ...details].flatMap(addressesIn),
  ]);
  const unsafe = addresses.find((href) => judgeLink(href).kind !== 'safe');
  return unsafe === undefined ? null : `unsafe address ${unsafe}`;
}

/** A section with words in it, none of whose lines is anywhere in the playbook: something was dropped in silence. */
function droppedSection(text: string, lines: readonly number[], reportedWhole: ReadonlySet<number>): string | null {
  const sections = withDescendants(sectionTree(readBlocks(readSource(text, createReporter()), createReporter())));
  const parents = new Map(sections.flatMap((section) => section.children.map((child) => [child, section] as const)));
  for (const section of sections) {
    if (section.depth === 0 || section.depth > 2 || !hasWords(section) || isLeftAlone(section, parents, reportedWhole))
      continue;
    const all = withDescendants(section);
    // Thresholds carry no line of their own.
    if (all.some(({ blocks }) => /_(?:warning|critical)/u.test(JSON.stringify(blocks)))) continue;
    const last = all.at(-1)?.line ?? section.line;
    const next = sections.map(({ line }) => line).filter((line) => line > last);
    const end = next.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...next);
    if (!lines.some((line) => line >= section.line && line < end))
      return `“${section.title}”, line ${section.line}, is nowhere`;
  }
  return null;
}

function isLeftAlone(
  section: Section,
  parents: ReadonlyMap<Section, Section>,
  reportedWhole: ReadonlySet<number>,
): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = parents.get(at)) {
    if (kindOf(at) === 'contents' || isIgnored(at) || reportedWhole.has(at.line)) return true;
    // The template's words are in its body; a playbook says where that begins only.
    if (kindOf(at) === 'postmortem') return true;
  }
  return false;
}

function hasWords(section: Section): boolean {
  return withDescendants(section).some(
    (part) =>
      !isIgnored(part) &&
      part.blocks.some(
        (block) => block.kind === 'code' || (block.kind === 'paragraph' && plainText(block.inline) !== ''),
      ),
  );
}

/** Every `line` there is, however deep. */
function linesIn(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(linesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'line' && typeof inner === 'number' ? [inner] : linesIn(inner),
  );
}
