import { describe, expect, it } from 'vitest';
import { read, told, ZONE } from './parts.ts';

describe('a table of people', () => {
  it('is read by the names of its columns, whatever a program calls them', () => {
    const google = read(
      'g.csv',
      '\ufeffFirst Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Organization Title,Notes\r\nAna,Ruiz,ana@example.com,+49 30 1234567,,likes tea\r\n',
    );
    expect(google.people).toMatchObject([
      {
        name: 'Ana Ruiz',
        emails: ['ana@example.com'],
        phones: ['+49 30 1234567'],
        more: [{ label: 'Notes', value: 'likes tea' }],
        line: 2,
      },
    ]);
    expect(told(google)).toEqual([]);
    const german = read(
      'x.csv',
      'Name;Role;Mobile;Slack;Time zone\nBen Okoro;Engineering Lead (backup);0049 170 1234567;@ben;Africa/Lagos\n',
    );
    expect(german.people[0]).toMatchObject({
      roles: [{ role: 'Engineering Lead', standing: 'backup' }],
      chat: '@ben',
      zone: 'Africa/Lagos',
    });
    const tabs = read('x.tsv', 'Person\tPhone\nAna\t112233\n');
    expect(tabs.people[0]?.phones).toEqual(['112233']);
  });

  it('keeps commas, quotes and line breaks that stand in quotes, and the right lines after them', () => {
    const found = read('q.csv', 'name,note,phone\n"Ruiz, Ana","says ""hi""\nand more",112233\nBen,,abc\n');
    expect(found.people.map(({ name, line }) => [name, line])).toEqual([
      ['Ruiz, Ana', 2],
      ['Ben', 4],
    ]);
    expect(found.people[0]?.more).toEqual([{ label: 'note', value: 'says "hi" and more' }]);
    expect(told(found)).toEqual(['4: “abc” is no telephone number. Write it as +49 30 901820.']);
  });

  it('may be the playbook’s own: a role with its primary and its backup', () => {
    const found = read(
      'roles.csv',
      'Role,Primary,Primary Phone,Backup\nCTO,Cy Young,+1 202 555 0101,"Dee, +1 202 555 0102"\nLead,TBD,,\n',
    );
    expect(found.people.map(({ name, phones, roles }) => [name, phones, roles[0]])).toEqual([
      ['Cy Young', ['+1 202 555 0101'], { role: 'CTO', standing: 'primary' }],
      ['Dee', ['+1 202 555 0102'], { role: 'CTO', standing: 'backup' }],
    ]);
    expect(told(found)).toEqual(['3: Lead: the primary is “TBD”. Name somebody.']);
  });

  it('tells each row that is of no use, with its line and what to do, and keeps the others', () => {
    const found = read(
      'bad.csv',
      'name,email,phone,timezone,confirmed\n,,,,\nTBD,,,,\nAna,ana at example,,,\n,,+49 30 1,,\nBen,,,Mars/Olympus,last week\nCy,cy@example.com,,,2026-10-01,too,many\n,,,Europe/Paris,\n"Dee,dee@example.com\n',
    );
    expect(told(found)).toEqual([
      '3: The name is “TBD”: this row was left out. Name somebody.',
      '4: “ana at example” is no e-mail address: it was left out. Write it as name@example.com.',
      '5: No name: listed as +49 30 1.',
      '6: The time zone “Mars/Olympus” is not known. Write it as Europe/Berlin.',
      '6: “last week” is no date. Write it as 2026-11-23.',
      '7: More cells than columns: “too” has no heading. Put quotes around cells with a separator.',
      '8: No name, number or address: “Europe/Paris” was left out. Add a name.',
      '9: A quote is opened and never closed: the row was read as one without quotes. Close it.',
    ]);
    expect(found.people.map(({ name }) => name)).toEqual(['Ana', '+49 30 1', 'Ben', 'Cy', '"Dee']);
    expect(found.people[3]?.confirmedWallMs).toBe(Date.UTC(2026, 9, 1));
  });

  it('says so where no column has a name', () => {
    expect(told(read('x.csv', 'a,b\n1,2\n'))[0]).toBe(
      '1: No column is called Name, Person or Primary. Give the first line the names of the columns.',
    );
    expect(told(read('x.csv', ''))).toEqual(['1: The file is empty.']);
  });

  it('holds shifts too: rows with a start and an end', () => {
    const found = read(
      'rota.csv',
      'person,role,from,until\nAna,CTO,2026-11-23 09:00,2026-11-30 09:00\nBen,,2026-11-30T09:00Z,2026-12-01\nCy,,2026-12-01,2026-11-01\n,,2026-12-01,2026-12-02\n',
    );
    expect(found.shifts.map(({ person, role, from, zone }) => [person, role, from.minute, zone])).toEqual([
      ['Ana', 'CTO', 540, ZONE],
      ['Ben', null, 600, ZONE],
    ]);
    expect(told(found)).toHaveLength(2);
  });
});
