import type { Channel, Vendor } from '../playbook/model.ts';
import type { BookPerson } from './book.ts';
import type { ImportProblem } from './contact.ts';
import type { OnDuty } from './duty.ts';

/** What the window shows of the contacts, beside the people it searches for. */
export interface ContactsView {
  readonly ladder: readonly LadderContact[];
  readonly vendors: readonly Vendor[];
  readonly channels: readonly Channel[];
  /** The newest first. */
  readonly imports: readonly ImportView[];
  readonly overrides: readonly OverrideView[];
  /** Everybody the book knows, by name. */
  readonly people: FoundPeople;
}

export interface LadderContact {
  readonly level: number;
  readonly who: string;
  readonly primary: OnDuty | null;
  readonly backup: OnDuty | null;
  readonly next: (OnDuty & { readonly fromWallMs: number }) | null;
  readonly isGap: boolean;
}

export interface ImportView {
  readonly id: string;
  readonly file: string;
  readonly importedWallMs: number;
  readonly people: number;
  readonly shifts: number;
}

export interface OverrideView {
  readonly id: string;
  readonly person: string;
  readonly role: string | null;
  readonly untilWallMs: number;
}

export interface FoundPeople {
  /** The best first, at most 50. */
  readonly people: readonly BookPerson[];
  readonly count: number;
}

/** What an import would bring; nothing is kept yet. */
export interface ImportPreview {
  readonly previewId: string;
  readonly file: string;
  readonly people: number;
  readonly shifts: number;
  /** The first of them, to see whether the columns were understood. */
  readonly samples: readonly BookPerson[];
  readonly shiftSamples: readonly ShiftSample[];
  readonly problems: readonly ImportProblem[];
  /** When the file of this name that it takes the place of was imported. */
  readonly replacesWallMs: number | null;
}

export interface ShiftSample {
  readonly person: string;
  readonly role: string | null;
  readonly fromWallMs: number;
  readonly repeats: boolean;
}
