export type LinkCheck = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string };

const LONGEST = 2048;

/** One number as E.164 has it, perhaps with an extension: no star or hash codes, which would steer the telephone. */
const TELEPHONE = /^tel:\+?\d{3,15}(?:;ext=\d{1,6})?$/;
/** One address and nothing else: no subject, no copies, no attachment, nothing encoded. */
const MAIL = /^mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$/;

/**
 * Whether a link may be handed to the system: https (http by setting) without credentials, one telephone number, one
 * e-mail address; no tricks.
 */
export function checkLink(text: string, allowHttp: boolean): LinkCheck {
  if (text.length > LONGEST) return refused(`The link is longer than ${LONGEST} characters`);
  if (hasControls(text)) return refused('The link contains control characters');
  if (/^tel:/i.test(text)) {
    return TELEPHONE.test(text) ? { ok: true, url: text } : refused('This is not one plain telephone number');
  }
  if (/^mailto:/i.test(text)) {
    return MAIL.test(text) ? { ok: true, url: text } : refused('This is not one plain e-mail address');
  }
  if (!URL.canParse(text)) return refused('This is not a complete link');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    return refused(`Only https links are opened, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') return refused('The link contains a user name or password');
  return { ok: true, url: url.href };
}

/**
 * The incident that a `sevlight://incident/ID` link names; null for anything else.
 * Any page and any program can make such a link, so it can only ever show an incident.
 */
export function parseDeepLink(text: string): { readonly incidentId: string } | null {
  const [, incidentId] = /^sevlight:\/\/incident\/([A-Za-z0-9_-]{1,64})\/?$/.exec(text) ?? [];
  return incidentId === undefined ? null : { incidentId };
}

/** The first deep link among a command line's arguments. */
export function deepLinkIn(argv: readonly string[]): { readonly incidentId: string } | null {
  return argv.map(parseDeepLink).find((link) => link !== null) ?? null;
}

function refused(reason: string): LinkCheck {
  return { ok: false, reason };
}

/** C0, DEL, C1, and the marks that reverse what a person reads. */
function hasControls(text: string): boolean {
  return /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
}
