import type { Block, ListItem } from './blocks.ts';
import { readContactLines } from './contact-lines.ts';
import { readContactTable } from './contact-tables.ts';
import { linesOf, type TextLine, textLines } from './fields.ts';
import type { Channel, ContactRole, Contacts, Vendor } from './model.ts';
import type { Reading } from './reading.ts';
import type { Section } from './sections.ts';
import { reportUnused } from './tables.ts';
import { nameKey, plainText } from './words.ts';

/**
 * People and vendors from tables anywhere; from lists, lines and tables of channels only under headings that speak of
 * contacts, because elsewhere `Word: words` is anything.
 */
export function readContacts(
  sections: readonly Section[],
  aboutContacts: ReadonlySet<Section>,
  reading: Reading,
): Contacts {
  const roles = new Map<string, ContactRole>();
  const vendors: Vendor[] = [];
  const channels: Channel[] = [];
  for (const section of sections) {
    for (const block of section.blocks) {
      if (reading.taken(block)) continue;
      const found = readBlock(block, section.title, aboutContacts.has(section), reading);
      if (found === null) continue;
      reading.take(block);
      for (const role of found.roles) addRole(roles, role, reading);
      for (const vendor of found.vendors) vendors.push(vendor);
      for (const channel of found.channels) channels.push(channel);
    }
  }
  return { roles: [...roles.values()], vendors, channels };
}

/** A second row for a role is its backup. */
function addRole(roles: Map<string, ContactRole>, role: ContactRole, { reporter }: Reading): void {
  const key = nameKey(role.role);
  const known = roles.get(key);
  if (known === undefined) {
    roles.set(key, role);
  } else if (known.backup.text === '') {
    roles.set(key, { ...known, backup: role.primary });
    reporter.report('info', role.line, `${role.role.slice(0, 80)}: the second entry was read as the backup.`);
  } else reporter.report('warning', role.line, `A third entry for ${role.role.slice(0, 80)}: the first two count.`);
}

function readBlock(block: Block, title: string, expected: boolean, reading: Reading): Contacts | null {
  if (block.kind === 'table') {
    const found = readContactTable(block, expected);
    if (found !== null) reportUnused(block, found.unused, reading.reporter);
    return found;
  }
  if (!expected) return null;
  const entries = entriesOf(block);
  const items = entries.map(({ blocks, line }) => ({ line, found: readContactLines(blocks, title) }));
  const missed = items.filter(({ found }) => found === null);
  if (missed.length * 2 > items.length || items.length === 0) return null;
  for (const { line } of missed) reading.reporter.report('warning', line, 'This contact was not understood.');
  for (const { inline, line } of entries.flatMap(({ blocks }) => linesOf(blocks).slice(1)).filter(isUnread)) {
    reading.reporter.report('info', line, `“${plainText(inline).slice(0, 80)}” is not used.`);
  }
  return {
    roles: items.flatMap(({ found }) => found?.roles ?? []),
    vendors: items.flatMap(({ found }) => found?.vendors ?? []),
    channels: items.flatMap(({ found }) => found?.channels ?? []),
  };
}

/** The items of a list, the lines of a paragraph. */
function entriesOf(block: Block): readonly ListItem[] {
  if (block.kind === 'list') return block.items;
  if (block.kind !== 'paragraph') return [];
  return textLines(block.inline, block.line).map(({ inline, line }) => {
    return { blocks: [{ kind: 'paragraph', inline, annotations: [], line }], line };
  });
}

function isUnread({ label, inline }: TextLine): boolean {
  const known = /primary|main|name|backup|secondary|deputy|phone|mobile|\btel|mail|support|status/iu;
  return !known.test(label ?? plainText(inline));
}
