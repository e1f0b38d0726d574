/** Codes of Node's sockets, resolver and TLS, in plain words. An error's own message may repeat an address. */
const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'cut the connection off',
  EPIPE: 'cut the connection off',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ENETDOWN: 'cannot be reached: the network is down',
  ENOTFOUND: 'has a name that does not resolve',
  EAI_AGAIN: 'has a name that could not be looked up',
  CERT_HAS_EXPIRED: 'shows a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a certificate that it signed itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate of an authority that this computer does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'shows a certificate of an authority that this computer does not trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'shows a certificate that is made out to another name',
};

/** `Slack refuses connections.` */
export function failureWords(error: unknown, whom: string): string {
  const code = codeOf(error);
  const known = code === null ? undefined : CODES[code];
  return `${whom} ${known ?? (code === null ? 'could not be reached' : `could not be reached (${code})`)}.`;
}

/** nodemailer keeps the socket's code as `originalCode`; a host with several addresses fails once for each. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('originalCode' in error && typeof error.originalCode === 'string') return error.originalCode;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return null;
}
