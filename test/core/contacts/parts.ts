import type { BookPerson } from '../../../electron/core/contacts/book.ts';
import type { Contact, ContactImport, ReadContacts } from '../../../electron/core/contacts/contact.ts';
import { readContactsFile } from '../../../electron/core/contacts/read.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';

export const ZONE = 'Europe/Berlin';

/** Reads a file as the app does, without YAML. */
export function read(file: string, text: string): ReadContacts {
  return readContactsFile(file, text, ZONE, () => ({ rows: [], problems: [] }));
}

/** Problems as `LINE: words`. */
export function told({ problems }: Pick<ReadContacts, 'problems'>): readonly string[] {
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

export function contact(change: Partial<Contact> & { readonly name: string }): Contact {
  return {
    roles: [],
    phones: [],
    emails: [],
    chat: null,
    zone: null,
    team: null,
    confirmedWallMs: null,
    more: [],
    line: 1,
    ...change,
  };
}

export function person(change: Partial<BookPerson> & { readonly name: string }): BookPerson {
  return {
    key: change.name,
    roles: [],
    phones: [],
    emails: [],
    chat: null,
    zone: null,
    team: null,
    more: [],
    confirmedWallMs: null,
    from: [],
    ...change,
  };
}

export function imported(change: Partial<ContactImport>): ContactImport {
  return { id: 'import-1', file: 'team.csv', importedWallMs: Date.UTC(2026, 10, 1), people: [], shifts: [], ...change };
}

/** The playbook of a team that has decided nothing yet. */
export const UNDECIDED = parsePlaybook(`# Runbook

## Escalation Path

\`\`\`
Level 1: On-Call Engineer
    |
    v (after 15 min unresolved SEV1/SEV2)
Level 2: Engineering Lead
    |
    v (after 30 min unresolved SEV1)
Level 3: CTO / Incident Commander
\`\`\`

## Contacts

| Role | Primary | Backup |
|------|---------|--------|
| On-Call Engineer | TBD | TBD |
| Engineering Lead | Ana Ruiz | TBD |
| CTO | TBD | TBD |
`);

/** A calendar of these events, each as its lines. */
export function calendar(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
