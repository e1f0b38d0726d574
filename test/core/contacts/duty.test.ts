import { describe, expect, it } from 'vitest';
import { mergePeople } from '../../../electron/core/contacts/book.ts';
import type { KeptContacts } from '../../../electron/core/contacts/contact.ts';
import { NOTHING_KEPT } from '../../../electron/core/contacts/contact.ts';
import { contactsOnDuty, dutiesAt } from '../../../electron/core/contacts/duty.ts';
import { dutyProblems, problemsOnDuty } from '../../../electron/core/contacts/problems.ts';
import { roleForLevel } from '../../../electron/core/playbook/lookup.ts';
import { DAY_MS } from '../../../electron/core/time.ts';
import { calendar, contact, imported, read, UNDECIDED } from './parts.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

function onDuty(kept: Partial<KeptContacts>, at = NOW) {
  const all = { ...NOTHING_KEPT, ...kept };
  const people = mergePeople(UNDECIDED.contacts, all);
  const duties = dutiesAt(UNDECIDED, people, all, at);
  const contacts = contactsOnDuty(UNDECIDED.contacts, duties, UNDECIDED.ladder);
  const levels = UNDECIDED.ladder.map((level) => roleForLevel({ contacts }, level)?.primary ?? null);
  return { duties, contacts, levels, problems: problemsOnDuty(UNDECIDED, contacts).map(({ message }) => message) };
}

const TEAM = imported({
  people: [
    contact({ name: 'Ana Ruiz', phones: ['+49 30 1234567'], emails: ['ana@example.com'], zone: 'Europe/Madrid' }),
    contact({ name: 'Ben Okoro', phones: ['+234 1 2345678'] }),
    contact({
      name: 'Cy Young',
      phones: ['+1 202 555 0101'],
      roles: [{ role: 'Incident Commander', standing: 'primary' }],
    }),
    contact({ name: 'Dee Park', phones: ['+1 202 555 0102'], roles: [{ role: 'cto', standing: 'backup' }] }),
    contact({ name: 'Eve', phones: ['+1 202 555 0103'], roles: [{ role: 'Engineer', standing: 'primary' }] }),
  ],
});

const ROTA = imported({
  id: 'import-2',
  file: 'rota.ics',
  shifts: read(
    'rota.ics',
    calendar(
      ['SUMMARY:On-call: Ben', 'DTSTART:20261123T080000Z', 'DTEND:20261124T080000Z'],
      ['SUMMARY:On-call: ana@example.com', 'DTSTART:20261124T080000Z', 'DTEND:20261125T080000Z'],
      ['SUMMARY:On-call: Cy Young (backup)', 'DTSTART:20261123T080000Z', 'DTEND:20261125T080000Z'],
    ),
  ).shifts,
});

