import { createHash } from 'node:crypto';
import type { MessageChannel, OutgoingMessage, SendOutcome } from '../core/messages/message.ts';
import type { Secret } from '../core/secret.ts';
import { httpsPost, type PostOutcome } from './https-post.ts';

export interface SentrySettings {
  readonly dsn: Secret;
  /** What is watched, in the team's word. */
  readonly environment: string;
  readonly ca: readonly string[] | undefined;
}

/** An event in the team's Sentry. Sentry keeps one event per id: an unclear attempt may be repeated. */
export function sentryChannel({ dsn, environment, ca }: SentrySettings): MessageChannel {
  return {
    kind: 'sentry',
    knowsIds: true,
    send: async (message, signal) => {
      const target = targetOf(dsn.reveal());
      if (target === null) {
        return { outcome: 'refused', reason: 'The DSN is none. Write https://KEY@HOST/PROJECT.' };
      }
      const headers = {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_client=sevlight/1, sentry_key=${target.key}`,
      };
      const body = envelope(message, environment);
      return outcomeOf(await httpsPost({ url: target.url, headers, body, whom: 'Sentry', signal, ca }));
    },
  };
}

/** `https://KEY@HOST/PATH/PROJECT` leads to `https://HOST/PATH/api/PROJECT/envelope/`. */
function targetOf(dsn: string): { readonly url: URL; readonly key: string } | null {
  if (!URL.canParse(dsn)) return null;
  const { protocol, host, username, pathname } = new URL(dsn);
  const parts = pathname.split('/').filter((part) => part !== '');
  const project = parts.pop();
  if (protocol !== 'https:' || username === '' || project === undefined) return null;
  const path = [...parts, 'api', project, 'envelope'].join('/');
  return { url: new URL(`https://${host}/${path}/`), key: decodeURIComponent(username) };
}

function envelope({ id, incidentId, template, subject, text }: OutgoingMessage, environment: string): string {
  const eventId = createHash('sha256').update(id).digest('hex').slice(0, 32);
  const event = {
    event_id: eventId,
    platform: 'other',
    level: template === 'resolution' ? 'info' : 'error',
    logger: 'sevlight',
    environment,
    message: { formatted: subject },
    // One issue per incident, whatever its messages say.
    fingerprint: ['sevlight', incidentId],
    tags: { incident: incidentId, message: template },
    extra: { text },
  };
  return [{ event_id: eventId }, { type: 'event' }, event].map((part) => JSON.stringify(part)).join('\n');
}

function outcomeOf(posted: PostOutcome): SendOutcome {
  if (posted.kind === 'unreachable') return { outcome: 'unreachable', reason: posted.reason, retryAfterMs: null };
  if (posted.kind === 'unclear') return { outcome: 'unclear', reason: posted.reason };
  const { status, retryAfterMs } = posted;
  if (status >= 200 && status < 300) return { outcome: 'sent', detail: '' };
  if (status === 429 || status >= 500) {
    return { outcome: 'unreachable', reason: `Sentry takes no event now (${status}).`, retryAfterMs };
  }
  return { outcome: 'refused', reason: `Sentry refuses it (${status}). Check the DSN.` };
}
