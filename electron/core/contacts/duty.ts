import type { Contacts, LadderLevel, Person, Playbook } from '../playbook/model.ts';
import { roleFor } from '../playbook/roles.ts';
import { nameKey } from '../playbook/words.ts';
import { type Shift, type Turn, turnsAt } from '../schedule/rota.ts';
import { DAY_MS } from '../time.ts';
import type { BookPerson } from './book.ts';
import { fold, type KeptContacts, type Standing } from './contact.ts';
import { telNumber } from './phone.ts';

/** Who stands for a role now. */
export interface Duty {
  readonly role: string;
  /** Levels of the ladder that call this role. */
  readonly levels: readonly number[];
  readonly primary: OnDuty | null;
  readonly backup: OnDuty | null;
  /** Who takes over as primary, by the rota. */
  readonly next: (OnDuty & { readonly fromWallMs: number }) | null;
  /** A rota names people for this role, and nobody for this moment. */
  readonly isGap: boolean;
  /** When the turn ends after which the rota has nobody, if that is within three days; else null. */
  readonly gapFromWallMs: number | null;
  /** Where the playbook has the role; null where only its ladder names it. */
  readonly line: number | null;
}

export interface OnDuty {
  readonly name: string;
  /** Null where no entry of the book fits the name. */
  readonly person: BookPerson | null;
  readonly why: 'override' | 'rota' | 'import' | 'playbook';
  /** When the turn ends; null without a rota. */
  readonly untilWallMs: number | null;
}

/** A gap in the rota is told this long before it begins, ms: over a weekend, and the day before. */
const GAP_TOLD_MS = 3 * DAY_MS;

/**
 * Every role of the playbook and its ladder, with who stands for it at `wallMs`: an override, else the rota, else the
 * newest import that names the role, else the playbook.
 */
export function dutiesAt(
  playbook: Pick<Playbook, 'contacts' | 'ladder'>,
  people: readonly BookPerson[],
  kept: KeptContacts,
  wallMs: number,
): readonly Duty[] {
  const find = personFinder(people);
  const shifts = kept.imports.flatMap((each) => each.shifts);
  const first = playbook.ladder.find(({ level }) => level === 1)?.who ?? null;
  // Thousands of people hold a few roles.
  const told = remembering((role) => ({ parts: partsOf(role), isOnCall: isOnCall(role) }));
  return rolesOf(playbook).map(({ role, levels, names, written, line }): Duty => {
    const isFirst = first !== null && names.has(nameKey(first));
    const fits = (held: string | null) =>
      held === null || told(held).isOnCall ? isFirst : told(held).parts.some((part) => names.has(part));
    const ofRole = (all: readonly Shift[], standing: Standing) =>
      all.filter((shift) => shift.standing === standing && fits(shift.role));
    const turns = (standing: Standing, at = wallMs) =>
      turnsAt(ofRole(shifts, standing), ofRole(kept.overrides, standing), at);
    const stands = (standing: Standing, turn: Turn | null): OnDuty | null => {
      if (turn !== null) return onTurn(turn, find);
      const imported = importedFor(kept, standing, fits);
      if (imported !== null) {
        const person = find(imported);
        return { name: person?.name ?? imported, person, why: 'import', untilWallMs: null };
      }
      const person = written?.[standing] ?? null;
      if (person === null || (person.name === null && person.phone === null)) return null;
      const name = person.name ?? person.phone ?? '';
      return { name, person: find(person.email ?? name) ?? find(name), why: 'playbook', untilWallMs: null };
    };
    const primary = turns('primary');
    const ends = primary.now?.untilWallMs ?? null;
    const hasRota = ofRole(shifts, 'primary').length > 0;
    const isSoon = ends !== null && ends - wallMs <= GAP_TOLD_MS;
    return {
      role,
      levels,
      primary: stands('primary', primary.now),
      backup: stands('backup', turns('backup').now),
      next: primary.next === null ? null : { ...onTurn(primary.next, find), fromWallMs: primary.next.fromWallMs },
      isGap: primary.now === null && (primary.next !== null || hasRota),
      gapFromWallMs: hasRota && isSoon && turns('primary', ends).now === null ? ends : null,
      line,
    };
  });
}

function onTurn({ person, untilWallMs, isOverride }: Turn, find: FindPerson): OnDuty {
  const known = find(person);
  return { name: known?.name ?? person, person: known, why: isOverride ? 'override' : 'rota', untilWallMs };
}

/** The e-mail address, or the name, of the first that the newest import names for the role. */
function importedFor(kept: KeptContacts, standing: Standing, fits: (role: string) => boolean): string | null {
  for (const { people } of kept.imports.toReversed()) {
    const found = people.find(({ roles }) => roles.some((held) => held.standing === standing && fits(held.role)));
    if (found !== undefined) return found.emails[0] ?? found.name;
  }
  return null;
}

