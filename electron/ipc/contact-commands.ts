import type { ContactsView, FoundPeople, ImportPreview } from '../core/contacts/views.ts';
import type { Ask } from './ask.ts';

/** Finding people, importing them, and who stands for a level. */
export interface ContactCommands {
  readonly contacts: { readonly input: undefined; readonly output: ContactsView };
  readonly searchContacts: { readonly input: { readonly words: string }; readonly output: FoundPeople };
  /** Opens the system's dialog and reads the file; nothing is kept yet. Null where the dialog was closed. */
  readonly chooseContactsFile: { readonly input: undefined; readonly output: ImportPreview | null };
  readonly importContacts: { readonly input: Ask & { readonly previewId: string }; readonly output: null };
  /** Removes an import or an override; an earlier import of the same file counts again. */
  readonly dropContacts: { readonly input: Ask & { readonly id: string }; readonly output: null };
  /** Somebody has made sure that a person's number is right. */
  readonly confirmContact: { readonly input: Ask & { readonly key: string }; readonly output: null };
  /** The person stands for a level of the ladder from now on, until then. */
  readonly takeOver: {
    readonly input: Ask & { readonly key: string; readonly level: number; readonly untilWallMs: number };
    readonly output: null;
  };
}
