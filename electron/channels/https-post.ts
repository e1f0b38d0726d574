import { request } from 'node:https';
import { failureWords } from './failure-words.ts';

export interface HttpsPost {
  /** Its path may be a secret: it is part of no message. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Begins the sentences about failures: `Slack`. */
  readonly whom: string;
  readonly signal: AbortSignal;
  /** Trusted authorities (PEM) instead of the runtime's own. */
  readonly ca: readonly string[] | undefined;
}

/** unreachable: the body was certainly not sent · unclear: it was on its way, and no answer came. */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

/** To the end of the handshake, and from there to the end of the answer, ms. */
const TIMEOUT_MS = 10_000;
const MAXIMUM_BYTES = 4096;

/**
 * One POST. Never rejects; when it settles, its socket is destroyed. Nothing of it is written before the server has
 * proven who it is, so that a failure up to there is known to have sent nothing. Redirects are not followed.
 */
export function httpsPost({ url, headers, body, whom, signal, ca }: HttpsPost): Promise<PostOutcome> {
  return new Promise((settle) => {
    let isWritten = false;
    const posting = request({
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Sevlight' },
      agent: false,
      ...(ca === undefined ? {} : { ca: [...ca] }),
    });
    const late = () => fail(`${whom} does not answer within ${TIMEOUT_MS / 1000} s.`);
    let timer = setTimeout(late, TIMEOUT_MS);
    const abort = () => fail('It was given up here.');
    signal.addEventListener('abort', abort, { once: true });

    function end(outcome: PostOutcome): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      posting.destroy();
      settle(outcome);
    }
    function fail(reason: string): void {
      end({ kind: isWritten ? 'unclear' : 'unreachable', reason });
    }

    posting.on('error', (error) => fail(failureWords(error, whom)));
    posting.once('socket', (socket) => {
      socket.once('secureConnect', () => {
        clearTimeout(timer);
        timer = setTimeout(late, TIMEOUT_MS);
        isWritten = true;
        posting.end(body);
      });
    });
    posting.once('response', (response) => {
      const chunks: Buffer[] = [];
      const answered = () => {
        const retryAfter = Number(response.headers['retry-after']);
        end({
          kind: 'answered',
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8', 0, MAXIMUM_BYTES),
          retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : null,
        });
      };
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > MAXIMUM_BYTES) answered();
      });
      // The status is the answer: what comes after it, or does not, changes nothing.
      response.once('end', answered);
      response.once('error', answered);
    });
    if (signal.aborted) abort();
  });
}
