import { isUndecided, readPerson } from '../playbook/people.ts';
import type { Shift } from '../schedule/rota.ts';
import { isZone } from '../schedule/zoned.ts';
import {
  type Contact,
  clean,
  type HeldRole,
  type ImportProblem,
  isEmail,
  type ReadContacts,
  type Standing,
} from './contact.ts';
import type { Row } from './csv.ts';
import { dayOf, localTimeIn } from './dates.ts';
import { telNumber } from './phone.ts';

/** What a column may be called: lower case, only letters. */
const COLUMNS = {
  name: ['name', 'fullname', 'person', 'displayname', 'contact', 'who', 'engineer', 'employee'],
  first: ['firstname', 'givenname', 'forename', 'first'],
  last: ['lastname', 'surname', 'familyname', 'last'],
  primary: ['primary', 'primaryname', 'primarycontact'],
  primaryPhone: ['primaryphone', 'primarymobile', 'primarynumber'],
  primaryEmail: ['primaryemail', 'primarymail'],
  backup: ['backup', 'backupname', 'backupcontact', 'secondary', 'deputy'],
  backupPhone: ['backupphone', 'backupmobile', 'backupnumber', 'secondaryphone'],
  backupEmail: ['backupemail', 'backupmail', 'secondaryemail'],
  role: ['role', 'roles', 'responsibility', 'oncallrole', 'position', 'jobtitle', 'title'],
  standing: ['standing', 'place', 'order', 'rank', 'type', 'priority'],
  phone: [
    'phone',
    'phones',
    'telephone',
    'tel',
    'mobile',
    'cell',
    'cellphone',
    'mobilephone',
    'phonenumber',
    'number',
    'workphone',
    'homephone',
    'phonework',
    'phonemobile',
    'businessphone',
    'primaryphonenumber',
    'phonevalue',
    'mobilenumber',
  ],
  email: ['email', 'emails', 'mail', 'emailaddress', 'workemail', 'emailvalue', 'emailwork', 'e'],
  chat: ['slack', 'slackhandle', 'slackid', 'chat', 'teams', 'handle', 'im'],
  zone: ['timezone', 'zone', 'tz', 'localtime'],
  team: ['team', 'organization', 'organisation', 'company', 'department', 'org', 'group', 'squad'],
  confirmed: [
    'confirmed',
    'confirmedon',
    'verified',
    'verifiedon',
    'lastverified',
    'lastconfirmed',
    'checked',
    'lastchecked',
    'updated',
    'lastupdated',
  ],
  from: ['from', 'start', 'startsat', 'begin', 'shiftstart', 'startdate'],
  until: ['until', 'to', 'end', 'endsat', 'finish', 'shiftend', 'enddate'],
} as const;

type Column = keyof typeof COLUMNS;

const COLUMN_OF = new Map<string, Column>(
  (Object.keys(COLUMNS) as Column[]).flatMap((column) => COLUMNS[column].map((name) => [name, column] as const)),
);

/** People and shifts from rows with named columns. A row with a start and an end is a shift. Never throws. */
export function readRows(rows: readonly Row[], zone: string): ReadContacts {
  const people: Contact[] = [];
  const shifts: Shift[] = [];
  const problems: ImportProblem[] = [];
  const [first] = rows;
  if (first !== undefined && !first.fields.some(({ label }) => isName(columnOf(label)))) {
    problems.push({
      line: 1,
      message: 'No column is called Name, Person or Primary. Give the first line the names of the columns.',
    });
  }
  for (const row of rows) {
    const cells = new Map<Column, string[]>();
    const more: { label: string; value: string }[] = [];
    for (const { label, value } of row.fields) {
      const text = clean(value);
      if (text === '') continue;
      const column = columnOf(label);
      if (column === undefined) more.push({ label: clean(label) || 'Without a heading', value: text });
      else cells.set(column, [...(cells.get(column) ?? []), text]);
    }
    if (cells.size === 0 && more.length === 0) continue;
    const entry: Entry = { line: row.line, cells, more, zone, problems };
    if (cells.has('from') && cells.has('until')) {
      const shift = shiftOf(entry);
      if (shift !== null) shifts.push(shift);
    } else people.push(...peopleOf(entry));
  }
  return { people, shifts, problems };
}

interface Entry {
  readonly line: number;
  readonly cells: ReadonlyMap<Column, readonly string[]>;
  readonly more: readonly { readonly label: string; readonly value: string }[];
  readonly zone: string;
  readonly problems: ImportProblem[];
}

function columnOf(label: string): Column | undefined {
  return COLUMN_OF.get(label.toLowerCase().replace(/[^a-z]/gu, ''));
}

function isName(column: Column | undefined): boolean {
  return column === 'name' || column === 'first' || column === 'last' || column === 'primary';
}

function one({ cells }: Entry, column: Column): string {
  return cells.get(column)?.[0] ?? '';
}

