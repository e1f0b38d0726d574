const HIDDEN = '***';

/** User and password in a URL. */
const USERINFO = /([a-z][a-z0-9+.-]{0,19}:\/\/)[^\s/?#"<>]{0,300}@/gi;
/** The same where the password should have been encoded and was not; such schemes have no `@` in their path. */
const RAW_USERINFO = /((?:postgres(?:ql)?|rediss?|amqps?|mysql|mongodb|smtps?):\/\/)[^\s"<>]{0,300}@/gi;
/** `name=value`, `"name": "value"`, `Name: Bearer value`. */
const NAMED =
  /(\b[\w-]{0,40}(?:password|passwd|pwd|secret|token|api[-_]?key|dsn|credential|authorization|cookie)[\w-]{0,40}["']?\s{0,4}[:=]\s{0,4})(?:(?:bearer|basic)\s+)?("[^"]*"|'[^']*'|[^\s,;&"']+)/gi;
const SCHEMED = /\b(bearer|basic)\s+[A-Za-z0-9+/_.~=-]{8,}/gi;
const SLACK_WEBHOOK = /(hooks\.slack\.com\/services\/)[^\s"']+/gi;

/**
 * Text without what looks like a credential. Rather too much than too little.
 * Repetitions are bounded, so that time grows with the length of the text only.
 */
export function redact(text: string): string {
  return redactAddresses(text)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(SCHEMED, `$1 ${HIDDEN}`)
    .replace(SLACK_WEBHOOK, `$1${HIDDEN}`);
}

/** Text whose addresses carry no user and no password. */
export function redactAddresses(text: string): string {
  return text.replace(USERINFO, `$1${HIDDEN}@`).replace(RAW_USERINFO, `$1${HIDDEN}@`);
}
