import { beginsOn, type Repeat, type Shift } from '../schedule/rota.ts';
import { isZone, type LocalMoment, localMoment } from '../schedule/zoned.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';
import { clean, type ImportProblem, type ReadContacts, SHIFTS_CAP } from './contact.ts';
import { type ContentLine, contentLines, unescaped } from './content-lines.ts';
import { dayNumber } from './dates.ts';

/** How many occurrences of a counted rule are followed before it is told as too long. */
const COUNT_CAP = 5000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

interface ReadEvent {
  readonly uid: string;
  /** Local day whose occurrence of the same UID this one replaces. */
  readonly replacesDay: number | null;
  readonly cancelled: boolean;
  readonly shifts: readonly Shift[];
}

/** The rota of an iCalendar file: one shift for each person of each event. `zone` stands where the file names none. Never throws. */
export function readCalendar(text: string, zone: string): ReadContacts {
  const lines = contentLines(text.replace(/^\ufeff/u, ''));
  const problems: ImportProblem[] = [];
  const calendarZone = lines.find(({ name }) => name === 'X-WR-TIMEZONE')?.value.trim() ?? '';
  const home = isZone(calendarZone) ? calendarZone : zone;
  const events: ReadEvent[] = [];
  const open: string[] = [];
  let begin = 0;
  let event: ContentLine[] = [];
  for (const each of lines) {
    if (each.name === 'BEGIN') {
      open.push(each.value.trim().toUpperCase());
      if (open.at(-1) === 'VEVENT') [begin, event] = [each.line, []];
    } else if (each.name === 'END') {
      if (open.pop() === 'VEVENT') events.push(readEvent(begin, event, home, problems));
    } else if (open.at(-1) === 'VEVENT') event.push(each);
  }
  if (open.includes('VEVENT')) {
    problems.push({ line: begin, message: 'This event is not closed with END:VEVENT: it was read as far as it goes.' });
    events.push(readEvent(begin, event, home, problems));
  }
  if (events.length === 0)
    problems.push({ line: 1, message: 'No event (BEGIN:VEVENT) was found. Export the rota as a calendar.' });
  const shifts = joined(events);
  if (shifts.length > SHIFTS_CAP) {
    problems.push({
      line: shifts[SHIFTS_CAP]?.line ?? 1,
      message: `Only the first ${SHIFTS_CAP} shifts are read. Export fewer.`,
    });
  }
  return { people: [], shifts: shifts.slice(0, SHIFTS_CAP), problems };
}

/** A changed occurrence takes the place of the one it changes. */
function joined(events: readonly ReadEvent[]): readonly Shift[] {
  const replaced = new Map<string, number[]>();
  for (const { uid, replacesDay } of events) {
    if (replacesDay !== null && uid !== '') replaced.set(uid, [...(replaced.get(uid) ?? []), replacesDay]);
  }
  return events.flatMap(({ uid, replacesDay, cancelled, shifts }) => {
    if (cancelled) return [];
    const days = replacesDay === null ? (replaced.get(uid) ?? []) : [];
    return shifts.map((shift) => ({ ...shift, exceptDays: [...shift.exceptDays, ...days] }));
  });
}

function readEvent(line: number, lines: readonly ContentLine[], home: string, problems: ImportProblem[]): ReadEvent {
  const first = (name: string) => lines.find((each) => each.name === name);
  const uid = first('UID')?.value.slice(0, 300) ?? '';
  const cancelled = /^cancelled$/iu.test(first('STATUS')?.value.trim() ?? '');
  const nothing = { uid, replacesDay: null, cancelled, shifts: [] };
  const told = (message: string): ReadEvent => {
    problems.push({ line, message });
    return nothing;
  };
  const start = momentOf(first('DTSTART'), home, problems);
  if (start === null)
    return told('This event has no start that can be read: it was left out. DTSTART is missing or damaged.');
  const until = endOf(start, momentOf(first('DTEND'), start.zone, problems), first('DURATION')?.value.trim());
  if (until === null || minutesOf(until) <= minutesOf(start.at)) {
    return told('This event ends before it begins: it was left out. Check DTEND.');
  }
  const who = peopleIn(lines, clean(unescaped(first('SUMMARY')?.value ?? '')));
  if (who.people.length === 0)
    return told('This event names nobody: it was left out. Put a name into its title, or an attendee.');
  const shift = {
    role: who.role,
    standing: who.standing,
    zone: start.zone,
    from: start.at,
    until,
    exceptDays: lines
      .filter(({ name }) => name === 'EXDATE')
      .flatMap((each) =>
        each.value.split(',').flatMap((value) => momentOf({ ...each, value }, start.zone, problems)?.at.day ?? []),
      ),
    line,
  };
  const rule = first('RRULE');
  const repeat = rule === undefined ? null : repeatOf(rule, shift, start.zone, problems);
  const replaces = momentOf(first('RECURRENCE-ID'), start.zone, problems);
  const replacesDay = replaces === null ? null : replaces.at.day;
  return {
    uid,
    replacesDay,
    cancelled,
    shifts: who.people.map((person, at) => ({
      ...shift,
      person,
      standing: at === 0 ? who.standing : 'backup',
      repeat,
    })),
  };
}

interface ZonedMoment {
  readonly at: LocalMoment;
  readonly zone: string;
  readonly isDate: boolean;
}

