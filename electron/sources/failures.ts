import type { Failure, FailureKind } from '../core/source.ts';

/** Codes of Node's sockets, resolver and TLS, and what they say in plain words about `whom`. */
const CODES: Readonly<Record<string, readonly [FailureKind, string]>> = {
  ECONNREFUSED: ['refused', 'refuses connections: nothing listens there'],
  ECONNRESET: ['reset', 'cut the connection off'],
  EPIPE: ['reset', 'cut the connection off'],
  ECONNABORTED: ['reset', 'cut the connection off'],
  HPE_INVALID_CONSTANT: ['protocol', 'does not speak HTTP'],
  ETIMEDOUT: ['timeout', 'does not answer'],
  EHOSTUNREACH: ['unreachable', 'cannot be reached: there is no route to it'],
  ENETUNREACH: ['unreachable', 'cannot be reached: there is no route to it'],
  EHOSTDOWN: ['unreachable', 'cannot be reached: its host is down'],
  ENETDOWN: ['unreachable', 'cannot be reached: the network is down'],
  EADDRNOTAVAIL: ['unreachable', 'cannot be reached: this computer has no address for it'],
  ENOTFOUND: ['dns', 'has a name that does not resolve'],
  EAI_AGAIN: ['dns', 'has a name that could not be looked up'],
  EAI_FAIL: ['dns', 'has a name that could not be looked up'],
  EAI_NODATA: ['dns', 'has a name without an address'],
  EAI_NONAME: ['dns', 'has a name that does not resolve'],
  CERT_HAS_EXPIRED: ['tls', 'shows a certificate that has expired'],
  CERT_NOT_YET_VALID: ['tls', 'shows a certificate that is not valid yet'],
  CERT_REVOKED: ['tls', 'shows a certificate that was revoked'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', 'shows a certificate that it signed itself'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls', 'shows a certificate of an authority that this computer does not trust'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls', 'shows a certificate that cannot be verified'],
  UNABLE_TO_GET_ISSUER_CERT: ['tls', 'shows a certificate of an unknown authority'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls', 'shows a certificate of an unknown authority'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'shows a certificate that is made out to another name'],
  EPROTO: ['tls', 'does not agree on encryption'],
};

/** Whether an error is the certificate's or the handshake's, whatever its exact code. */
const TLS_CODE = /^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

/**
 * What a transport error means. `whom` begins the sentence: `The health endpoint`. The error's own message is never
 * used, because it may repeat an address with its credentials.
 */
export function failureOf(error: unknown, whom: string): Failure {
  const code = codeOf(error);
  if (code === null) return { kind: 'protocol', message: `${whom} gave an answer that could not be read.` };
  const known = CODES[code];
  if (known !== undefined) return { kind: known[0], message: `${whom} ${known[1]}.`, code };
  if (TLS_CODE.test(code)) return { kind: 'tls', message: `${whom} does not agree on encryption.`, code };
  if (code.startsWith('HPE_')) return { kind: 'protocol', message: `${whom} breaks the rules of HTTP.`, code };
  if (code.startsWith('Z_') || code.startsWith('ERR_')) {
    return { kind: 'malformed', message: `${whom} gave an answer that could not be read.`, code };
  }
  return { kind: 'unreachable', message: `${whom} could not be asked (${code}).`, code };
}

/** A host with several addresses fails once for each of them: the first one's reason counts. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return null;
}
