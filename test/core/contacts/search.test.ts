import { describe, expect, it } from 'vitest';
import { searchablePeople } from '../../../electron/core/contacts/search.ts';
import { person } from './parts.ts';

const search = searchablePeople([
  person({ name: 'Ana Ruiz', phones: ['+49 30 123-4567'], emails: ['ana@example.com'] }),
  person({ name: 'Anton Berg', roles: [{ role: 'CTO', standing: 'backup' }] }),
  person({ name: 'Ben Anders', team: 'Platform' }),
  person({ name: 'José Núñez', chat: '@jn' }),
  person({ name: 'Zoe', more: [{ label: 'Note', value: 'banana lover' }] }),
]);
const names = (words: string) => search(words, 50).people.map(({ name }) => name);

describe('search as one types', () => {
  it('finds by name first, then by whatever else stands there', () => {
    expect(names('an')).toEqual(['Ana Ruiz', 'Anton Berg', 'Ben Anders', 'Zoe']);
    expect(names('nunez')).toEqual(['José Núñez']);
    expect(names('cto backup')).toEqual(['Anton Berg']);
    expect(names('platform ben')).toEqual(['Ben Anders']);
    expect(names('@jn')).toEqual(['José Núñez']);
    expect(names('nobody')).toEqual([]);
  });

  it('finds numbers however they are written', () => {
    expect(names('1234567')).toEqual(['Ana Ruiz']);
    expect(names('+49 (30) 12')).toEqual(['Ana Ruiz']);
    expect(names('0049 30')).toEqual(['Ana Ruiz']);
  });

  it('lists everybody by name before a word is typed, and says how many there are', () => {
    expect(search('', 2)).toMatchObject({ count: 5, people: [{ name: 'Ana Ruiz' }, { name: 'Anton Berg' }] });
  });
});
