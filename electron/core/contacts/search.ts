import type { BookPerson } from './book.ts';
import { fold } from './contact.ts';

export interface Found {
  /** The best first, at most `most`. */
  readonly people: readonly BookPerson[];
  /** How many there are in all. */
  readonly count: number;
}

/**
 * A search over people, as one types: every word must stand somewhere in one, numbers also without their blanks. First
 * those whose name begins with it, then those with a word of the name that does, then the rest; each by name.
 */
export function searchablePeople(people: readonly BookPerson[]): (words: string, most: number) => Found {
  const entries = people.map((person) => {
    const name = ` ${fold(person.name)}`;
    const held = person.roles.map(({ role, standing }) => `${role} ${standing}`);
    const digits = person.phones.map((number) => number.replace(/\D/gu, ''));
    const rest = [
      ...held,
      person.team ?? '',
      person.chat ?? '',
      ...person.emails,
      ...person.phones,
      ...digits,
      ...person.more.map(({ value }) => value),
    ];
    return { person, name, text: `${name}\n${fold(rest.join('\n'))}` };
  });
  return (wanted, most) => {
    const words = fold(wanted.slice(0, 200)).split(/\s+/u).filter(Boolean);
    const number = /^[+\d\s()./-]{3,}$/u.test(wanted.trim()) ? [wanted.replace(/\D/gu, '').replace(/^00/u, '')] : words;
    const ranks: BookPerson[][] = [[], [], []];
    for (const { person, name, text } of entries) {
      if (!number.every((word) => text.includes(word))) continue;
      const [first = ''] = words;
      const rank = name.startsWith(` ${first}`) ? 0 : words.every((word) => name.includes(` ${word}`)) ? 1 : 2;
      ranks[rank]?.push(person);
    }
    const found = ranks.flat();
    return { people: found.slice(0, most), count: found.length };
  };
}
