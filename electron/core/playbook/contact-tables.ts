import type { TableBlock } from './blocks.ts';
import type { Contacts, Inline, Person } from './model.ts';
import { NOBODY, readPerson } from './people.ts';
import { addressIn, linkIn, type NamedColumns, namedColumns } from './tables.ts';
import { plainText } from './words.ts';

const ROLE_COLUMNS = {
  primaryPhone: /primary.*(?:phone|mobile|number|tel)|(?:phone|mobile|number|tel).*primary/iu,
  backupPhone:
    /(?:backup|secondary|deputy).*(?:phone|mobile|number|tel)|(?:phone|mobile|number|tel).*(?:backup|secondary|deputy)/iu,
  primaryEmail: /primary.*mail/iu,
  backupEmail: /(?:backup|secondary|deputy).*mail/iu,
  phone: /phone|mobile|\btel|number|\bcell\b/iu,
  email: /e-?mail/iu,
  backup: /backup|secondary|second|deputy|fallback|alternate|stand-?in/iu,
  role: /\brole|position|function|title|responsib|\bteam\b|\bduty\b|escalate/iu,
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

export const NOTHING: Contacts = { roles: [], vendors: [], channels: [] };

/** What a table of contacts holds, by its columns; channels only where `expectChannels`. Null where it is none. */
export function readContactTable(table: TableBlock, expectChannels: boolean): Found | null {
  const vendors = namedColumns(table, VENDOR_COLUMNS);
  const aboutPeople = /primary|backup|phone/iu.test(table.header.map(plainText).join(' '));
  if (vendors.has('service') && vendors.has('status') && !aboutPeople) {
    return {
      unused: vendors.unused,
      ...NOTHING,
      vendors: vendors.rows.map((row) => ({
        service: row.text('service'),
        supportUrl: addressOf(row.cell('support')),
        statusUrl: addressOf(row.cell('status')),
        line: row.line,
      })),
    };
  }
  const roles = namedColumns(table, ROLE_COLUMNS);
  if (isRoles(roles)) return { ...NOTHING, roles: rolesOf(roles), unused: roles.unused };
  const channels = namedColumns(table, CHANNEL_COLUMNS);
  if (!expectChannels || !channels.has('kind') || !(channels.has('value') || channels.has('note'))) return null;
  const read = channels.rows.map((row) => {
    const link = linkIn([...row.cell('value'), ...row.cell('note')]);
    return { kind: row.text('kind'), value: row.text('value'), note: row.text('note'), ...link, line: row.line };
  });
  return { ...NOTHING, channels: read, unused: channels.unused };
}

export interface Found extends Contacts {
  /** Titles of columns that were not read. */
  readonly unused: readonly string[];
}

type RoleColumn = keyof typeof ROLE_COLUMNS;

/** People by role, or by name alone where they have numbers. */
function isRoles(columns: NamedColumns<RoleColumn>): boolean {
  const reachable = columns.has('phone') || columns.has('primaryPhone') || columns.has('email');
  if (columns.has('role')) return columns.has('primary') || columns.has('backup') || reachable;
  return columns.has('primary') && reachable;
}

function rolesOf(columns: NamedColumns<RoleColumn>): Contacts['roles'] {
  return columns.rows.flatMap((row) => {
    const phone = row.text('primaryPhone') || row.text('phone');
    const email = row.text('primaryEmail') || row.text('email');
    const role = row.text('role') || row.text('primary');
    if (role === '') return [];
    const named = columns.has('primary') ? row.cell('primary') : row.cell(columns.has('role') ? 'role' : 'primary');
    const backup: Person = columns.has('backup')
      ? readPerson(row.cell('backup'), row.text('backupPhone'), row.text('backupEmail'))
      : NOBODY;
    return [{ role, primary: readPerson(named, phone, email), backup, line: row.line }];
  });
}

/** A link, or a bare `status.example.com`. */
function addressOf(cell: readonly Inline[]): string | null {
  const text = plainText(cell);
  return addressIn(cell) ?? (/^(?:[\w-]+\.)+[a-z]{2,}(?:\/[\w./-]*)?$/iu.test(text) ? `https://${text}` : null);
}
