import type { Contacts } from '../playbook/model.ts';
import { type Contact, fold, type HeldRole, type KeptContacts } from './contact.ts';
import { telNumber } from './phone.ts';

/** One person, put together from every place that knows them. */
export interface BookPerson {
  /** Stays the same from import to import: the first address, else the name. */
  readonly key: string;
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** What was imported last goes first. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly chat: string | null;
  readonly zone: string | null;
  readonly team: string | null;
  readonly more: Contact['more'];
  /** When somebody last made sure of it; null for what only the playbook says, which tells no date. */
  readonly confirmedWallMs: number | null;
  /** The files that know them, or `playbook`. */
  readonly from: readonly string[];
}

/** Everybody, in the order of their names. Imports go before the playbook, the newest first. */
export function mergePeople(contacts: Contacts, kept: KeptContacts): readonly BookPerson[] {
  const groups: Group[] = [];
  const byEmail = new Map<string, Group>();
  const byName = new Map<string, Group[]>();
  for (const entry of entriesOf(contacts, kept)) {
    const name = fold(entry.contact.name);
    const addresses = entry.contact.emails.map((email) => email.toLowerCase());
    const known = addresses.map((address) => byEmail.get(address)).find((group) => group !== undefined);
    const namesakes = byName.get(name);
    const group = known ?? namesakes?.find((each) => canBeSame(each, entry.contact));
    const joined = group ?? { entries: [], hasEmail: false, numbers: null };
    if (group === undefined) groups.push(joined);
    if (namesakes === undefined) byName.set(name, [joined]);
    else if (!namesakes.includes(joined)) namesakes.push(joined);
    joined.entries.push(entry);
    joined.hasEmail ||= addresses.length > 0;
    joined.numbers = null;
    for (const address of addresses) byEmail.set(address, joined);
  }
  const taken = new Map<string, number>();
  return groups
    .map((group) => personOf(group, taken, kept.confirmations))
    .map((person) => ({ person, by: `${fold(person.name)}\n${person.key}` }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ person }) => person);
}

interface Entry {
  readonly contact: Contact;
  readonly from: string;
  readonly importedWallMs: number | null;
}

interface Group {
  readonly entries: Entry[];
  hasEmail: boolean;
  /** As they are dialled; null until a namesake asks. */
  numbers: ReadonlySet<string> | null;
}

function entriesOf(contacts: Contacts, { imports }: KeptContacts): readonly Entry[] {
  const imported = imports
    .toReversed()
    .flatMap(({ people, file, importedWallMs }) => people.map((contact) => ({ contact, from: file, importedWallMs })));
  const written = contacts.roles.flatMap(({ role, primary, backup, line }) =>
    (
      [
        ['primary', primary],
        ['backup', backup],
      ] as const
    ).flatMap(([standing, { name, phone, email }]): Entry[] =>
      name === null
        ? []
        : [
            {
              contact: {
                name,
                roles: [{ role, standing }],
                phones: phone === null ? [] : [phone],
                emails: email === null ? [] : [email],
                chat: null,
                zone: null,
                team: null,
                confirmedWallMs: null,
                more: [],
                line,
              },
              from: 'playbook',
              importedWallMs: null,
            },
          ],
    ),
  );
  return [...imported, ...written];
}

/** Namesakes are one person unless addresses, or numbers without an address to tell, say otherwise. */
function canBeSame(group: Group, contact: Contact): boolean {
  const hasEmail = contact.emails.length > 0;
  if (group.hasEmail && hasEmail) return false;
  group.numbers ??= new Set(group.entries.flatMap((entry) => entry.contact.phones.map(dialled)));
  const { numbers } = group;
  if (numbers.size === 0 || contact.phones.length === 0) return true;
  return contact.phones.some((number) => numbers.has(dialled(number))) || group.hasEmail !== hasEmail;
}

function dialled(number: string): string {
  return telNumber(number) ?? number;
}

function personOf(
  { entries }: Group,
  taken: Map<string, number>,
  confirmations: Readonly<Record<string, number>>,
): BookPerson {
  const contacts = entries.map(({ contact }) => contact);
  const name = contacts[0]?.name ?? '';
  const emails = together(
    contacts,
    (contact) => contact.emails,
    (email) => email.toLowerCase(),
  );
  const called = (emails[0] ?? fold(name)).toLowerCase().slice(0, 180);
  const namesakes = (taken.get(called) ?? 0) + 1;
  taken.set(called, namesakes);
  const key = namesakes === 1 ? called : `${called} #${namesakes}`;
  const told = entries.map(({ contact, importedWallMs }) => contact.confirmedWallMs ?? importedWallMs);
  const times = [...told, Object.hasOwn(confirmations, key) ? (confirmations[key] ?? null) : null].filter(
    (at) => at !== null,
  );
  return {
    key,
    name,
    roles: together(
      contacts,
      (contact) => contact.roles,
      ({ role, standing }) => `${fold(role)} ${standing}`,
    ),
    phones: together(contacts, (contact) => contact.phones, dialled),
    emails,
    chat: contacts.find(({ chat }) => chat !== null)?.chat ?? null,
    zone: contacts.find(({ zone }) => zone !== null)?.zone ?? null,
    team: contacts.find(({ team }) => team !== null)?.team ?? null,
    more: together(
      contacts,
      (contact) => contact.more,
      ({ label, value }) => `${label} ${value}`,
    ),
    confirmedWallMs: times.length === 0 ? null : Math.max(...times),
    from: [...new Set(entries.map(({ from }) => from))],
  };
}

/** What all of them say, each once. */
function together<Value>(
  contacts: readonly Contact[],
  read: (contact: Contact) => readonly Value[],
  keyOf: (value: Value) => string,
): readonly Value[] {
  const [first, ...others] = contacts.map(read);
  const values = others.length === 0 ? (first ?? []) : [first ?? [], ...others].flat();
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
