import type { Block, ListBlock, ListItem, TableBlock } from './blocks.ts';
import { linesOf, type TextLine, textLines } from './fields.ts';
import type { Channel, ContactRole, Contacts, Inline, Vendor } from './model.ts';
import { NOBODY, readPerson } from './people.ts';
import type { Reading } from './reading.ts';
import type { Section } from './sections.ts';
import { addressIn, namedColumns } from './tables.ts';
import { nameKey, plainText } from './words.ts';

const ROLE_COLUMNS = {
  primaryPhone: /primary.*(?:phone|mobile|number|tel)|(?:phone|mobile|number|tel).*primary/iu,
  backupPhone:
    /(?:backup|secondary|deputy).*(?:phone|mobile|number|tel)|(?:phone|mobile|number|tel).*(?:backup|secondary|deputy)/iu,
  primaryEmail: /primary.*mail/iu,
  backupEmail: /(?:backup|secondary|deputy).*mail/iu,
  phone: /phone|mobile|\btel|number|\bcell\b/iu,
  email: /e-?mail/iu,
  backup: /backup|secondary|second|deputy|fallback|alternate|stand-?in/iu,
  role: /\brole|position|function|title|responsib|\bteam\b|\blevel\b|\bduty\b/iu,
  primary: /primary|\bmain\b|first|on.?call|\bname\b|person|contact|\bwho\b|engineer/iu,
};

const VENDOR_COLUMNS = {
  status: /status/iu,
  support: /support|contact|help|ticket|portal|account/iu,
  service: /service|vendor|provider|supplier|company|dependency|system|name|third/iu,
};

const CHANNEL_COLUMNS = {
  note: /purpose|use|\bfor\b|note|audience|when/iu,
  kind: /channel|medium|tool|type|platform/iu,
  value: /address|link|name|value|handle|url|where|room|location|details/iu,
};

const CHANNEL =
  /^(?:slack|(?:microsoft |ms )?teams|e-?mail|mailing list|status ?page|public status|zoom|phone bridge|bridge|conference|war ?room|incident room|pager\w*|irc|discord|mattermost|matrix|telegram|whatsapp|signal|google (?:meet|chat)|hotline|webhook|sms|video call|chat|call)\b/iu;

/** People, vendors and channels, told apart by what the tables' columns and the lists' labels say. */
export function readContacts(sections: readonly Section[], reading: Reading): Contacts {
  const roles: ContactRole[] = [];
  const vendors: Vendor[] = [];
  const channels: Channel[] = [];
  for (const section of sections) {
    for (const block of section.blocks) {
      if (reading.taken(block)) continue;
      const found = readBlock(block, section.title);
      if (found === null) continue;
      reading.take(block);
      for (const role of found.roles) addRole(roles, role);
      vendors.push(...found.vendors);
      channels.push(...found.channels);
    }
  }
  return { roles, vendors, channels };
}

export function isContactsTable(table: TableBlock): boolean {
  return fromTable(table) !== null;
}

/** A second row for a role is its backup. */
function addRole(roles: ContactRole[], role: ContactRole): void {
  const at = roles.findIndex((other) => nameKey(other.role) === nameKey(role.role));
  const known = roles[at];
  if (known === undefined) roles.push(role);
  else if (known.backup.text === '') roles.splice(at, 1, { ...known, backup: role.primary });
  else roles.push(role);
}

function readBlock(block: Block, title: string): Contacts | null {
  if (block.kind === 'table') return fromTable(block);
  if (block.kind === 'list') return fromList(block, title);
  return null;
}

function fromTable(table: TableBlock): Contacts | null {
  const vendors = namedColumns(table, VENDOR_COLUMNS);
  if (
    vendors.has('service') &&
    vendors.has('status') &&
    !/primary|backup/iu.test(table.header.map(plainText).join(' '))
  ) {
    return {
      ...NOTHING,
      vendors: vendors.rows.map((row) =>
        vendor(row.text('service'), row.cell('support'), row.cell('status'), row.line),
      ),
    };
  }
  const roles = namedColumns(table, ROLE_COLUMNS);
  if (
    roles.has('role') &&
    (roles.has('primary') || roles.has('backup') || roles.has('phone') || roles.has('primaryPhone'))
  ) {
    return {
      ...NOTHING,
      roles: roles.rows
        .filter((row) => row.text('role') !== '')
        .map((row) => ({
          role: row.text('role'),
          primary: readPerson(
            row.cell('primary'),
            row.text('primaryPhone') || row.text('phone'),
            row.text('primaryEmail') || row.text('email'),
          ),
          backup: readPerson(row.cell('backup'), row.text('backupPhone'), row.text('backupEmail')),
          line: row.line,
        })),
    };
  }
  const channels = namedColumns(table, CHANNEL_COLUMNS);
  if (channels.has('kind') && (channels.has('value') || channels.has('note'))) {
    return {
      ...NOTHING,
      channels: channels.rows.map((row) => ({
        kind: row.text('kind'),
        value: row.text('value'),
        note: row.text('note'),
        line: row.line,
      })),
    };
  }
  return null;
}

const NOTHING: Contacts = { roles: [], vendors: [], channels: [] };