interface NamedRole {
  readonly role: string;
  readonly levels: readonly number[];
  /** Everything it is called, by name key. */
  readonly names: ReadonlySet<string>;
  readonly written: Record<Standing, Person> | null;
  readonly line: number | null;
}

/** The playbook's roles, and those that its ladder names and its contacts do not. */
function rolesOf({ contacts, ladder }: Pick<Playbook, 'contacts' | 'ladder'>): readonly NamedRole[] {
  const owners = ladder.map(({ who, level }) => ({ who, level, role: roleFor(who, contacts.roles) }));
  const written = contacts.roles.map((role): NamedRole => {
    const callers = owners.filter((owner) => owner.role === role);
    const { primary, backup, line } = role;
    return {
      role: role.role,
      levels: callers.map(({ level }) => level),
      names: new Set([...partsOf(role.role), ...callers.flatMap(({ who }) => partsOf(who))]),
      written: { primary, backup },
      line,
    };
  });
  const missing = owners
    .filter(({ role }) => role === null)
    .map(
      ({ who, level }): NamedRole => ({
        role: who,
        levels: [level],
        names: new Set(partsOf(who)),
        written: null,
        line: null,
      }),
    );
  return [...written, ...missing];
}

/** `CTO / Incident Commander` is called by all of it and by each part. */
function partsOf(role: string): readonly string[] {
  return [role, ...role.split(/\s*(?:\/|,|\()\s*/u)].map(nameKey).filter((name) => name !== '');
}

function isOnCall(role: string): boolean {
  return /^on call(?: (?:engineer|person|primary))?$/u.test(nameKey(role));
}

type FindPerson = (nameOrAddress: string) => BookPerson | null;

const finders = new WeakMap<readonly BookPerson[], FindPerson>();

/**
 * Finds by address, by name, or by a part of the name that only one person has. Made once for the same people: who is
 * on duty is asked every minute, and a book may hold 10,000.
 */
function personFinder(people: readonly BookPerson[]): FindPerson {
  const known = finders.get(people) ?? remembering(finderAmong(people));
  finders.set(people, known);
  return known;
}

/** The function, asked once for each text. */
function remembering<Result>(work: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, { readonly result: Result }>();
  return (text) => {
    const known = results.get(text) ?? { result: work(text) };
    results.set(text, known);
    return known.result;
  };
}

function finderAmong(people: readonly BookPerson[]): FindPerson {
  const byEmail = new Map<string, BookPerson>();
  const byName = new Map<string, BookPerson>();
  for (const person of people) {
    for (const email of person.emails) byEmail.set(email.toLowerCase(), person);
    const name = fold(person.name);
    if (!byName.has(name)) byName.set(name, person);
  }
  return (wanted) => {
    const name = fold(wanted.trim());
    const known = byEmail.get(wanted.trim().toLowerCase()) ?? byName.get(name);
    if (known !== undefined || name === '') return known ?? null;
    const words = name.split(/\s+/u);
    const alike = people.filter((person) => {
      const theirs = fold(person.name);
      // Most differ at a glance, before a name is parted into its words.
      if (!words.every((word) => theirs.includes(word))) return false;
      const parts = theirs.split(/\s+/u);
      return words.every((word) => parts.includes(word));
    });
    return alike.length === 1 ? (alike[0] ?? null) : null;
  };
}

/** The playbook's contacts with the people who stand for its roles now: what the ladder calls. */
export function contactsOnDuty(contacts: Contacts, duties: readonly Duty[], ladder: readonly LadderLevel[]): Contacts {
  const roles = duties.map(({ role, primary, backup, line }) => {
    const written = contacts.roles.find((each) => each.role === role && each.line === line);
    return {
      role,
      primary: callable(primary, written?.primary),
      backup: callable(backup, written?.backup),
      line: line ?? ladder.find(({ who }) => who === role)?.line ?? 1,
    };
  });
  // A level that nobody stands for stays one without a role: that is the problem to tell.
  return {
    ...contacts,
    roles: roles.filter(
      ({ primary, backup }, at) => duties[at]?.line !== null || primary.name !== null || backup.name !== null,
    ),
  };
}

function callable(duty: OnDuty | null, written: Person | undefined): Person {
  const nobody = written ?? { text: '', name: null, phone: null, email: null };
  if (duty === null) return nobody;
  const own = duty.why === 'playbook' ? nobody : null;
  const phones = duty.person?.phones ?? [];
  const zone = duty.person?.zone ?? null;
  return {
    text: duty.name,
    name: own === null ? duty.name : own.name,
    phone: phones.find((number) => telNumber(number) !== null) ?? phones[0] ?? own?.phone ?? null,
    email: duty.person?.emails[0] ?? own?.email ?? null,
    ...(zone === null ? {} : { zone }),
  };
}
