// Repetitions are bounded, so that time grows with the length of the text only.
const EMAIL = /(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu;
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/gu;
const IPV6 =
  /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:)+:(?:[0-9a-f]{1,4}:?)*/giu;
const PHONE = /(?<![\w+])\+\d[\d ()/-]{6,}\d/gu;

/** The text without e-mail addresses, network addresses and phone numbers: a user's id is enough to find them. */
export function withoutPeople(text: string): string {
  return text
    .replace(EMAIL, '[e-mail]')
    .replace(PHONE, '[phone number]')
    .replace(IPV4, '[address]')
    .replace(IPV6, '[address]');
}

/** E-mail addresses, network addresses and phone numbers in the text, each once. */
export function peopleIn(text: string): readonly string[] {
  return [...new Set([EMAIL, PHONE, IPV4, IPV6].flatMap((pattern) => text.match(pattern) ?? []))];
}