function momentOf(told: ContentLine | undefined, home: string, problems: ImportProblem[]): ZonedMoment | null {
  if (told === undefined) return null;
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?$/u.exec(told.value.trim());
  if (found === null) return null;
  const [, year, month, date, hour, minute, utc] = found;
  const day = dayNumber(Number(year), Number(month), Number(date));
  if (day === null) return null;
  const named = told.params.get('TZID') ?? '';
  // Outlook and some exporters put a path before the name.
  const zone = [named, named.split('/').slice(-2).join('/')].find((name) => name !== '' && isZone(name)) ?? home;
  if (named !== '' && zone === home && named !== home && !named.endsWith(home)) {
    problems.push({
      line: told.line,
      message: `The time zone “${clean(named).slice(0, 60)}” is not known: ${home} is used. Write it as Europe/Berlin.`,
    });
  }
  const at = { day, minute: Number(hour ?? 0) * 60 + Number(minute ?? 0) };
  if (utc === undefined) return { at, zone, isDate: hour === undefined };
  return { at: localMoment(day * DAY_MS + at.minute * MINUTE_MS, zone), zone, isDate: false };
}

function endOf(start: ZonedMoment, end: ZonedMoment | null, duration: string | undefined): LocalMoment | null {
  // An end in another zone is told in the start's.
  if (end !== null) return end.at;
  if (duration === undefined) return start.isDate ? { day: start.at.day + 1, minute: 0 } : null;
  const found = /^P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d+S)?)?$/u.exec(duration);
  if (found === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const minute = start.at.minute + hours * 60 + minutes;
  return { day: start.at.day + weeks * 7 + days + Math.floor(minute / 1440), minute: minute % 1440 };
}

function minutesOf({ day, minute }: LocalMoment): number {
  return day * 1440 + minute;
}

function repeatOf(
  told: ContentLine,
  shift: Omit<Shift, 'person' | 'repeat'>,
  zone: string,
  problems: ImportProblem[],
): Repeat | null {
  const parts = new Map(
    told.value.split(';').map((part) => part.trim().toUpperCase().split('=', 2) as [string, string]),
  );
  const unknown = [...parts.keys()].filter(
    (key) => !['FREQ', 'INTERVAL', 'BYDAY', 'UNTIL', 'COUNT', 'WKST'].includes(key),
  );
  const every = { DAILY: 'day', WEEKLY: 'week' }[parts.get('FREQ') ?? ''];
  const weekdays = (parts.get('BYDAY') ?? '')
    .split(',')
    .filter((day) => day !== '')
    .map((day) => WEEKDAYS.indexOf(day));
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const isOdd =
    weekdays.includes(-1) ||
    (every === 'day' && weekdays.length > 0) ||
    !Number.isInteger(interval) ||
    interval < 1 ||
    interval > 1000;
  if ((every !== 'day' && every !== 'week') || unknown.length > 0 || isOdd) {
    problems.push({
      line: told.line,
      message: `This repetition is not understood (${clean(told.value).slice(0, 80)}): only the first shift counts. Daily and weekly ones are; export the others as single events.`,
    });
    return null;
  }
  const until = momentOf({ ...told, value: parts.get('UNTIL') ?? '' }, zone, problems);
  const repeat: Repeat = { every, interval, weekdays, lastDay: until?.at.day ?? null };
  const count = parts.get('COUNT');
  return count === undefined ? repeat : { ...repeat, lastDay: lastOf(Number(count), { ...shift, person: '', repeat }) };
}

/** The local day of the last of `count` occurrences; those left out count too. */
function lastOf(count: number, shift: Shift): number {
  const all = { ...shift, exceptDays: [] };
  let seen = 0;
  let last = shift.from.day;
  for (let day = shift.from.day; seen < Math.min(count, COUNT_CAP) && day < shift.from.day + 40_000; day += 1) {
    if (!beginsOn(all, day)) continue;
    seen += 1;
    last = day;
  }
  return last;
}

/** Attendees, else the title: `Engineering Lead: Ana Ruiz (backup)`, `On-call Ana Ruiz`. */
function peopleIn(
  lines: readonly ContentLine[],
  summary: string,
): { people: readonly string[]; role: string | null; standing: 'primary' | 'backup' } {
  const standing = /\b(?:backup|secondary)\b/iu.test(summary) ? 'backup' : 'primary';
  const bare = summary
    .replace(/[([]?\b(?:primary|backup|secondary)\b[)\]]?/giu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s:,–—-]+|[\s:,–—-]+$/gu, '');
  const [, before = '', after = ''] = /^(.{2,60}?)\s*(?::|\s[–—-]\s)\s*(.+)$/u.exec(bare) ?? [];
  const isShift = (text: string) =>
    /^(?:on[ -]?call|rota|shift|duty|schedule|pager(?:duty)?|opsgenie)$/iu.test(text.trim());
  const role = before === '' || isShift(before) ? null : before;
  const attendees = lines
    .filter(
      ({ name, params }) =>
        name === 'ATTENDEE' &&
        !/^(?:declined|non-participant)$/iu.test(params.get('PARTSTAT') ?? '') &&
        params.get('CUTYPE') !== 'RESOURCE',
    )
    .map(({ params, value }) => clean(params.get('CN') ?? '') || clean(value.replace(/^mailto:/iu, '')))
    .filter((name) => name !== '');
  if (attendees.length > 0) {
    const named =
      role ??
      (after === '' && bare !== '' && !isShift(bare) && !attendees.includes(bare)
        ? bare.replace(/\s*\b(?:on[ -]?call|rota|shift)\b\s*/giu, ' ').trim()
        : null);
    return { people: attendees.slice(0, 10), role: named === '' ? null : named, standing };
  }
  const person = (after === '' ? bare : after)
    .replace(/^\s*(?:on[ -]?call(?: shift)?)\b[\s:–—-]*|[\s:–—-]*\b(?:is\s+)?on[ -]?call$/giu, '')
    .trim();
  return { people: person === '' || isShift(person) ? [] : [person], role, standing };
}
