export type LinkCheck = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string };

const LONGEST = 2048;

/** Whether a link from a document may be handed to the system: https (http by setting), no credentials, no tricks. */
export function checkLink(text: string, allowHttp: boolean): LinkCheck {
  if (text.length > LONGEST) return refused(`The link is longer than ${LONGEST} characters`);
  if (hasControls(text)) return refused('The link contains control characters');
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
