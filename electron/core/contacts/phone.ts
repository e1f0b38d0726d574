/**
 * The number in the shape that a `tel:` link wants: `+4930901820;ext=12`. Null where the text is none: fewer than 3 or
 * more than 15 digits (E.164), letters, more than one number.
 */
export function telNumber(text: string): string | null {
  const [, main = '', extension] = /^(.*?)(?:\s*(?:;?\s*ext\.?\s*=?|x|#)\s*(\d{1,6}))?$/iu.exec(text.trim()) ?? [];
  // (0) is left out when the country's code is dialled.
  const written = main
    .replace(/^(?:tel|phone|mobile|cell)\s*[.:]\s*/iu, '')
    .replace(/^((?:\+|00)[\d\s-]+)\(0\)/u, '$1');
  if (!/^(?:\+|00)?[\d\s()./\u2010-\u2015-]+$/u.test(written)) return null;
  const digits = written.replace(/\D/gu, '');
  const international = written.startsWith('+') || written.startsWith('00');
  const number = international ? `+${digits.replace(/^0+/u, '')}` : digits;
  const length = number.replace('+', '').length;
  if (length < 3 || length > 15) return null;
  return extension === undefined ? number : `${number};ext=${extension}`;
}
