import { FILE_CAP, orderedProblems, type ReadContacts } from './contact.ts';
import { type Row, readCsv } from './csv.ts';
import { readCalendar } from './icalendar.ts';
import { readRows } from './rows.ts';
import { readVcards } from './vcard.ts';

export type ContactsFormat = 'vcard' | 'calendar' | 'yaml' | 'csv';

/** What a file is: its contents decide, its name where they do not. */
export function formatOf(file: string, text: string): ContactsFormat {
  const head = text.slice(0, 4000);
  if (/^\s*BEGIN:VCARD/imu.test(head)) return 'vcard';
  if (/^\s*BEGIN:VCALENDAR/imu.test(head)) return 'calendar';
  if (/\.ya?ml$/iu.test(file)) return 'yaml';
  if (/\.(?:vcf|vcard)$/iu.test(file)) return 'vcard';
  if (/\.(?:ics|ical|ifb)$/iu.test(file)) return 'calendar';
  return 'csv';
}

/** `rowsOfYaml` turns YAML into rows: its parser is no part of core. */
export type RowsOfYaml = (text: string) => ReturnType<typeof readCsv>;

/**
 * Reads a file of contacts or a rota, whatever it holds: what cannot be used is told with its line. `zone` is the team's.
 * Never throws, as long as `rowsOfYaml` does not.
 */
export function readContactsFile(file: string, text: string, zone: string, rowsOfYaml: RowsOfYaml): ReadContacts {
  if (text.length > FILE_CAP) {
    const message = `The file is larger than ${FILE_CAP / 1_000_000} MB: nothing of it was read. Split it, or export it without pictures.`;
    return { people: [], shifts: [], problems: [{ line: 1, message }] };
  }
  const read = byFormat(file, text, zone, rowsOfYaml);
  return { ...read, problems: orderedProblems(read.problems) };
}

function byFormat(file: string, text: string, zone: string, rowsOfYaml: RowsOfYaml): ReadContacts {
  switch (formatOf(file, text)) {
    case 'vcard':
      return readVcards(text);
    case 'calendar':
      return readCalendar(text, zone);
    case 'yaml':
      return fromTable(rowsOfYaml(text), zone);
    case 'csv':
      return fromTable(readCsv(text), zone);
  }
}

function fromTable(
  { rows, problems }: { readonly rows: readonly Row[]; readonly problems: ReadContacts['problems'] },
  zone: string,
): ReadContacts {
  const read = readRows(rows, zone);
  return { ...read, problems: [...problems, ...read.problems] };
}
