import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Secret } from '../core/secret.ts';
import { failureWords } from './failure-words.ts';

export interface HeartbeatParts {
  /** All of it is secret: whoever has the address can send in our place. */
  readonly url: Secret;
  readonly intervalMs: number;
  /** Whether anything is really seen at this moment. */
  readonly isWatching: () => boolean;
  /** The problem has come, changed or gone. */
  readonly onChange: () => void;
  /** Trusted authorities (PEM) instead of the runtime's own. */
  readonly ca: readonly string[] | undefined;
}

/** Tells somebody else, at an interval, that this computer still watches, so that its silence can be noticed. */
export interface Heartbeat {
  /** Why the newest one did not arrive; null when it did. */
  problem(): string | null;
  close(): void;
}

const TIMEOUT_MS = 10_000;
/** How often it is asked whether one is due, ms: so it resumes soon after sight came back. */
const CHECK_MS = 5000;
const WHOM = 'The server of the heartbeat';

/**
 * Begins at once. Nothing but the request itself is sent: no state, no name, no body. While nothing is seen none is
 * sent; a failure is kept as the problem, and the next one is tried when it is due.
 */
export function startHeartbeat({ url, intervalMs, isWatching, onChange, ca }: HeartbeatParts): Heartbeat {
  const closing = new AbortController();
  let problem: string | null = null;
  let sentAtMs = Number.NEGATIVE_INFINITY;
  let isSending = false;

  async function check(): Promise<void> {
    if (isSending || !isWatching() || performance.now() - sentAtMs < intervalMs) return;
    isSending = true;
    sentAtMs = performance.now();
    const next = await send(new URL(url.reveal()), ca, closing.signal);
    isSending = false;
    if (closing.signal.aborted || next === problem) return;
    problem = next;
    onChange();
  }

  const timer = setInterval(() => void check(), Math.min(CHECK_MS, intervalMs));
  void check();
  return {
    problem: () => problem,
    close: () => {
      clearInterval(timer);
      closing.abort();
    },
  };
}

/** One GET; answers why it failed. Its socket is gone when this settles, and the answer's body is not read. */
function send(url: URL, ca: readonly string[] | undefined, signal: AbortSignal): Promise<string | null> {
  return new Promise((settle) => {
    const secure = url.protocol === 'https:';
    const options: RequestOptions = {
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { 'user-agent': 'Sevlight', ...authorization(url) },
      agent: false,
    };
    const asking = secure
      ? requestHttps({ ...options, ...(ca === undefined ? {} : { ca: [...ca] }) })
      : requestHttp(options);
    const late = setTimeout(() => end(`${WHOM} does not answer within ${TIMEOUT_MS / 1000} s.`), TIMEOUT_MS);
    const abort = () => end(null);
    signal.addEventListener('abort', abort, { once: true });

    function end(reason: string | null): void {
      clearTimeout(late);
      signal.removeEventListener('abort', abort);
      asking.destroy();
      settle(reason);
    }

    // Stays for the request's whole life: a late error of a destroyed request must not become an uncaught one.
    asking.on('error', (error) => end(failureWords(error, WHOM)));
    asking.once('response', ({ statusCode = 0 }) => {
      end(statusCode >= 200 && statusCode < 300 ? null : `${WHOM} answers HTTP ${statusCode}.`);
    });
    asking.end();
  });
}

function authorization({ username, password }: URL): { authorization?: string } {
  if (username === '' && password === '') return {};
  const pair = `${decode(username)}:${decode(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** A user may have typed a bare % into the address. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
