const HIDDEN = '***';

/** Text without what looks like a credential: in URLs, in `name=value`, in JSON, in HTTP headers. Idempotent. */
export function redact(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi, `$1${HIDDEN}@`)
    .replace(
      /(\b[\w-]*(?:password|passwd|pwd|secret|token|api[-_]?key|dsn|credential|authorization|cookie)[\w-]*["']?\s*[:=]\s*)(?:(?:bearer|basic)\s+)?("[^"]*"|'[^']*'|[^\s,;&"']+)/gi,
      `$1${HIDDEN}`,
    )
    .replace(/\b(bearer|basic)\s+[A-Za-z0-9+/_.~=-]{8,}/gi, `$1 ${HIDDEN}`)
    .replace(/(hooks\.slack\.com\/services\/)[^\s"']+/gi, `$1${HIDDEN}`);
}
