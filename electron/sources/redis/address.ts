import { isLoopback } from '../../core/connectivity/loopback.ts';
import type { Secret } from '../../core/secret.ts';

/** REDIS_URL or CELERY_BROKER_URL, taken apart. Where it is shown, `shown` is. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  /** Empty: the default user. */
  readonly user: string;
  /** Empty: none is sent. */
  readonly password: () => string;
  /** unchecked: encrypted, and nobody looks at the certificate. */
  readonly encryption: 'none' | 'unchecked' | 'checked';
  /** Files that the URL names, as redis-py does; null: none. */
  readonly files: { readonly ca: string | null; readonly certificate: string | null; readonly key: string | null };
  readonly loopback: boolean;
  readonly shown: string;
}

const DEFAULT_PORT = 6379;

/**
 * Takes a URL apart as redis-py and kombu do: `rediss://user:password@host:port/database?ssl_cert_reqs=CERT_NONE`,
 * where user, password and db may also stand in the query. Throws a TypeError where the URL is none.
 */
export function redisAddress(secret: Secret): RedisAddress {
  const url = new URL(secret.reveal());
  const { searchParams: query } = url;
  const host = decoded(url.hostname).replace(/^\[|\]$/g, '') || 'localhost';
  const port = Number(url.port) || DEFAULT_PORT;
  const database = Number(query.get('db') ?? query.get('virtual_host') ?? url.pathname.slice(1)) || 0;
  return {
    host,
    port,
    database,
    user: query.get('username') ?? decoded(url.username),
    password: () => passwordOf(secret),
    encryption: url.protocol === 'rediss:' ? checking(query.get('ssl_cert_reqs')) : 'none',
    files: { ca: query.get('ssl_ca_certs'), certificate: query.get('ssl_certfile'), key: query.get('ssl_keyfile') },
    loopback: isLoopback(host),
    shown: `${url.protocol}//${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
  };
}

/** Whether both are the same server, whatever the database; told by the address, as two names may be. */
export function isSameServer(a: RedisAddress, b: RedisAddress): boolean {
  return a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port;
}

function passwordOf(secret: Secret): string {
  const url = new URL(secret.reveal());
  return url.searchParams.get('password') ?? decoded(url.password);
}

function checking(written: string | null): 'unchecked' | 'checked' {
  return /^(cert_)?none$/i.test(written ?? '') ? 'unchecked' : 'checked';
}

/** A user may have typed a bare % into the address. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
