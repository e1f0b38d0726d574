import * as tls from 'node:tls';

/**
 * Authorities to trust: the runtime's own, the system's where the runtime can read them (Node 22.15 and later), and
 * `extra`. Undefined where that is no more than what the runtime does by itself.
 */
export function trusted(extra: string | null): readonly string[] | undefined {
  const system = tls.getCACertificates?.('system') ?? [];
  if (system.length === 0 && extra === null) return undefined;
  return [...new Set([...tls.rootCertificates, ...system, ...(extra === null ? [] : [extra])])];
}

const contexts = new Map<string | null, tls.SecureContext | undefined>();

/**
 * The same for connections, made once for each `extra` (PEM): reading 300 authorities takes the processor 12 ms, which
 * every look would pay. It holds no session, so every connection checks the certificate anew.
 */
export function trustContext(extra: string | null): tls.SecureContext | undefined {
  if (!contexts.has(extra)) {
    const authorities = trusted(extra);
    contexts.set(extra, authorities && tls.createSecureContext({ ca: [...authorities] }));
  }
  return contexts.get(extra);
}

/** The same with a certificate and key (PEM) of our own, which are never kept: they may be renewed. */
export function trustOptions(extra: string | null, cert: string | null, key: string | null): tls.ConnectionOptions {
  if (cert === null && key === null) return { secureContext: trustContext(extra) };
  const ca = trusted(extra);
  return {
    ...(ca === undefined ? {} : { ca: [...ca] }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
  };
}
