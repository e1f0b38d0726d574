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