function fromList(list: ListBlock, title: string): Contacts | null {
  const read = list.items.map((item) => fromItem(item, title));
  if (read.some((found) => found === null)) return null;
  return {
    roles: read.flatMap((found) => found?.roles ?? []),
    vendors: read.flatMap((found) => found?.vendors ?? []),
    channels: read.flatMap((found) => found?.channels ?? []),
  };
}

function fromItem(item: ListItem, title: string): Contacts | null {
  const lines = linesOf(item.blocks);
  const [first] = lines;
  if (first === undefined) return null;
  const label = first.label ?? plainText(first.inline);
  if (CHANNEL.test(label) && first.label !== null) return { ...NOTHING, channels: [channel(label, first)] };
  if (/vendor|external|provider|supplier|third|status/iu.test(title) || mentionsStatus(lines)) {
    const found = vendorOf(label, item.blocks);
    return found.supportUrl === null && found.statusUrl === null
      ? null
      : { ...NOTHING, vendors: [{ ...found, line: item.line }] };
  }
  if (first.label === null) return null;
  if (/channel|communicat/iu.test(title)) return { ...NOTHING, channels: [channel(label, first)] };
  const role = roleOf(label, lines);
  return role === null ? null : { ...NOTHING, roles: [{ ...role, line: item.line }] };
}

function mentionsStatus(lines: readonly TextLine[]): boolean {
  return lines.some(({ inline }) => /\bstatus\b/iu.test(plainText(inline)) && addressIn(inline) !== null);
}

/** `#incidents (for real-time coordination)` */
function channel(kind: string, { rest, line }: TextLine): Channel {
  const text = plainText(rest);
  const [, value = text, note = ''] = /^(.*?)\s*(?:\(([^()]*)\)|\s[–—-]\s(.*))\s*$/u.exec(text) ?? [];
  const dashed = /^(.*?)\s+[–—-]\s+(.*)$/u.exec(text);
  return {
    kind,
    value: note === '' && dashed !== null ? (dashed[1] ?? text) : value,
    note: note === '' ? (dashed?.[2] ?? '') : note,
    line,
  };
}

/** `Ana Ruiz, +1 202 555 0101 (backup: Ben Ode, +1 202 555 0102)`, or each on a line of its own. */
function roleOf(role: string, [first, ...below]: readonly TextLine[]): Omit<ContactRole, 'line'> | null {
  if (first === undefined) return null;
  const [, main = plainText(first.rest), other] =
    /^(.*?)[\s,;(|·–—-]*\b(?:backup|secondary|deputy|then|fallback)\b\s*[:=–—-]?\s*(.*?)\)?$/iu.exec(
      plainText(first.rest),
    ) ?? [];
  const lineOf = (words: RegExp) => below.find(({ label }) => label !== null && words.test(label))?.rest;
  const backup = lineOf(/backup|secondary|deputy/iu) ?? (other === undefined ? undefined : words(other));
  const primary = lineOf(/primary|main|name/iu) ?? words(main.replace(/^\s*(?:primary|main)\b\s*[:=–—-]?\s*/iu, ''));
  if (plainText(primary) === '' && backup === undefined) return null;
  const phone = plainText(lineOf(/phone|mobile|tel/iu) ?? []);
  return {
    role,
    primary: readPerson(primary, phone, ''),
    backup: backup === undefined ? NOBODY : readPerson(backup, '', ''),
  };
}

function words(text: string): readonly Inline[] {
  return [{ kind: 'text', text }];
}

function vendorOf(service: string, blocks: readonly Block[]): Omit<Vendor, 'line'> {
  const links = linksOf(blocks);
  const status = links.find(({ address, before }) => /status/iu.test(before) || /\bstatus\./iu.test(address));
  const support = links.find((link) => link !== status && !/status/iu.test(link.before));
  return {
    service: service.replace(/[:–—-]\s*$/u, '').trim(),
    supportUrl: support?.address ?? null,
    statusUrl: status?.address ?? null,
  };
}

/** Each address with the words just before it and on it. */
function linksOf(blocks: readonly Block[]): readonly { readonly address: string; readonly before: string }[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap((item) => linksOf(item.blocks));
    if (block.kind !== 'paragraph') return [];
    return textLines(block.inline, block.line).flatMap(({ inline }) =>
      inline.flatMap((part, index) => {
        const address = addressIn([part]);
        if (address === null) return [];
        const [before, after] = [inline[index - 1], part];
        return [
          {
            address,
            before: `${before === undefined ? '' : plainText([before]).slice(-20)} ${plainText([after])}`.trim(),
          },
        ];
      }),
    );
  });
}

function vendor(service: string, support: readonly Inline[], status: readonly Inline[], line: number): Vendor {
  return { service, supportUrl: addressOf(support), statusUrl: addressOf(status), line };
}

/** A link, or a bare `status.example.com`. */
function addressOf(cell: readonly Inline[]): string | null {
  const text = plainText(cell);
  return addressIn(cell) ?? (/^(?:[\w-]+\.)+[a-z]{2,}(?:\/[\w./-]*)?$/iu.test(text) ? `https://${text}` : null);
}