describe('who stands on the ladder', () => {
  it('is what the playbook says while nothing is imported', () => {
    const { levels, problems } = onDuty({});
    expect(levels.map((level) => level?.name ?? null)).toEqual([null, 'Ana Ruiz', null]);
    expect(problems).toEqual(UNDECIDED.problems.map(({ message }) => message));
    expect(problems).toContain('On-Call Engineer: the primary is “TBD”.');
  });

  it('is called by name, not by the address that an import knows them by', () => {
    const lead = { role: 'Engineering Lead', standing: 'primary' } as const;
    const flo = contact({ name: 'Flo Novak', phones: ['+1 202 555 0104'], emails: ['flo@example.com'], roles: [lead] });
    const { duties, levels } = onDuty({ imports: [imported({ people: [flo] })] });
    expect(levels[1]?.name).toBe('Flo Novak');
    expect(duties.map(({ primary }) => primary?.name)).not.toContain('flo@example.com');
  });

  it('is filled by what was imported: the number of a name, the holder of a role, its backup', () => {
    const { levels, contacts, problems } = onDuty({ imports: [TEAM] });
    expect(levels.map((level) => [level?.name ?? null, level?.phone ?? null])).toEqual([
      [null, null],
      ['Ana Ruiz', '+49 30 1234567'],
      ['Cy Young', '+1 202 555 0101'],
    ]);
    expect(contacts.roles.find(({ role }) => role === 'CTO')?.backup.name).toBe('Dee Park');
    expect(problems).not.toContain('CTO: the primary is “TBD”.');
    expect(problems).toContain('On-Call Engineer: no telephone number.');
    // An engineer is not yet the on-call engineer.
    expect(problems).toContain('On-Call Engineer: the primary is “TBD”.');
  });

  it('follows the rota, and knows who comes next', () => {
    const { duties, levels, problems } = onDuty({ imports: [TEAM, ROTA] });
    expect(levels[0]).toMatchObject({ name: 'Ben Okoro', phone: '+234 1 2345678' });
    expect(duties[0]).toMatchObject({
      primary: { name: 'Ben Okoro', why: 'rota', untilWallMs: Date.UTC(2026, 10, 24, 8) },
      backup: { name: 'Cy Young' },
      next: { name: 'Ana Ruiz', fromWallMs: Date.UTC(2026, 10, 24, 8) },
      isGap: false,
    });
    expect(problems).not.toContain('On-Call Engineer: the primary is “TBD”.');
    expect(onDuty({ imports: [TEAM, ROTA] }, NOW + DAY_MS).levels[0]?.name).toBe('Ana Ruiz');
  });

  it('lets an override go first, until it ends', () => {
    const [shift] = ROTA.shifts;
    if (shift === undefined) throw new Error('the rota has shifts');
    const local = (hour: number) => ({ day: Math.floor(NOW / DAY_MS), minute: hour * 60 });
    const override = { ...shift, id: 'o-1', person: 'Eve', zone: 'UTC', from: local(11), until: local(14) };
    const at = (hours: number) =>
      onDuty({ imports: [TEAM, ROTA], overrides: [override] }, NOW + hours * 3_600_000).duties[0];
    expect(at(-2)).toMatchObject({ primary: { name: 'Ben Okoro' }, next: { name: 'Eve', why: 'override' } });
    expect(at(0)).toMatchObject({ primary: { name: 'Eve', why: 'override' }, next: { name: 'Ben Okoro' } });
    expect(at(2)).toMatchObject({ primary: { name: 'Ben Okoro' } });
  });

  it('has no gap after a turn that was taken over where there is no rota', () => {
    const local = (hour: number) => ({ day: Math.floor(NOW / DAY_MS), minute: hour * 60 });
    const [shift] = ROTA.shifts;
    if (shift === undefined) throw new Error('the rota has shifts');
    const override = { ...shift, id: 'o-1', person: 'Ana Ruiz', zone: 'UTC', from: local(11), until: local(18) };
    const { duties } = onDuty({ imports: [TEAM], overrides: [override] });
    expect(duties[0]).toMatchObject({ primary: { name: 'Ana Ruiz', why: 'override' }, gapFromWallMs: null });
  });

  it('tells a gap in the rota and a number that nobody confirmed for half a year', () => {
    expect(
      dutyProblems(onDuty({ imports: [TEAM, ROTA] }, NOW + 5 * DAY_MS).duties, NOW).map(({ message }) => message),
    ).toEqual(['On-Call Engineer: the rota has nobody on call now. Import a newer one, or take over in Contacts.']);
    const messagesAt = (at: number, kept: Partial<KeptContacts> = { imports: [TEAM, ROTA] }) =>
      dutyProblems(onDuty(kept, at).duties, at).map(({ message }) => message);
    // Ben until Tuesday, 08:00, and then Ana until Wednesday, 08:00; after that nobody.
    expect(messagesAt(NOW)).toEqual([]);
    expect(messagesAt(NOW + DAY_MS)).toEqual([
      'On-Call Engineer: the rota has nobody after Ana Ruiz’s turn, which ends in 20 h. Import a newer one, or take over in Contacts.',
    ]);
    const week = (from: string, until: string) => ['SUMMARY:On-call: Cy Young', `DTSTART:${from}`, `DTEND:${until}`];
    const longer = imported({
      id: 'import-3',
      file: 'week.ics',
      shifts: read('week.ics', calendar(week('20261123T080000Z', '20261130T080000Z'))).shifts,
    });
    expect(messagesAt(NOW + DAY_MS, { imports: [TEAM, ROTA, longer] })).toEqual([]);
    expect(messagesAt(NOW + 3 * DAY_MS, { imports: [TEAM, longer] })).toEqual([]);
    expect(messagesAt(NOW + 5 * DAY_MS, { imports: [TEAM, longer] })).toHaveLength(1);
    const later = TEAM.importedWallMs + 181 * DAY_MS;
    const { duties } = onDuty({ imports: [TEAM] }, later);
    expect(dutyProblems(duties, later).map(({ message }) => message)).toEqual([
      'Engineering Lead: nobody has confirmed Ana Ruiz’s number for 181 days. Try it once, then confirm it in Contacts.',
      'CTO: nobody has confirmed Cy Young’s number for 181 days. Try it once, then confirm it in Contacts.',
      'CTO: nobody has confirmed Dee Park’s number for 181 days. Try it once, then confirm it in Contacts.',
    ]);
    const confirmed = onDuty({ imports: [TEAM], confirmations: { 'ana@example.com': later } }, later);
    expect(dutyProblems(confirmed.duties, later)).toHaveLength(2);
  });
});

