import { type BookPerson, mergePeople } from '../core/contacts/book.ts';
import type { ContactImport, KeptContacts } from '../core/contacts/contact.ts';
import { contactsOnDuty, type Duty, dutiesAt } from '../core/contacts/duty.ts';
import { dutyProblems, problemsOnDuty } from '../core/contacts/problems.ts';
import { type Found, searchablePeople } from '../core/contacts/search.ts';
import type { Contacts, Playbook, PlaybookProblem } from '../core/playbook/model.ts';
import type { ContactStore } from '../core/ports.ts';
import type { Shift } from '../core/schedule/rota.ts';
import type { Problem } from '../core/snapshot.ts';
import { MINUTE_MS } from '../core/time.ts';

/** Everybody who can be called, from the playbook and what was imported, as of now. */
export interface ContactBook {
  people(): readonly BookPerson[];
  kept(): KeptContacts;
  duties(): readonly Duty[];
  /** The playbook's contacts with who stands for its roles at this minute. */
  contacts(): Contacts;
  /** The playbook's own problems, without what the book has filled. */
  playbookProblems(): readonly PlaybookProblem[];
  problems(): readonly Problem[];
  search(words: string, most: number): Found;
  keepImport(imported: ContactImport): void;
  drop(id: string): boolean;
  confirm(commandId: string, key: string): void;
  takeOver(override: Shift & { readonly id: string }): void;
}

export interface ContactBookParts {
  readonly store: ContactStore;
  readonly playbook: Playbook;
  readonly nowWallMs: () => number;
  /** Said after each change: the ladder and the problems may differ. */
  readonly changed: () => void;
}

interface Roster {
  readonly minute: number;
  readonly duties: readonly Duty[];
  readonly contacts: Contacts;
  readonly playbookProblems: readonly PlaybookProblem[];
  readonly problems: readonly Problem[];
}

/** The book over the local store: it needs no network. What takes long is made once per change, the roster once a minute. */
export function createContactBook({ store, playbook, nowWallMs, changed }: ContactBookParts): ContactBook {
  let kept = store.keptContacts();
  let people: readonly BookPerson[] | null = null;
  let search: ReturnType<typeof searchablePeople> | null = null;
  let roster: Roster | null = null;

  function everybody(): readonly BookPerson[] {
    people ??= mergePeople(playbook.contacts, kept);
    return people;
  }

  function now(): Roster {
    const wallMs = nowWallMs();
    const minute = Math.floor(wallMs / MINUTE_MS);
    if (roster?.minute === minute) return roster;
    const duties = dutiesAt(playbook, everybody(), kept, wallMs);
    const contacts = contactsOnDuty(playbook.contacts, duties, playbook.ladder);
    roster = {
      minute,
      duties,
      contacts,
      playbookProblems: problemsOnDuty(playbook, contacts),
      problems: dutyProblems(duties, wallMs),
    };
    return roster;
  }

  /** On disk first, then in the book, then told. */
  function change<Result>(work: () => Result): Result {
    const result = work();
    kept = store.keptContacts();
    people = null;
    search = null;
    roster = null;
    changed();
    return result;
  }

  return {
    people: everybody,
    kept: () => kept,
    duties: () => now().duties,
    contacts: () => now().contacts,
    playbookProblems: () => now().playbookProblems,
    problems: () => now().problems,
    search(words, most) {
      search ??= searchablePeople(everybody());
      return search(words, most);
    },
    keepImport: (imported) => change(() => store.keepImport(imported)),
    drop: (id) => change(() => store.dropContacts(id)),
    confirm: (commandId, key) => change(() => store.confirmContact(commandId, key, nowWallMs())),
    takeOver: (override) => change(() => store.keepOverride(override, nowWallMs())),
  };
}