function peopleOf(entry: Entry): readonly Contact[] {
  const table = (['primary', 'backup'] as const).flatMap((standing) => {
    const cell = one(entry, standing);
    if (cell === '' || isStanding(cell)) return [];
    const person = readPerson(
      [{ kind: 'text', text: cell }],
      one(entry, `${standing}Phone`),
      one(entry, `${standing}Email`),
    );
    if (person.name === null) {
      report(entry, `${one(entry, 'role') || 'This role'}: the ${standing} is “${cell}”. Name somebody.`);
      return [];
    }
    const phones = person.phone === null ? [] : [person.phone];
    const emails = person.email === null ? [] : [person.email];
    return [contactOf(entry, person.name, { phones, emails, roles: rolesIn(one(entry, 'role'), standing) })];
  });
  if (table.length > 0 || (entry.cells.has('primary') && !entry.cells.has('name'))) return table;

  const given = one(entry, 'name') || `${one(entry, 'first')} ${one(entry, 'last')}`.trim();
  const phones = numbersIn(entry);
  const emails = addressesIn(entry);
  if (given !== '' && isUndecided(given)) {
    report(entry, `The name is “${given}”: this row was left out. Name somebody.`);
    return [];
  }
  const name = given || (emails[0] ?? phones[0] ?? '');
  if (name === '') {
    report(entry, `No name, number or address: “${everything(entry)}” was left out. Add a name.`);
    return [];
  }
  if (given === '') report(entry, `No name: listed as ${name}.`);
  const written = one(entry, 'standing') || one(entry, 'primary');
  return [
    contactOf(entry, name, {
      phones,
      emails,
      roles: rolesIn((entry.cells.get('role') ?? []).join(';'), standingOf(written)),
    }),
  ];
}

function contactOf(entry: Entry, name: string, told: Pick<Contact, 'phones' | 'emails' | 'roles'>): Contact {
  return {
    name,
    ...told,
    chat: one(entry, 'chat') || null,
    zone: zoneOf(entry),
    team: one(entry, 'team') || null,
    confirmedWallMs: confirmedOf(entry),
    more: entry.more,
    line: entry.line,
  };
}

function numbersIn(entry: Entry): readonly string[] {
  const written = (entry.cells.get('phone') ?? []).flatMap((cell) => cell.split(/\s*(?:[;,|]|:::|\s\/\s)\s*/u));
  return written.filter((text) => {
    if (text === '' || isUndecided(text)) return false;
    if (telNumber(text) === null)
      report(entry, `“${text.slice(0, 60)}” is no telephone number. Write it as +49 30 901820.`);
    // Kept as it was written: a person may still make sense of it.
    return true;
  });
}

function addressesIn(entry: Entry): readonly string[] {
  const written = (entry.cells.get('email') ?? []).flatMap((cell) =>
    cell.replace(/^mailto:/iu, '').split(/\s*(?:[;,|]|:::)\s*|\s+(?=\S+@)/u),
  );
  return written.filter((text) => {
    if (text === '' || isUndecided(text)) return false;
    if (isEmail(text)) return true;
    report(entry, `“${text.slice(0, 60)}” is no e-mail address: it was left out. Write it as name@example.com.`);
    return false;
  });
}

function zoneOf(entry: Entry): string | null {
  const written = one(entry, 'zone');
  if (written === '') return null;
  if (isZone(written)) return written;
  report(entry, `The time zone “${written.slice(0, 60)}” is not known. Write it as Europe/Berlin.`);
  return null;
}

function confirmedOf(entry: Entry): number | null {
  const written = one(entry, 'confirmed');
  if (written === '') return null;
  const at = dayOf(written);
  if (at === null) report(entry, `“${written.slice(0, 60)}” is no date. Write it as 2026-11-23.`);
  return at;
}

function shiftOf(entry: Entry): Shift | null {
  const zone = zoneOf(entry) ?? entry.zone;
  const person = one(entry, 'name') || one(entry, 'primary') || (entry.cells.get('email')?.[0] ?? '');
  const from = localTimeIn(one(entry, 'from'), zone);
  const until = localTimeIn(one(entry, 'until'), zone);
  if (person === '' || isUndecided(person)) report(entry, 'This shift names nobody: it was left out. Add a name.');
  else if (from === null || until === null) {
    report(entry, 'The start or end of this shift is no date. Write it as 2026-11-23 09:00.');
  } else if (until.day * 1440 + until.minute <= from.day * 1440 + from.minute) {
    report(entry, 'This shift ends before it begins: it was left out. Check its dates.');
  } else {
    const role = one(entry, 'role') || null;
    const standing = standingOf(one(entry, 'standing'));
    return { person, role, standing, zone, from, until, repeat: null, exceptDays: [], line: entry.line };
  }
  return null;
}

/** `Engineering Lead (backup); CTO` */
export function rolesIn(text: string, standing: Standing): readonly HeldRole[] {
  return text.split(/\s*[;|]\s*/u).flatMap((part) => {
    const backup = /\b(?:backup|secondary|deputy)\b/iu.test(part);
    const role = clean(
      part.replace(
        /[([]\s*(?:primary|backup|secondary|deputy)\s*[)\]]|^(?:primary|backup|secondary)\s*:|[,–—-]\s*(?:primary|backup|secondary)$/giu,
        ' ',
      ),
    );
    return role === '' ? [] : [{ role, standing: backup ? 'backup' : standing }];
  });
}

function isStanding(text: string): boolean {
  return /^(?:yes|no|true|false|x|1|2|0|primary|backup|secondary)$/iu.test(text);
}

function standingOf(text: string): Standing {
  return /^(?:backup|secondary|deputy|second|2|no|false|0)\b/iu.test(text.trim()) ? 'backup' : 'primary';
}

function everything({ cells, more }: Entry): string {
  return [...[...cells.values()].flat(), ...more.map(({ value }) => value)].join(', ').slice(0, 80);
}

function report({ line, problems }: Entry, message: string): void {
  problems.push({ line, message });
}
