import { type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Readable, Transform } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Failure, Reading } from '../core/source.ts';
import { failureOf } from './failures.ts';

export interface HttpAsk {
  /** May carry a user and a password: they are sent to this origin only, and are part of no message. */
  readonly url: URL;
  /** Begins the sentences about failures: `The health endpoint`. */
  readonly whom: string;
  readonly signal: AbortSignal;
  /** To the end of the body, in ms. */
  readonly deadlineMs: number;
  readonly connectMs: number;
  /** From the connection to the end of the headers, in ms. */
  readonly headersMs: number;
  /** Of the body, both as sent and decompressed. */
  readonly maximumBytes: number;
  readonly maximumRedirects: number;
  /** The authorities to trust; undefined: the runtime's own. */
  readonly trust: SecureContext | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly ageSeconds: number;
  readonly body: string;
}

/** Carries a Failure through code that can only throw. */
class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * One GET, bounded in every direction. Never rejects; when it settles, its socket is destroyed and its timers are
 * cleared. One controller rules from the name look-up to the last byte of the body, redirects included.
 */
export async function httpGet(ask: HttpAsk): Promise<Reading<HttpAnswer>> {
  const started = performance.now();
  const controller = new AbortController();
  const fail = (failure: Failure) => controller.abort(new Refusal(failure));
  const cancel = () => fail({ kind: 'cancelled', message: 'The look was given up.' });
  const late = () => fail(timeout(ask, `gave no whole answer within ${ask.deadlineMs / 1000} s`));
  const deadline = setTimeout(late, ask.deadlineMs);
  ask.signal.addEventListener('abort', cancel, { once: true });
  if (ask.signal.aborted) cancel();
  try {
    const answer = await follow(ask, controller, fail);
    return { outcome: 'answered', answer, latencyMs: performance.now() - started };
  } catch (error) {
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
    const failure = reason instanceof Refusal ? reason.failure : failureOf(reason, ask.whom);
    return { outcome: 'failed', failure, latencyMs: performance.now() - started };
  } finally {
    clearTimeout(deadline);
    ask.signal.removeEventListener('abort', cancel);
    controller.abort();
  }
}

type Fail = (failure: Failure) => void;

async function follow(ask: HttpAsk, controller: AbortController, fail: Fail): Promise<HttpAnswer> {
  let url = ask.url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(url, ask, controller.signal, fail);
    const location = isRedirect(response.statusCode) ? response.headers.location : undefined;
    if (location === undefined) return await receive(response, ask);
    response.destroy();
    if (redirects === ask.maximumRedirects) {
      throw redirected(ask, `redirects more than ${ask.maximumRedirects} times`);
    }
    url = redirectTarget(url, location, ask);
  }
}

function send(url: URL, ask: HttpAsk, signal: AbortSignal, fail: Fail): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const request = (secure ? requestHttps : requestHttp)({
      protocol: url.protocol,
      hostname: host,
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br',
        'cache-control': 'no-cache',
        'user-agent': 'Sevlight',
        ...authorization(ask.url),
      },
      // A connection of its own for every look: none is kept that sleep or another network could have broken.
      agent: secure && ask.trust !== undefined ? new Agent({ secureContext: ask.trust }) : false,
      signal,
    });
    let isSought = isIP(host) === 0;
    let timer = setTimeout(() => fail(notLetIn(ask, isSought)), ask.connectMs);
    request.once('socket', (socket) => {
      socket.once('lookup', () => {
        isSought = false;
      });
      socket.once('connect', () => {
        clearTimeout(timer);
        timer = setTimeout(
          () => fail(timeout(ask, `accepts the connection and stays silent for ${ask.headersMs / 1000} s`)),
          ask.headersMs,
        );
      });
    });
    request.once('close', () => clearTimeout(timer));
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    // Stays for the request's whole life: a late error of a destroyed request must not become an uncaught one.
    request.on('error', reject);
    request.end();
  });
}

async function receive(response: IncomingMessage, ask: HttpAsk): Promise<HttpAnswer> {
  const status = response.statusCode ?? 0;
  const body = decompressed(response, ask, status);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > ask.maximumBytes) throw tooLarge(ask, status);
      chunks.push(chunk);
    }
  } catch (error) {
    throw isUnpacking(error) ? unreadable(ask, status) : error;
  } finally {
    body.destroy();
    response.destroy();
  }
  return {
    status,
    contentType: response.headers['content-type'] ?? '',
    ageSeconds: Number(response.headers.age) || 0,
    body: new TextDecoder().decode(Buffer.concat(chunks)),
  };
}

function decompressed(response: IncomingMessage, ask: HttpAsk, status: number): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return response;
  const unpack = UNPACKERS[encoding]?.();
  if (unpack === undefined) throw unreadable(ask, status);
  // What unpacks to nothing, for ever, is counted as it comes in.
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ask.maximumBytes) response.destroy(tooLarge(ask, status));
  });
  // Unlike pipe alone, this tells the far end when the near end breaks off.
  response.once('error', (error) => unpack.destroy(error));
  return response.pipe(unpack);
}

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** zlib's own errors: Z_DATA_ERROR, ERR_BROTLI_DECODER_..., ERR__ERROR_FORMAT_... */
function isUnpacking(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return typeof error.code === 'string' && /^(Z_|ERR_BROTLI|ERR__)/.test(error.code);
}

function unreadable({ whom }: HttpAsk, status: number): Refusal {
  return new Refusal({
    kind: 'malformed',
    message: `${whom} answers something that cannot be unpacked.`,
    code: String(status),
  });
}

function tooLarge({ whom, maximumBytes }: HttpAsk, status: number): Refusal {
  const message = `${whom} answers with more than ${maximumBytes / 1024} KiB.`;
  return new Refusal({ kind: 'too-large', message, code: String(status) });
}

function isRedirect(status: number | undefined): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function redirectTarget(from: URL, location: string, ask: HttpAsk): URL {
  if (!URL.canParse(location, from.href)) throw redirected(ask, 'redirects to an address that is none');
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw redirected(ask, 'redirects from https to http, which would show the request to everybody');
  }
  if (to.origin !== from.origin) throw redirected(ask, `redirects to somebody else: ${to.origin}`);
  return to;
}

function redirected({ whom }: HttpAsk, what: string): Refusal {
  return new Refusal({ kind: 'redirect', message: `${whom} ${what}.` });
}

function notLetIn(ask: HttpAsk, isSought: boolean): Failure {
  const within = `within ${ask.connectMs / 1000} s`;
  if (isSought) return { ...timeout(ask, `has a name that could not be looked up ${within}`), kind: 'dns' };
  return timeout(ask, `does not accept a connection ${within}`);
}

function timeout({ whom }: HttpAsk, what: string): Failure {
  return { kind: 'timeout', message: `${whom} ${what}.`, code: 'ETIMEDOUT' };
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
