import { isZone } from '../schedule/zoned.ts';
import { type Contact, clean, type ImportProblem, isEmail, PEOPLE_CAP, type ReadContacts } from './contact.ts';
import { type ContentLine, contentLines, partsOf, unescaped } from './content-lines.ts';
import { dayOf } from './dates.ts';
import { telNumber } from './phone.ts';
import { rolesIn } from './rows.ts';

/** Pictures, sounds, keys, and what only programs need. */
const SKIPPED =
  /^(?:VERSION|PRODID|UID|REV|PHOTO|LOGO|SOUND|KEY|SOURCE|KIND|MAILER|SORT-STRING|CLASS|GENDER|LANG|CLIENTPIDMAP|X-AB.*|X-.*PHONETIC.*|LABEL|GEO|MEMBER|PROFILE)$/u;
/** Fields that are not people's to lose, yet few. */
const MORE_CAP = 20;

/** The people of a vCard file, versions 2.1 to 4.0. Never throws. */
export function readVcards(text: string): ReadContacts {
  const people: Contact[] = [];
  const problems: ImportProblem[] = [];
  let card: { begin: number; lines: ContentLine[] } | null = null;
  let depth = 0;
  let strayLine: number | null = null;
  for (const each of contentLines(text.replace(/^\ufeff/u, ''))) {
    const marks = each.value.trim().toUpperCase() === 'VCARD' ? each.name : '';
    if (marks === 'BEGIN') {
      depth += 1;
      if (card !== null && depth === 2) {
        problems.push({
          line: each.line,
          message: 'A card begins inside another: the inner one was left out. Close each card with END:VCARD.',
        });
      }
      card ??= { begin: each.line, lines: [] };
    } else if (marks === 'END' && card !== null) {
      depth -= 1;
      if (depth > 0) continue;
      add(card);
      card = null;
    } else if (card === null) strayLine ??= each.line;
    else if (depth === 1) card.lines.push(each);
  }
  if (card !== null) {
    problems.push({
      line: card.begin,
      message: 'This card is not closed with END:VCARD: it was read as far as it goes.',
    });
    add(card);
  }
  if (strayLine !== null)
    problems.push({ line: strayLine, message: 'What stands outside BEGIN:VCARD and END:VCARD was left out.' });
  if (people.length > PEOPLE_CAP) {
    problems.push({
      line: people[PEOPLE_CAP]?.line ?? 1,
      message: `Only the first ${PEOPLE_CAP} cards are read. Split the file.`,
    });
  }
  return { people: people.slice(0, PEOPLE_CAP), shifts: [], problems };

  function add({ begin, lines }: { readonly begin: number; readonly lines: readonly ContentLine[] }): void {
    if (people.length > PEOPLE_CAP) return;
    const person = personOf(begin, lines, problems);
    if (person !== null) people.push(person);
  }
}

function personOf(begin: number, lines: readonly ContentLine[], problems: ImportProblem[]): Contact | null {
  const texts = (name: string) =>
    lines.flatMap((each) => (each.name === name ? [{ ...each, text: clean(unescaped(each.value)) }] : []));
  const isGroup = texts('KIND').some(({ text }) => /^(?:group|org|location)$/iu.test(text));
  const [n] = texts('N');
  const [family = '', given = ''] = n === undefined ? [] : partsOf(n.value, ';');
  const phones = preferredFirst(texts('TEL')).flatMap(({ text, line }) => {
    const number = text.replace(/^tel:/iu, '');
    if (number === '') return [];
    if (telNumber(number) === null)
      problems.push({ line, message: `“${number.slice(0, 60)}” is no telephone number. Write it as +49 30 901820.` });
    return [number];
  });
  const emails = preferredFirst(texts('EMAIL')).flatMap(({ text, line }) => {
    const address = text.replace(/^mailto:/iu, '');
    if (address === '' || isEmail(address)) return address === '' ? [] : [address];
    problems.push({
      line,
      message: `“${address.slice(0, 60)}” is no e-mail address: it was left out. Write it as name@example.com.`,
    });
    return [];
  });
  const team = clean(
    texts('ORG').map(({ value }) =>
      partsOf(value, ';')
        .filter((part) => part !== '')
        .join(', '),
    )[0] ?? '',
  );
  const told = texts('FN')[0]?.text || clean(`${given} ${family}`);
  const name = told || (emails[0] ?? phones[0] ?? team);
  if (name === '') {
    problems.push({ line: begin, message: 'This card has no name, number or address: it was left out. Add FN.' });
    return null;
  }
  if (told === '') problems.push({ line: begin, message: `This card has no name: listed as ${name}. Add FN.` });
  const isBackup = texts('CATEGORIES').some(({ text }) => /\b(?:backup|secondary)\b/iu.test(text));
  const roles = [...texts('ROLE'), ...texts('TITLE')].flatMap(({ text }) =>
    rolesIn(text, isBackup ? 'backup' : 'primary'),
  );
  const chat =
    [...texts('X-SLACK'), ...texts('IMPP'), ...texts('X-SOCIALPROFILE')].find(({ text }) => text !== '')?.text ?? null;
  const read = new Set(['N', 'FN', 'TEL', 'EMAIL', 'ORG', 'ROLE', 'TITLE', 'TZ', 'X-SLACK', 'X-CONFIRMED', '']);
  const more = lines
    .filter((each) => !read.has(each.name) && !SKIPPED.test(each.name))
    .map((each) => ({
      label: labelOf(each.name),
      value: clean(
        partsOf(each.value, ';')
          .filter((part) => part !== '')
          .join(', '),
      ),
    }))
    .filter(({ value }) => value !== '' && value !== chat);
  for (const { name: unread, line, value } of lines) {
    if (unread === '')
      problems.push({ line, message: `“${clean(value).slice(0, 60)}” is no line of a vCard: it was left out.` });
  }
  return {
    name,
    roles: isGroup ? [] : roles.filter(({ role }, at) => roles.findIndex((other) => other.role === role) === at),
    phones,
    emails,
    chat,
    zone: zoneOf(texts('TZ')[0], problems),
    team: team || null,
    confirmedWallMs: dayOf(texts('X-CONFIRMED')[0]?.text ?? ''),
    more: more.slice(0, MORE_CAP),
    line: begin,
  };
}

/** `PREF=1`, or `TYPE=pref` as version 3 has it. */
function preferredFirst<Line extends ContentLine>(lines: readonly Line[]): readonly Line[] {
  const rank = ({ params }: ContentLine) =>
    Number(params.get('PREF') ?? (/\bpref\b/iu.test(params.get('TYPE') ?? '') ? 1 : 101)) || 101;
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

function zoneOf(
  told: { readonly text: string; readonly line: number } | undefined,
  problems: ImportProblem[],
): string | null {
  if (told === undefined || told.text === '') return null;
  if (isZone(told.text)) return told.text;
  problems.push({
    line: told.line,
    message: `The time zone “${told.text.slice(0, 60)}” is not known. Write it as Europe/Berlin.`,
  });
  return null;
}

/** `NICKNAME` to `Nickname`. */
function labelOf(name: string): string {
  const plain = name.replace(/^X-/u, '').replaceAll('-', ' ').toLowerCase();
  return clean(plain.charAt(0).toUpperCase() + plain.slice(1)).slice(0, 40) || 'Other';
}
