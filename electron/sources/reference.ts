import type { Reference } from '../core/configured-source.ts';
import { SECOND_MS } from '../core/time.ts';
import { shownAddress } from './address.ts';
import { httpGet } from './http.ts';
import { trusted } from './trust.ts';

const DEADLINE_MS = 5 * SECOND_MS;
const CONNECT_MS = 3 * SECOND_MS;
const MAXIMUM_BYTES = 64 * 1024;

/**
 * Somebody else on the internet. Any answer proves the way there; over https it is proven by the certificate, so that
 * a sign-in page cannot pose as the internet.
 */
export function httpReference(url: URL): Reference {
  const ca = url.protocol === 'https:' ? trusted(null) : undefined;
  return {
    address: shownAddress(url),
    answers: async (signal) => {
      const reading = await httpGet({
        url,
        whom: 'The reference',
        signal,
        deadlineMs: DEADLINE_MS,
        connectMs: CONNECT_MS,
        headersMs: DEADLINE_MS,
        maximumBytes: MAXIMUM_BYTES,
        maximumRedirects: 0,
        ca,
      });
      if (reading.outcome === 'answered') return true;
      return url.protocol === 'https:' && ['redirect', 'too-large', 'malformed'].includes(reading.failure.kind);
    },
  };
}
