import { mergePeople } from '../../electron/core/contacts/book.ts';
import type { Contact, KeptContacts } from '../../electron/core/contacts/contact.ts';
import { dutiesAt } from '../../electron/core/contacts/duty.ts';
import { searchablePeople } from '../../electron/core/contacts/search.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { MINUTE_MS } from '../../electron/core/time.ts';
import { searchableRunbooks } from '../../renderer/runbooks/search.ts';
import { BUILT_IN } from './house.ts';
import { budgeted, busy, ms, percentile, type Row } from './row.ts';

const PEOPLE = 10_000;
const RUNBOOKS = 1000;
/** What fits on the screen. */
const SHOWN = 50;
const FIRST = ['Ana', 'Bo', 'Chidi', 'Dörte', 'Emeka', 'Fatima', 'Grace', 'Henrik', 'Ivo', 'José', 'Łucja', 'Mei'];
const TEAMS = ['Platform', 'Payments', 'Claims', 'Data', 'Support'];
/** Each is typed letter by letter, and every letter is a search. */
const TYPED_NAMES = ['dörte bako', 'lead of payments', '+49 30 900', 'jose men', 'example.com', 'nobody of this name'];
const TYPED_WORDS = ['redis connection', 'restart workers', 'ssl', 'pg_stat_activity', 'nothing like this'];

/** What a company's whole address book costs until the first light, and what every letter costs that is typed. */
export function measureContacts(): readonly Row[] {
  const playbook = parsePlaybook(BUILT_IN);
  const kept: KeptContacts = {
    imports: [{ id: 'a', file: 'company.csv', importedWallMs: 0, people: importedPeople(), shifts: [] }],
    confirmations: {},
    overrides: [],
  };
  // An app does these once, and so they are not warmed up here.
  let people = mergePeople(playbook.contacts, { ...kept, imports: [] });
  let search = searchablePeople(people);
  const mergeMs = busy(() => {
    people = mergePeople(playbook.contacts, kept);
  });
  const dutyMs = busy(() => void dutiesAt(playbook, people, kept, 0));
  const nextMs = busy(() => void dutiesAt(playbook, people, kept, MINUTE_MS));
  const indexMs = busy(() => {
    search = searchablePeople(people);
  });
  if (people.length < PEOPLE || search('jose', SHOWN).count === 0) throw new Error('people are missing');

  const runbooks = Array.from({ length: Math.ceil(RUNBOOKS / playbook.runbooks.length) }, (_, i) =>
    playbook.runbooks.map((each) => ({ ...each, id: `${each.id}-${i}`, title: `${each.title} ${i}` })),
  ).flat();
  const searchRunbooks = searchableRunbooks(runbooks);
  if (searchRunbooks('redis').length === 0) throw new Error('runbooks are missing');
  return [
    {
      what: `a book of ${people.length} people before the first light; who is on duty, each minute after`,
      budget: '',
      measured: `${ms(mergeMs)} + ${ms(dutyMs)}; ${ms(nextMs)}`,
      met: null,
      figures: { mergeMs, dutyMs, nextMs },
    },
    {
      what: 'its index, when the contacts are opened first',
      budget: '',
      measured: ms(indexMs),
      met: null,
      figures: { indexMs },
    },
    typing(`search ${people.length} contacts as one types`, TYPED_NAMES, (words) => search(words, SHOWN)),
    typing(`search ${runbooks.length} runbooks as one types`, TYPED_WORDS, searchRunbooks),
  ];
}

/** Everybody in a company of 10,000. */
export function importedPeople(): readonly Contact[] {
  return Array.from({ length: PEOPLE }, (_, i): Contact => {
    const first = FIRST[i % FIRST.length] ?? '';
    const team = TEAMS[i % TEAMS.length] ?? '';
    return {
      name: `${first} ${surname(i)}`,
      roles: i % 10 === 0 ? [{ role: `Lead of ${team}`, standing: 'primary' }] : [],
      phones: [`+49 30 ${9_000_000 + i}`],
      emails: [`${first}.${i}@example.com`],
      chat: `@user${i}`,
      zone: 'Europe/Berlin',
      team,
      confirmedWallMs: null,
      more: [{ label: 'Office', value: `Room ${i % 400}` }],
      line: i + 1,
    };
  });
}

/** `Mekotu`: the same for the same number, and scattered, so that every letter typed leaves fewer. */
export function surname(i: number): string {
  let seed = Math.imul(i + 1, 2_654_435_761);
  const letters = [0, 1, 2, 3, 4, 5].map((place) => {
    seed = Math.imul(seed, 1_664_525) + 1_013_904_223;
    const all = place % 2 === 0 ? 'bcdfghjklmnprstvwz' : 'aeiou';
    const letter = all[(seed >>> 16) % all.length] ?? '';
    return place === 0 ? letter.toUpperCase() : letter;
  });
  return letters.join('');
}

/** The 95th percentile over all letters typed. One letter is far shorter than the kernel counts, so each is repeated. */
function typing(what: string, texts: readonly string[], search: (words: string) => unknown): Row {
  const typed = texts.flatMap((text) => [...text].map((_, i) => text.slice(0, i + 1)));
  const times = 10;
  const lettersMs = typed.map((words) => {
    const allMs = busy(() => {
      for (let i = 0; i < times; i += 1) search(words);
    });
    return allMs / times;
  });
  const row = budgeted(`${what}, p95 of ${typed.length} letters`, 10, percentile(lettersMs, 95));
  return { ...row, figures: { lettersMs } };
}
