import { describe, expect, it } from 'vitest';
import { turnsAt } from '../../../electron/core/schedule/rota.ts';
import { calendar, read, told } from './parts.ts';

const at = (text: string) => Date.parse(text);
const onCall = (text: string, moment: string) => {
  const { now, next } = turnsAt(read('rota.ics', text).shifts, [], at(moment));
  return { now: now?.person ?? null, next: next?.person ?? null };
};

describe('a rota from a calendar', () => {
  it('hands over weekly at nine of the team’s clock, summer time or not', () => {
    const rota = calendar(
      [
        'SUMMARY:On-call: Ana Ruiz',
        'DTSTART;TZID=Europe/Berlin:20261012T090000',
        'DTEND;TZID=Europe/Berlin:20261019T090000',
        'RRULE:FREQ=WEEKLY;INTERVAL=2',
      ],
      [
        'SUMMARY:Ben Okoro on call',
        'DTSTART;TZID=Europe/Berlin:20261019T090000',
        'DURATION:P1W',
        'RRULE:FREQ=WEEKLY;INTERVAL=2',
      ],
    );
    expect(told(read('rota.ics', rota))).toEqual([]);
    // Summer time ends on 25 October: 09:00 is 07:00 UTC before and 08:00 after.
    expect(onCall(rota, '2026-10-19T06:59:00Z')).toEqual({ now: 'Ana Ruiz', next: 'Ben Okoro' });
    expect(onCall(rota, '2026-10-19T07:00:00Z')).toEqual({ now: 'Ben Okoro', next: 'Ana Ruiz' });
    expect(onCall(rota, '2026-10-26T07:59:00Z')).toEqual({ now: 'Ben Okoro', next: 'Ana Ruiz' });
    expect(onCall(rota, '2026-10-26T08:00:00Z')).toEqual({ now: 'Ana Ruiz', next: 'Ben Okoro' });
    expect(onCall(rota, '2028-01-12T12:00:00Z').now).not.toBeNull();
  });

  it('knows attendees, roles and who stands in', () => {
    const found = read(
      'rota.ics',
      calendar(
        [
          'SUMMARY:Engineering Lead',
          'DTSTART:20261123T080000Z',
          'DTEND:20261124T080000Z',
          'ATTENDEE;CN="Ruiz, Ana":mailto:ana@example.com',
          'ATTENDEE;PARTSTAT=DECLINED;CN=Cy:mailto:cy@example.com',
          'ATTENDEE:mailto:ben@example.com',
        ],
        ['SUMMARY:CTO: Dee Park (backup)', 'DTSTART;VALUE=DATE:20261123', 'DTEND;VALUE=DATE:20261125'],
      ),
    );
    expect(found.shifts.map(({ person, role, standing }) => [person, role, standing])).toEqual([
      ['Ruiz, Ana', 'Engineering Lead', 'primary'],
      ['ben@example.com', 'Engineering Lead', 'backup'],
      ['Dee Park', 'CTO', 'backup'],
    ]);
    expect(found.shifts[0]).toMatchObject({ zone: 'Europe/Berlin', from: { minute: 540 } });
  });

  it('follows days, counts, ends, exceptions and changed occurrences', () => {
    const daily = (rule: string, ...more: string[]) =>
      calendar([
        'UID:u',
        'SUMMARY:Ana',
        'DTSTART;TZID=Europe/Berlin:20261102T080000',
        'DTEND;TZID=Europe/Berlin:20261102T200000',
        `RRULE:${rule}`,
        ...more,
      ]);
    const days = (rota: string, ...noons: number[]) =>
      noons.map((day) => onCall(rota, `2026-11-${String(day).padStart(2, '0')}T11:00:00Z`).now);
    expect(days(daily('FREQ=DAILY;COUNT=3'), 2, 4, 5)).toEqual(['Ana', 'Ana', null]);
    expect(days(daily('FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3'), 2, 4, 9, 11)).toEqual(['Ana', 'Ana', 'Ana', null]);
    expect(days(daily('FREQ=DAILY;INTERVAL=2;UNTIL=20261106T070000Z'), 3, 4, 6, 8)).toEqual([null, 'Ana', 'Ana', null]);
    expect(days(daily('FREQ=DAILY', 'EXDATE;TZID=Europe/Berlin:20261103T080000,20261104T080000'), 3, 4, 5)).toEqual([
      null,
      null,
      'Ana',
    ]);
    const moved = calendar(
      [
        'UID:u',
        'SUMMARY:Ana',
        'DTSTART;TZID=Europe/Berlin:20261102T080000',
        'DTEND;TZID=Europe/Berlin:20261102T200000',
        'RRULE:FREQ=DAILY',
      ],
      [
        'UID:u',
        'RECURRENCE-ID;TZID=Europe/Berlin:20261103T080000',
        'SUMMARY:Ben',
        'DTSTART;TZID=Europe/Berlin:20261103T080000',
        'DTEND;TZID=Europe/Berlin:20261103T200000',
      ],
    );
    expect(days(moved, 2, 3, 4)).toEqual(['Ana', 'Ben', 'Ana']);
  });

  it('tells what it cannot follow, with the line', () => {
    const found = read(
      'rota.ics',
      calendar(
        ['SUMMARY:Ana', 'DTSTART:20261102T080000Z', 'DTEND:20261102T090000Z', 'RRULE:FREQ=MONTHLY;BYDAY=1MO'],
        ['SUMMARY:Ben', 'DTSTART:tomorrow'],
        ['SUMMARY:On-call', 'DTSTART:20261102T080000Z', 'DTEND:20261102T090000Z'],
        ['SUMMARY:Cy', 'DTSTART:20261102T080000Z', 'DTEND:20261101T090000Z'],
        ['SUMMARY:Dee', 'DTSTART;TZID=Mars/Olympus:20261102T080000', 'DURATION:PT8H'],
        ['STATUS:CANCELLED', 'SUMMARY:Eve', 'DTSTART:20261102T080000Z', 'DTEND:20261102T090000Z'],
      ),
    );
    expect(told(found)).toEqual([
      '7: This repetition is not understood (FREQ=MONTHLY;BYDAY=1MO): only the first shift counts. Daily and weekly ones are; export the others as single events.',
      '9: This event has no start that can be read: it was left out. DTSTART is missing or damaged.',
      '13: This event names nobody: it was left out. Put a name into its title, or an attendee.',
      '18: This event ends before it begins: it was left out. Check DTEND.',
      '25: The time zone “Mars/Olympus” is not known: Europe/Berlin is used. Write it as Europe/Berlin.',
    ]);
    expect(found.shifts.map(({ person }) => person)).toEqual(['Ana', 'Dee']);
    expect(told(read('empty.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n'))[0]).toMatch(/^1: No event/);
  });
});
