import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ChosenFile, type ContactHandlers, createContactHandlers } from '../../electron/commands/contacts.ts';
import { rowsOfYaml } from '../../electron/commands/contacts-yaml.ts';
import { readRows } from '../../electron/core/contacts/rows.ts';
import { HOUR_MS } from '../../electron/core/time.ts';
import { createContactBook } from '../../electron/runtime/contacts.ts';
import { openStore } from '../../electron/store/open-store.ts';
import { UNDECIDED } from '../core/contacts/parts.ts';
import { instant, START_WALL_MS } from '../store/events.ts';

/** The contacts of a house over a real store, with a dialog that always chooses `files`, one after the other. */
function desk(...files: readonly (ChosenFile | null)[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-contacts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { store } = openStore({ folder, now: instant() });
  onTestFinished(() => store.close());
  let changes = 0;
  let wallMs = START_WALL_MS;
  const book = createContactBook({
    store,
    playbook: UNDECIDED,
    nowWallMs: () => wallMs,
    changed: () => (changes += 1),
  });
  let chosen = 0;
  const handlers: ContactHandlers = createContactHandlers({
    book,
    playbook: UNDECIDED,
    zone: 'Europe/Berlin',
    nowWallMs: () => wallMs,
    newId: () => `preview-${chosen}`,
    chooseFile: async () => files[chosen++] ?? null,
  });
  return { handlers, book, changes: () => changes, pass: (ms: number) => (wallMs += ms) };
}

function file(name: string, text: string): ChosenFile {
  return { ok: true, name, text };
}

const TEAM = file(
  'team.csv',
  'name,role,phone\nAna Ruiz,,+49 30 1234567\nBen Okoro,On-Call Engineer,+234 1 2345678\nTBD,CTO,\n',
);
const LADDER = (handlers: ContactHandlers) => {
  const view = handlers.contacts(undefined);
  if (view instanceof Promise) throw new Error('answers at once');
  return view.ladder.map(({ primary }) => [primary?.name ?? null, primary?.person?.phones[0] ?? null]);
};

describe('importing contacts', () => {
  it('shows first what was understood, and keeps it only when confirmed, once', async () => {
    const { handlers, changes, book } = desk(TEAM);
    expect(await handlers.chooseContactsFile(undefined)).toMatchObject({
      previewId: 'preview-1',
      people: 2,
      samples: [{ name: 'Ana Ruiz' }, { name: 'Ben Okoro' }],
      problems: [{ line: 4, message: 'The name is “TBD”: this row was left out. Name somebody.' }],
      replacesWallMs: null,
    });
    expect(changes()).toBe(0);
    expect(LADDER(handlers)).toEqual([
      [null, null],
      ['Ana Ruiz', null],
      [null, null],
    ]);
    handlers.importContacts({ commandId: 'c-1', previewId: 'preview-1' });
    handlers.importContacts({ commandId: 'c-1', previewId: 'preview-1' });
    expect(changes()).toBe(1);
    expect(LADDER(handlers)).toEqual([
      ['Ben Okoro', '+234 1 2345678'],
      ['Ana Ruiz', '+49 30 1234567'],
      [null, null],
    ]);
    expect(book.playbookProblems().map(({ message }) => message)).not.toContain(
      'On-Call Engineer: the primary is “TBD”.',
    );
  });

  it('is undone, and what was there before counts again', async () => {
    const { handlers } = desk(TEAM, file('team.csv', 'name,role,phone\nCy,On-call,112233\n'));
    for (const n of [1, 2]) {
      await handlers.chooseContactsFile(undefined);
      handlers.importContacts({ commandId: `c-${n}`, previewId: `preview-${n}` });
    }
    expect(LADDER(handlers)[0]).toEqual(['Cy', '112233']);
    handlers.dropContacts({ commandId: 'c-3', id: 'c-2' });
    expect(LADDER(handlers)[0]).toEqual(['Ben Okoro', '+234 1 2345678']);
    handlers.dropContacts({ commandId: 'c-4', id: 'c-1' });
    expect(LADDER(handlers)[0]).toEqual([null, null]);
  });

  it('refuses what is no longer shown, what is empty, and what cannot be read', async () => {
    const { handlers } = desk(
      null,
      { ok: false, reason: 'The file cannot be read.' },
      file('empty.csv', 'name\n'),
      TEAM,
    );
    expect(await handlers.chooseContactsFile(undefined)).toBeNull();
    await expect(handlers.chooseContactsFile(undefined)).rejects.toThrow('The file cannot be read.');
    await handlers.chooseContactsFile(undefined);
    expect(() => handlers.importContacts({ commandId: 'c-1', previewId: 'preview-3' })).toThrow(/nobody in this file/);
    await handlers.chooseContactsFile(undefined);
    expect(() => handlers.importContacts({ commandId: 'c-2', previewId: 'preview-3' })).toThrow(
      /Choose this one again/,
    );
  });
});

describe('taking over', () => {
  it('goes before the rota until its end, and can be ended', async () => {
    const { handlers, pass } = desk(TEAM);
    await handlers.chooseContactsFile(undefined);
    handlers.importContacts({ commandId: 'c-1', previewId: 'preview-1' });
    handlers.takeOver({ commandId: 'c-2', key: 'ana ruiz', level: 1, untilWallMs: START_WALL_MS + 2 * HOUR_MS });
    expect(LADDER(handlers)[0]).toEqual(['Ana Ruiz', '+49 30 1234567']);
    handlers.takeOver({ commandId: 'c-3', key: 'ben okoro', level: 3, untilWallMs: START_WALL_MS + 2 * HOUR_MS });
    expect(LADDER(handlers)[2]?.[0]).toBe('Ben Okoro');
    handlers.dropContacts({ commandId: 'c-4', id: 'c-3' });
    expect(LADDER(handlers)[2]?.[0]).toBeNull();
    pass(3 * HOUR_MS);
    expect(LADDER(handlers)[0]).toEqual(['Ben Okoro', '+234 1 2345678']);
  });

  it('is refused for the past, for weeks, and for nobody', () => {
    const { handlers } = desk();
    const until = (hours: number) => START_WALL_MS + hours * HOUR_MS;
    const take = (key: string, level: number, hours: number) => () =>
      handlers.takeOver({ commandId: 'c-1', key, level, untilWallMs: until(hours) });
    expect(take('ana ruiz', 1, -1)).toThrow(/over already/);
    expect(take('ana ruiz', 1, 24 * 15)).toThrow(/At most 14 days/);
    expect(take('nobody', 1, 1)).toThrow(/not there any more/);
    expect(take('ana ruiz', 9, 1)).toThrow(/not there any more/);
    expect(() => handlers.confirmContact({ commandId: 'c-1', key: 'nobody' })).toThrow(/not in the contacts/);
  });
});

describe('YAML', () => {
  const read = (text: string) => {
    const { rows, problems } = rowsOfYaml(text);
    const found = readRows(rows, 'Europe/Berlin');
    return { ...found, problems: [...problems, ...found.problems].map(({ line, message }) => `${line}: ${message}`) };
  };

  it('holds people as a list, under a key or by name, and shifts', () => {
    const { people, shifts, problems } = read(`people:
  - name: Ana Ruiz
    role: Engineering Lead
    phone: +49 30 1234567
    emails: [ana@example.com, a@example.org]
  - name: Ben
    phone: 0049301234
team:
  Cy Young:
    phone: "+1 202 555 0101"
rota:
  - person: Ana Ruiz
    from: 2026-11-23 09:00
    until: 2026-11-30 09:00
`);
    expect(problems).toEqual([]);
    expect(people.map(({ name, phones, emails, line }) => [name, phones[0], emails.length, line])).toEqual([
      ['Ana Ruiz', '+49 30 1234567', 2, 2],
      ['Ben', '0049301234', 0, 6],
      ['Cy Young', '+1 202 555 0101', 0, 10],
    ]);
    expect(shifts).toHaveLength(1);
  });

  it('tells what is broken, and cannot explode', () => {
    expect(read('- name: Ana\n  phone: "unclosed\n').problems[0]).toMatch(/^\d+: This is no YAML:/);
    expect(read('- just words\n').problems).toEqual(['1: “just words” stands alone: write it as name: …']);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((key, n) => `${key}: &${key} [${`*${'abcdefgh'[n]},`.repeat(9).slice(0, -1)}]`).join('\n')}\n`;
    expect(read(bomb).people).toEqual([]);
    expect(read('['.repeat(100_000)).problems[0]).toMatch(/^1: This is no YAML/);
  });
});
