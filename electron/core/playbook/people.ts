import type { Inline, Person } from './model.ts';
import { plainText } from './words.ts';

const UNDECIDED =
  /^(?:tb[dac]|to be (?:decided|determined|defined|confirmed|announced|assigned|filled)|to ?do|n\/?a|none|nobody|unknown|vacant|unassigned|open|name|phone|\?+|[-–—.…_]+|x{2,}|<.*>|\{.*\}|\[.*\])$/iu;
const PHONE = /(?<![\w.])(?:\+|\(\+?)?\d[\d\s()./-]{4,24}\d(?![\w@])/u;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/u;

export const NOBODY: Person = { text: '', name: null, phone: null, email: null };

/** Whether a cell says that nothing has been decided yet, or says nothing. */
export function isUndecided(text: string): boolean {
  return text === '' || UNDECIDED.test(text.trim());
}

/** Who a cell names, with the number and address that stand in it or in columns of their own. */
export function readPerson(inline: readonly Inline[], phoneCell: string, emailCell: string): Person {
  const text = plainText(inline);
  const phone = phoneIn(phoneCell) ?? phoneIn(text);
  const email = (EMAIL.exec(emailCell) ?? EMAIL.exec(text))?.[0] ?? null;
  const name = text
    .replace(EMAIL, ' ')
    .replace(PHONE, ' ')
    .replace(/\b(?:phone|tel|mobile|cell|e-?mail)\b\.?:?/giu, ' ')
    .replace(/[()<>[\]|]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,;:·–—-]+|[\s,;:·–—-]+$/gu, '');
  return { text, name: isUndecided(name) || isUndecided(text) ? null : name, phone, email };
}

function phoneIn(text: string): string | null {
  const phone = PHONE.exec(text)?.[0].trim();
  if (phone === undefined || /^\d{4}-\d{2}-\d{2}/u.test(phone)) return null;
  const bare = phone.includes(')') ? phone : phone.replace('(', '');
  return bare.replace(/\D/gu, '').length >= 6 ? bare : null;
}
