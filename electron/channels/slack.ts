import type { MessageChannel, SendOutcome } from '../core/messages/message.ts';
import type { Secret } from '../core/secret.ts';
import { httpsPost, type PostOutcome } from './https-post.ts';

export interface SlackSettings {
  /** Whoever knows it can write there. */
  readonly webhook: Secret;
  readonly ca: readonly string[] | undefined;
}

/** The team's incoming webhook. It knows no ids: what may have arrived is not sent again by itself. */
export function slackChannel({ webhook, ca }: SlackSettings): MessageChannel {
  return {
    kind: 'slack',
    knowsIds: false,
    send: async ({ text }, signal) => {
      const url = new URL(webhook.reveal());
      if (url.protocol !== 'https:') return { outcome: 'refused', reason: 'The webhook must begin with https://.' };
      const body = JSON.stringify({ text: escaped(text), unfurl_links: false });
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      return outcomeOf(await httpsPost({ url, headers, body, whom: 'Slack', signal, ca }));
    },
  };
}

/** Slack's three control characters: no fact and no document can call `<!channel>`. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function outcomeOf(posted: PostOutcome): SendOutcome {
  if (posted.kind === 'unreachable') return { outcome: 'unreachable', reason: posted.reason, retryAfterMs: null };
  if (posted.kind === 'unclear') return { outcome: 'unclear', reason: posted.reason };
  const { status, body, retryAfterMs } = posted;
  if (status >= 200 && status < 300) return { outcome: 'sent', detail: '' };
  const said = /^[a-z_]{1,60}$/.test(body.trim()) ? `${status} ${body.trim()}` : String(status);
  if (status === 429 || status === 503) {
    return { outcome: 'unreachable', reason: `Slack takes no message now (${said}).`, retryAfterMs };
  }
  if (status >= 500) return { outcome: 'unclear', reason: `Slack failed while taking it (${said}).` };
  return { outcome: 'refused', reason: `Slack refuses it (${said}). Check the webhook.` };
}
