import type { ContactRole } from './model.ts';
import { nameKey } from './words.ts';

/**
 * The contact role behind a level of the ladder: the same name, or one of the names between its slashes
 * (`CTO / Incident Commander` is the CTO), or a name that holds all the other's words.
 */
export function roleFor(who: string, roles: readonly ContactRole[]): ContactRole | null {
  const names = [who, ...who.split(/\s*(?:\/|,|;|\bor\b|\band\b|&|\()\s*/iu)]
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const candidates = roles.map((role) => ({
    role,
    names: [role.role, ...role.role.split(/\s*(?:\/|,|\()\s*/u)].map(wordsOf),
  }));
  for (const fits of [isSame, holds]) {
    for (const name of names) {
      const found = candidates.find((candidate) =>
        candidate.names.some((other) => other.length > 0 && fits(name, other)),
      );
      if (found !== undefined) return found.role;
    }
  }
  return null;
}

/** Words that tell no two roles apart. */
const COMMON = new Set(['the', 'a', 'an', 'of', 'our', 'team', 's']);

/** Words that make somebody else of a role: the deputy CTO is not the CTO. */
const OTHERS = new Set(['deputy', 'assistant', 'backup', 'vice', 'former', 'second', 'secondary', 'junior']);

function wordsOf(name: string): readonly string[] {
  return nameKey(name)
    .split(' ')
    .filter((word) => word !== '' && !COMMON.has(word));
}

function isSame(name: readonly string[], other: readonly string[]): boolean {
  return name.join(' ') === other.join(' ');
}

function holds(name: readonly string[], other: readonly string[]): boolean {
  const [fewer, more] = name.length < other.length ? [name, other] : [other, name];
  return fewer.every((word) => more.includes(word)) && !more.some((word) => OTHERS.has(word) && !fewer.includes(word));
}
