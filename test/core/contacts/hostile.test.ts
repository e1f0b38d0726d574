import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILE_CAP, PEOPLE_CAP } from '../../../electron/core/contacts/contact.ts';
import { telNumber } from '../../../electron/core/contacts/phone.ts';
import { turnsAt } from '../../../electron/core/schedule/rota.ts';
import { calendar, read, told } from './parts.ts';

describe('a hostile file', () => {
  it('of 100 MB in one line is refused unread', () => {
    const found = read('huge.csv', `name\n${'a'.repeat(100_000_000)}`);
    expect(found.people).toEqual([]);
    expect(told(found)[0]).toMatch(/larger than 16 MB: nothing of it was read/);
  });

  it.each([
    ['one line', `name,phone\n${'a'.repeat(FILE_CAP - 20)}`],
    ['only quotes', `name\n${'"'.repeat(2_000_000)}`],
    ['quotes opened on every line', `name\n${'"a\n'.repeat(300_000)}`],
    ['only separators', ','.repeat(FILE_CAP - 1)],
    ['only line breaks', '\n'.repeat(FILE_CAP - 1)],
    ['folded lines', `BEGIN:VCARD\nFN:a\n${' b\n'.repeat(1_000_000)}END:VCARD\n`],
    ['cards in cards', `${'BEGIN:VCARD\n'.repeat(200_000)}FN:deep\n${'END:VCARD\n'.repeat(200_000)}`],
    ['endless parameters', `BEGIN:VCARD\nTEL${';TYPE=a'.repeat(500_000)}:112\nFN:x\nEND:VCARD\n`],
    ['quotes in parameters', `BEGIN:VCARD\nTEL;TYPE=${'"'.repeat(7000)}:112\nFN:x\nEND:VCARD\n`],
    ['endless escapes', `BEGIN:VCARD\nN:${'\\;'.repeat(1_000_000)}\nEND:VCARD\n`],
    ['numbers of blanks', `name,phone\nAna,${'1 '.repeat(500_000)}x\n`],
    ['e-mail of dots', `name,email\nAna,${'a.'.repeat(500_000)}@\n`],
  ])('of %s is read in bounded time', (_what, text) => {
    const before = performance.now();
    const found = read('x.csv', text);
    // A generous bound: quadratic reading of these takes minutes.
    expect(performance.now() - before).toBeLessThan(8000);
    expect(found.problems.length).toBeLessThanOrEqual(201);
    for (const { name } of found.people) expect(name.length).toBeLessThanOrEqual(300);
  });

  it('of too many people or shifts is cut, and says so', () => {
    expect(told(read('many.csv', `name\n${'Ana\n'.repeat(PEOPLE_CAP + 10)}`)).at(-1)).toMatch(
      /Only the first 20000 rows/,
    );
    const cards = read('many.vcf', 'BEGIN:VCARD\nFN:Ana\nEND:VCARD\n'.repeat(PEOPLE_CAP + 10));
    expect(cards.people).toHaveLength(PEOPLE_CAP);
    expect(told(cards)).toHaveLength(1);
  });

  it('keeps formulas as the text they are, and never as a number to call', () => {
    const { people } = read(
      'f.csv',
      'name,phone,email,note\n"=HYPERLINK(""https://evil.example"")","=cmd|\' /C calc\'!A0",@SUM(1+1),+1+1\n',
    );
    expect(people[0]?.name).toBe('=HYPERLINK("https://evil.example")');
    expect(people[0]?.phones.map(telNumber)).toEqual([null, null]);
    expect(people[0]?.emails).toEqual([]);
  });

  it('cannot hide or turn round what is read', () => {
    const { people } = read('t.csv', 'name,phone\nAna\u202e\u200bzeuR\u0007,112\u202e233\n');
    expect(people[0]?.name).toBe('Ana zeuR');
    expect(people[0]?.phones).toEqual(['112 233']);
  });

  it('cannot make the rota count for ever', () => {
    const rules = [
      'FREQ=DAILY;COUNT=999999999',
      'FREQ=WEEKLY;BYDAY=MO;INTERVAL=1000;COUNT=4000',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;INTERVAL=1e9',
      'FREQ=WEEKLY;UNTIL=99991231T000000Z',
    ];
    const events = rules.flatMap((rule) =>
      Array.from({ length: 50 }, () => [
        'SUMMARY:Ana',
        'DTSTART:20200101T000000Z',
        'DTEND:22000101T000000Z',
        `RRULE:${rule}`,
      ]),
    );
    const before = performance.now();
    const { shifts } = read('bomb.ics', calendar(...events));
    turnsAt(shifts, [], Date.UTC(2026, 10, 23));
    expect(performance.now() - before).toBeLessThan(8000);
  });

  it('of any bytes at all throws nothing', () => {
    const marks = fc.constantFrom(
      'BEGIN:VCARD\n',
      'END:VCARD\n',
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\n',
      'END:VEVENT\n',
      'FN:',
      'TEL;',
      'DTSTART:',
      '20261123T090000',
      'RRULE:FREQ=WEEKLY;',
      'SUMMARY:',
      'name,phone\n',
      '"',
      '\r',
      '\\',
      ' ',
      ';',
      '=',
    );
    const text = fc
      .array(fc.oneof(marks, fc.string({ unit: 'binary' })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('a.csv', 'a.vcf', 'a.ics'), (written, file) => {
        const found = read(file, written);
        turnsAt(found.shifts, [], Date.UTC(2026, 10, 23));
        for (const { line, message } of found.problems) expect([line > 0, message.length < 400]).toEqual([true, true]);
      }),
      { numRuns: 3000 },
    );
  });
});
