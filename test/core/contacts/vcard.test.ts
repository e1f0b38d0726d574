import { describe, expect, it } from 'vitest';
import { read, told } from './parts.ts';

const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');

describe('vCards', () => {
  it('are read in version 4, with folded lines, groups, preferences and escapes', () => {
    const found = read(
      'team.vcf',
      card(
        'VERSION:4.0',
        'FN:Ana Ru',
        ' iz',
        'N:Ruiz;Ana;;;',
        'item1.TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-7654321',
        'TEL;PREF=1;VALUE=uri;TYPE=cell:tel:+49-170-1234567',
        'EMAIL;TYPE=work:ana@example.com',
        'ORG:Example\\, Inc.;Platform',
        'ROLE:Engineering Lead',
        'TZ:Europe/Madrid',
        'X-SLACK:@ana',
        'NOTE:first\\nsecond',
        'PHOTO:data:image/png;base64,AAAA',
        'X-CONFIRMED:2026-10-01',
      ),
    );
    expect(told(found)).toEqual([]);
    expect(found.people).toEqual([
      {
        name: 'Ana Ruiz',
        roles: [{ role: 'Engineering Lead', standing: 'primary' }],
        phones: ['+49-170-1234567', '+49-30-7654321'],
        emails: ['ana@example.com'],
        chat: '@ana',
        zone: 'Europe/Madrid',
        team: 'Example, Inc., Platform',
        confirmedWallMs: Date.UTC(2026, 9, 1),
        more: [{ label: 'Note', value: 'first second' }],
        line: 1,
      },
    ]);
  });

  it('are read in version 3 and 2.1, quoted-printable included', () => {
    const three = card(
      'VERSION:3.0',
      'N:Okoro;Ben;;;',
      'TEL;TYPE=HOME:112233',
      'TEL;TYPE=CELL,pref:445566',
      'CATEGORIES:Backup',
      'TITLE:CTO',
    );
    const two = card(
      'VERSION:2.1',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen M=',
      '=C3=BCller',
      'TEL;CELL:778899',
    );
    const found = read('old.vcf', three + two);
    expect(found.people.map(({ name, phones, roles }) => [name, phones, roles])).toEqual([
      ['Ben Okoro', ['445566', '112233'], [{ role: 'CTO', standing: 'backup' }]],
      ['Jürgen Müller', ['778899'], []],
    ]);
  });

  it('tell what is broken, with the line, and keep the rest', () => {
    const found = read(
      'bad.vcf',
      `stray\n${card('FN:Ana', 'TEL:call me', 'EMAIL:nowhere', 'TZ:Nowhere/Land', 'no colon here')}${card('NOTE:nobody')}${card('TEL:112233')}BEGIN:VCARD\nFN:Open\n`,
    );
    expect(told(found)).toEqual([
      '1: What stands outside BEGIN:VCARD and END:VCARD was left out.',
      '4: “call me” is no telephone number. Write it as +49 30 901820.',
      '5: “nowhere” is no e-mail address: it was left out. Write it as name@example.com.',
      '6: The time zone “Nowhere/Land” is not known. Write it as Europe/Berlin.',
      '7: “no colon here” is no line of a vCard: it was left out.',
      '9: This card has no name, number or address: it was left out. Add FN.',
      '12: This card has no name: listed as 112233. Add FN.',
      '15: This card is not closed with END:VCARD: it was read as far as it goes.',
    ]);
    expect(found.people.map(({ name }) => name)).toEqual(['Ana', '112233', 'Open']);
  });
});
