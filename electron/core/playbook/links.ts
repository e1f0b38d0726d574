/** What may be followed, or why not. */
export type LinkVerdict =
  | { readonly kind: 'safe'; readonly href: string; readonly host: string }
  /** Inside the document, or beside it: nothing the app could open. */
  | { readonly kind: 'local' }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Only `http`, `https`, `mailto` and `tel` are followed. Blanks, control characters and backslashes are refused because
 * browsers read them otherwise than people do.
 */
export function judgeLink(address: string): LinkVerdict {
  const href = address.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(href)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return href.startsWith('//') ? { kind: 'refused', why: 'it names no scheme' } : { kind: 'local' };
  }
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(href))
    return { kind: 'refused', why: 'it contains characters that do not belong in an address' };
  if (scheme === 'mailto' || scheme === 'tel') {
    return { kind: 'safe', href, host: href.slice(scheme.length + 1).split('?')[0] ?? '' };
  }
  if (scheme !== 'http' && scheme !== 'https') return { kind: 'refused', why: `${scheme}: addresses are not opened` };
  const authority = /^https?:\/\/([^/?#]*)/iu.exec(href)?.[1] ?? '';
  if (authority.includes('@')) return { kind: 'refused', why: 'it carries credentials, or hides its real host' };
  if (!/^(?:[\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/iu.test(authority))
    return { kind: 'refused', why: 'it names no host' };
  return { kind: 'safe', href, host: authority.toLowerCase() };
}
