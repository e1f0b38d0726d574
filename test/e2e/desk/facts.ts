import { type Deed, minutesBetween, untold } from './diary.ts';
import type { Document } from './document.ts';

/** What the test itself knows of the incident, by its own clock and its own acts. */
export interface Known {
  readonly title: string;
  readonly severity: string;
  readonly author: string;
  /** Between which moments it began and ended, Unix ms. */
  readonly began: readonly [fromMs: number, toMs: number];
  readonly ended: readonly [fromMs: number, toMs: number];
  readonly affected: string;
  /** What the person who ended it said, and the steps that were ticked by hand. */
  readonly ending: string;
  readonly stepsDone: readonly string[];
  readonly references: readonly RegExp[];
  readonly deeds: readonly Deed[];
}

const DURATION = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC to (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC \((.+)\)$/u;

/** Every field and row that facts can fill, by name, and whether the document has what is known. */
export function factsIn(document: Document, known: Known): ReadonlyMap<string, boolean> {
  const { fields, sections, timeline } = document;
  const [, startDay, start = '', endDay, end = '', length = ''] = DURATION.exec(fields.Duration ?? '') ?? [];
  const days = [...known.began, ...known.ended].map((ms) => new Date(ms).toISOString().slice(0, 10));
  const lost = untold(known.deeds, timeline);
  const summary = sections.Summary ?? '';
  const resolution = sections.Resolution ?? '';
  return new Map<string, boolean>([
    ['Title', document.title === `Post-Mortem: ${known.title}`],
    ['Date', days.includes(fields.Date ?? '')],
    ['Severity', fields.Severity === known.severity],
    ['Start', days.includes(startDay ?? '') && minutesBetween(...known.began).includes(start)],
    ['End', days.includes(endDay ?? '') && minutesBetween(...known.ended).includes(end)],
    ['Duration', lengths(known.ended[0] - known.began[1], known.ended[1] - known.began[0]).includes(length)],
    ['Author', fields.Author === known.author],
    ['Functionality affected', (fields['Functionality affected'] ?? '').includes(known.affected)],
    ['Summary', [known.severity, known.title, `from ${start}`].every((words) => summary.includes(words))],
    ['Resolution', [known.ending, ...known.stepsDone].every((words) => resolution.includes(words))],
    ['References', known.references.every((each) => each.test(sections.References ?? ''))],
    ...known.deeds.map((deed, at): [string, boolean] => [`row ${at + 1}: ${deed.row.source}`, !lost.includes(deed)]),
  ]);
}

const FIELDS_OF_PEOPLE = ['Reviewers', 'Users affected', 'Data impact', 'Financial impact'];
const SECTIONS_OF_PEOPLE = ['Root Cause', 'What Went Well', 'What Went Poorly', 'Action Items', 'Lessons Learned'];

/** Everything that only people can know, by name, and whether it stands there exactly as the template has it. */
export function blanksIn(document: Document, template: Document): ReadonlyMap<string, boolean> {
  const undated = template.timeline.filter(({ event }) => /Root cause/u.test(event));
  return new Map<string, boolean>([
    ...FIELDS_OF_PEOPLE.map((name): [string, boolean] => [name, document.fields[name] === template.fields[name]]),
    ...SECTIONS_OF_PEOPLE.map((name): [string, boolean] => [name, document.sections[name] === template.sections[name]]),
    ...undated.map(({ time, event }): [string, boolean] => [
      `row: ${event}`,
      document.timeline.some((row) => row.time === time && row.event === event),
    ]),
  ]);
}

/** How a length between these may be told, in whole minutes. */
function lengths(fromMs: number, toMs: number): readonly string[] {
  const words: string[] = [];
  for (let minutes = Math.floor(fromMs / 60_000); minutes <= Math.floor(toMs / 60_000); minutes += 1)
    words.push(minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`);
  return words;
}
