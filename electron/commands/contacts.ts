import { mergePeople } from '../core/contacts/book.ts';
import { NOTHING_KEPT, type ReadContacts } from '../core/contacts/contact.ts';
import { readContactsFile } from '../core/contacts/read.ts';
import type { ContactsView, FoundPeople, ImportPreview } from '../core/contacts/views.ts';
import type { Playbook } from '../core/playbook/model.ts';
import { localMoment, momentIn } from '../core/schedule/zoned.ts';
import { DAY_MS } from '../core/time.ts';
import type { InputOf } from '../ipc/contract.ts';
import type { Handlers } from '../ipc/door.ts';
import { Refusal } from '../ipc/refusal.ts';
import type { ContactBook } from '../runtime/contacts.ts';
import { rowsOfYaml } from './contacts-yaml.ts';

/** What fits on a screen; typing narrows it. */
const FOUND_CAP = 50;
const SAMPLES = 5;
const LONGEST_TAKE_OVER_MS = 14 * DAY_MS;

/** A file that a person chose, or why it cannot be read. */
export type ChosenFile =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

export interface ContactParts {
  readonly book: ContactBook;
  readonly playbook: Playbook;
  readonly zone: string;
  readonly nowWallMs: () => number;
  readonly newId: () => string;
  /** Asks for a file; null where the person thought better of it. */
  readonly chooseFile: () => Promise<ChosenFile | null>;
}

export type ContactHandlers = Pick<
  Handlers,
  | 'contacts'
  | 'searchContacts'
  | 'chooseContactsFile'
  | 'importContacts'
  | 'dropContacts'
  | 'confirmContact'
  | 'takeOver'
>;

/** The commands of the Contacts screen. An import is read and shown first, and kept only when it is confirmed. */
export function createContactHandlers(parts: ContactParts): ContactHandlers {
  const { book, playbook, zone, nowWallMs } = parts;
  let waiting: { readonly id: string; readonly file: string; readonly read: ReadContacts } | null = null;
  let kept: string | null = null;

  return {
    contacts: () => contactsView(book, playbook, nowWallMs()),
    searchContacts: ({ words }): FoundPeople => book.search(words, FOUND_CAP),
    async chooseContactsFile() {
      const chosen = await parts.chooseFile();
      if (chosen === null) return null;
      if (!chosen.ok) throw new Refusal('refused', chosen.reason);
      const read = readContactsFile(chosen.name, chosen.text, zone, rowsOfYaml);
      waiting = { id: parts.newId(), file: chosen.name, read };
      return preview(waiting.id, chosen.name, read, book);
    },
    importContacts({ commandId, previewId }) {
      // Said twice, it is done once: the store knows the id.
      if (kept === commandId) return null;
      if (waiting?.id !== previewId)
        throw new Refusal('unknown', 'Another file was chosen meanwhile. Choose this one again.');
      const { file, read } = waiting;
      if (read.people.length + read.shifts.length === 0)
        throw new Refusal('refused', 'There is nobody in this file to import.');
      book.keepImport({ id: commandId, file, importedWallMs: nowWallMs(), people: read.people, shifts: read.shifts });
      [waiting, kept] = [null, commandId];
      return null;
    },
    dropContacts({ id }) {
      book.drop(id);
      return null;
    },
    confirmContact({ commandId, key }) {
      if (!book.people().some((person) => person.key === key))
        throw new Refusal('unknown', 'This person is not in the contacts any more.');
      book.confirm(commandId, key);
      return null;
    },
    takeOver(input) {
      book.takeOver(overrideOf(input, book, playbook, zone, nowWallMs()));
      return null;
    },
  };
}

function contactsView(book: ContactBook, playbook: Playbook, nowWallMs: number): ContactsView {
  const { imports, overrides } = book.kept();
  const duties = book.duties();
  return {
    ladder: playbook.ladder.map(({ level, who }) => {
      const duty = duties.find(({ levels }) => levels.includes(level));
      return {
        level,
        who,
        primary: duty?.primary ?? null,
        backup: duty?.backup ?? null,
        next: duty?.next ?? null,
        isGap: duty?.isGap ?? false,
      };
    }),
    vendors: playbook.contacts.vendors,
    channels: playbook.contacts.channels,
    imports: imports.toReversed().map(({ id, file, importedWallMs, people, shifts }) => {
      return { id, file, importedWallMs, people: people.length, shifts: shifts.length };
    }),
    overrides: overrides
      .map(({ id, person, role, zone, until }) => ({ id, person, role, untilWallMs: momentIn(zone, until) }))
      .filter(({ untilWallMs }) => untilWallMs > nowWallMs),
    people: book.search('', FOUND_CAP),
  };
}

function preview(previewId: string, file: string, read: ReadContacts, book: ContactBook): ImportPreview {
  const { people, shifts, problems } = read;
  const samples = mergePeople(
    { roles: [], vendors: [], channels: [] },
    {
      ...NOTHING_KEPT,
      imports: [{ id: previewId, file, importedWallMs: 0, people: people.slice(0, SAMPLES), shifts: [] }],
    },
  );
  return {
    previewId,
    file,
    people: people.length,
    shifts: shifts.length,
    samples,
    shiftSamples: shifts.slice(0, SAMPLES).map(({ person, role, zone, from, repeat }) => {
      return { person, role, fromWallMs: momentIn(zone, from), repeats: repeat !== null };
    }),
    problems,
    replacesWallMs: book.kept().imports.find((each) => each.file === file)?.importedWallMs ?? null,
  };
}

function overrideOf(
  { commandId, key, level, untilWallMs }: InputOf<'takeOver'>,
  book: ContactBook,
  playbook: Playbook,
  zone: string,
  nowWallMs: number,
) {
  const person = book.people().find((each) => each.key === key);
  const rung = playbook.ladder.find((each) => each.level === level);
  if (person === undefined || rung === undefined)
    throw new Refusal('unknown', 'This person or level is not there any more.');
  if (untilWallMs <= nowWallMs) throw new Refusal('refused', 'That time is over already.');
  if (untilWallMs - nowWallMs > LONGEST_TAKE_OVER_MS)
    throw new Refusal('refused', 'At most 14 days at a time: import a rota for more.');
  return {
    id: commandId,
    person: person.emails[0] ?? person.name,
    role: rung.who,
    standing: 'primary',
    zone,
    from: localMoment(nowWallMs, zone),
    until: localMoment(untilWallMs, zone),
    repeat: null,
    exceptDays: [],
    line: 1,
  } as const;
}
