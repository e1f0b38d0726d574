const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const WORDS: Readonly<Record<string, string>> = {
  'a quarter of an hour': '15 min',
  'half an hour': '30 min',
  'half hour': '30 min',
  'an hour': '1 h',
  'one hour': '1 h',
  'a minute': '1 min',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  ten: '10',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  'forty-five': '45',
  sixty: '60',
};
const WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'giu');

const AMOUNT =
  /(\d{1,6}(?:[.,]\d{1,3})?)\s?-?(?:\s?[-–]\s?\d{1,6})?\s?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![\p{L}\d])/iu;

/** The first length of time named in a text, in ms: `< 15 min`, `1 h 30 min`, `half an hour`; of a range its beginning. */
export function durationIn(text: string): number | null {
  const plain = text.slice(0, 2_000).replace(WORD, (word) => WORDS[word.toLowerCase()] ?? word);
  const first = AMOUNT.exec(plain);
  if (first === null) return null;
  const ms = amountMs(first);
  const rest = plain.slice(first.index + first[0].length);
  const second = /^\s*(?:and\s+)?(?=\d)/u.test(rest) ? AMOUNT.exec(rest.trimStart().replace(/^and\s+/iu, '')) : null;
  return second !== null && second.index === 0 && amountMs(second) < ms ? ms + amountMs(second) : ms;
}

function amountMs(match: RegExpExecArray): number {
  const amount = Number((match[1] ?? '').replace(',', '.'));
  switch ((match[2] ?? '').slice(0, 1).toLowerCase()) {
    case 's':
      return amount * 1_000;
    case 'm':
      return amount * MINUTE_MS;
    case 'h':
      return amount * HOUR_MS;
    default:
      return amount * 24 * HOUR_MS;
  }
}
