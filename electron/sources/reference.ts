import type { Reference } from '../core/configured-source.ts';
import type { ReferenceAnswer } from '../core/connectivity/failure-to-look.ts';
import type { Reading } from '../core/source.ts';
import { SECOND_MS } from '../core/time.ts';
import { shownAddress } from './address.ts';
import { type HttpAnswer, httpGet } from './http.ts';
import { trustContext } from './trust.ts';

const DEADLINE_MS = 5 * SECOND_MS;
const CONNECT_MS = 3 * SECOND_MS;
const MAXIMUM_BYTES = 64 * 1024;

/** Somebody else on the internet. `ca`: authorities to trust (PEM) beside the system's. */
export function httpReference(url: URL, ca: string | null = null): Reference {
  const secure = url.protocol === 'https:';
  const trust = secure ? trustContext(ca) : undefined;
  return {
    address: shownAddress(url),
    ask: async (signal) => {
      const reading = await httpGet({
        url,
        whom: 'The reference',
        signal,
        deadlineMs: DEADLINE_MS,
        connectMs: CONNECT_MS,
        headersMs: DEADLINE_MS,
        maximumBytes: MAXIMUM_BYTES,
        maximumRedirects: 0,
        trust,
      });
      return secure ? overHttps(reading) : overHttp(reading);
    },
  };
}

/** The certificate proves who answers, so any answer proves the way there; a certificate that is wrong, who does not. */
function overHttps(reading: Reading<HttpAnswer>): ReferenceAnswer {
  if (reading.outcome === 'answered') return 'answered';
  switch (reading.failure.kind) {
    case 'redirect':
    case 'too-large':
    case 'malformed':
      return 'answered';
    case 'tls':
      return 'captive';
    case 'dns':
      return 'unnamed';
    default:
      return 'silent';
  }
}

/** Anybody on the way can answer, and a sign-in page does: with a redirect, with a page, or by refusing. */
function overHttp(reading: Reading<HttpAnswer>): ReferenceAnswer {
  if (reading.outcome === 'failed') {
    const { kind } = reading.failure;
    return kind === 'redirect' ? 'captive' : kind === 'dns' ? 'unnamed' : 'silent';
  }
  const { status, contentType, body } = reading.answer;
  const isPage = /html/i.test(contentType) || /^\s*</.test(body);
  return status >= 200 && status < 300 && !isPage ? 'answered' : 'captive';
}