describe('one book', () => {
  it('joins what belongs together, and keeps namesakes apart', () => {
    const people = mergePeople(UNDECIDED.contacts, {
      ...NOTHING_KEPT,
      imports: [
        imported({
          people: [contact({ name: 'Ana Ruiz', emails: ['ANA@example.com'], phones: ['+49 30 1234567'], team: 'Old' })],
        }),
        imported({
          id: 'import-2',
          file: 'new.vcf',
          people: [
            contact({
              name: 'Ana Ruiz Gómez',
              emails: ['ana@example.com'],
              phones: ['0049 30 1234567', '+49 170 1'],
              team: 'New',
            }),
            contact({ name: 'John Smith', emails: ['a@example.com'], phones: ['+49 30 1234567'] }),
            contact({ name: 'John Smith', emails: ['b@example.com'] }),
            contact({ name: 'Sam', phones: ['112233'] }),
            contact({ name: 'Sam', phones: ['445566'] }),
          ],
        }),
      ],
    });
    expect(people.map(({ name, phones, team, from }) => [name, phones.length, team, from])).toEqual([
      ['Ana Ruiz Gómez', 2, 'New', ['new.vcf', 'team.csv', 'playbook']],
      ['John Smith', 1, null, ['new.vcf']],
      ['John Smith', 0, null, ['new.vcf']],
      ['Sam', 1, null, ['new.vcf']],
      ['Sam', 1, null, ['new.vcf']],
    ]);
    expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
  });

  it('knows one by a number that only another entry has, and by the address that the other lacks', () => {
    const people = mergePeople(UNDECIDED.contacts, {
      ...NOTHING_KEPT,
      imports: [
        imported({
          people: [
            contact({ name: 'Sam', phones: ['112233'] }),
            contact({ name: 'Sam', phones: ['112233', '445566'] }),
            contact({ name: 'Sam', phones: ['445566'] }),
            contact({ name: 'Tove', phones: ['112233'] }),
            contact({ name: 'Tove', phones: ['445566'], emails: ['tove@example.com'] }),
          ],
        }),
      ],
    });
    const told = people.filter(({ from }) => from.includes('team.csv'));
    expect(told.map(({ name, phones }) => [name, phones])).toEqual([
      ['Sam', ['112233', '445566']],
      ['Tove', ['112233', '445566']],
    ]);
  });
});
