import { isLoopback } from '../../core/connectivity/loopback.ts';
import type { Secret } from '../../core/secret.ts';

/**
 * How to be sure of whom we talk to.
 *
 * never: no encryption · offered: encrypted if the server offers it, its certificate unchecked ·
 * unchecked: encrypted, or not at all; certificate unchecked · authority: the certificate, but not the name in it ·
 * full: certificate and name
 */
export type Encrypting = 'never' | 'offered' | 'unchecked' | 'authority' | 'full';

/** DATABASE_URL, taken apart. Where it is shown, `shown` is. */
export interface PostgresAddress {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: () => string;
  readonly encrypting: Encrypting;
  /** Files that the URL names, as in libpq; null: none. */
  readonly files: { readonly ca: string | null; readonly certificate: string | null; readonly key: string | null };
  readonly loopback: boolean;
  readonly shown: string;
}

const DEFAULT_PORT = 5432;

/**
 * Takes a URL apart as libpq does: `postgres://user:password@host:port/database?sslmode=require`, where host, port,
 * user, password and dbname may also stand in the query. Throws a TypeError where the URL is none.
 *
 * sslmode is read as node-postgres does, and stricter than libpq: `require` checks the certificate, because one that
 * nobody checks protects from nobody. Only `no-verify`, or `uselibpqcompat=true` in the URL, leave that out, and then
 * it is shown. Without sslmode (and with `allow` or `prefer`) encryption is taken where it is offered.
 */
export function postgresAddress(secret: Secret): PostgresAddress {
  const url = new URL(secret.reveal());
  const { searchParams: query } = url;
  const host = query.get('host') ?? (decoded(url.hostname).replace(/^\[|\]$/g, '') || 'localhost');
  const port = Number(query.get('port') ?? url.port) || DEFAULT_PORT;
  const user = query.get('user') ?? decoded(url.username);
  const database = query.get('dbname') ?? (decoded(url.pathname.slice(1)) || user);
  const socket = host.startsWith('/');
  return {
    host,
    port,
    user,
    database,
    password: () => new URL(secret.reveal()).searchParams.get('password') ?? decoded(new URL(secret.reveal()).password),
    encrypting: socket ? 'never' : encryptingOf(query),
    files: { ca: query.get('sslrootcert'), certificate: query.get('sslcert'), key: query.get('sslkey') },
    loopback: socket || isLoopback(host),
    shown: `postgresql://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
  };
}

function encryptingOf(query: URLSearchParams): Encrypting {
  const compatible = query.get('uselibpqcompat') === 'true';
  switch (query.get('sslmode')) {
    case null:
    case 'allow':
    case 'prefer':
      return 'offered';
    case 'disable':
      return 'never';
    case 'no-verify':
      return 'unchecked';
    case 'require':
      return compatible && !query.has('sslrootcert') ? 'unchecked' : compatible ? 'authority' : 'full';
    case 'verify-ca':
      return compatible ? 'authority' : 'full';
    default:
      return 'full';
  }
}

/** A user may have typed a bare % into the address. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
