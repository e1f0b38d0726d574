import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, type KeyPair, makeCertificates } from '../faults/certificates.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { asPostgres } from '../servers/running.ts';
import { lookAt } from './postgres-look.ts';

let server: PostgresServer;
let certificates: Certificates;

beforeAll(async () => {
  certificates = makeCertificates();
  server = await startPostgres();
});
afterAll(() => server.remove());

async function serveWith(pair: KeyPair): Promise<void> {
  const [cert, key] = [join(server.folder, 'server.crt'), join(server.folder, 'server.key')];
  await asPostgres('rm', '-f', cert, key);
  await writeFile(cert, pair.cert);
  // Only root may hand a file over; the database refuses keys that others could read.
  await asPostgres('sh', '-c', `umask 077; cat > "$1" <<'END'\n${pair.key}\nEND`, '-', key);
  await server.stop();
  await server.start({ ssl: 'on', ssl_cert_file: cert, ssl_key_file: key });
}

async function outcome(query: string, ca: string | null = certificates.ca, user = 'sevlight') {
  const { reading } = await lookAt(server.url({ query, user }), { settings: { ca }, depth: 'cheap' });
  return reading.outcome === 'answered'
    ? `encrypted: ${reading.answer.encryption}`
    : `${reading.failure.kind}: ${reading.failure.message}`;
}

describe('a certificate of a private authority', () => {
  beforeAll(() => serveWith(certificates.good));

  it.each([
    ['', 'encrypted: unchecked'],
    ['?sslmode=prefer', 'encrypted: unchecked'],
    ['?sslmode=disable', 'encrypted: none'],
    ['?sslmode=require', 'encrypted: checked'],
    ['?sslmode=verify-ca', 'encrypted: checked'],
    ['?sslmode=verify-full', 'encrypted: checked'],
    ['?sslmode=no-verify', 'encrypted: unchecked'],
    ['?sslmode=something', 'encrypted: checked'],
  ])('%s', async (query, expected) => {
    expect(await outcome(query)).toBe(expected);
  });

  it('is not trusted without that authority, whatever mode asks for a check', async () => {
    for (const mode of ['require', 'verify-ca', 'verify-full', 'require&uselibpqcompat=false']) {
      expect(await outcome(`?sslmode=${mode}`, null)).toMatch(/^tls: .* Name the file of its authority/);
    }
    expect(await outcome('?sslmode=require&uselibpqcompat=true', null)).toBe('encrypted: unchecked');
  });

  it('is trusted by the file that the URL names, and told when that cannot be read', async () => {
    const ca = join(server.folder, 'ca.crt');
    await writeFile(ca, certificates.ca);
    expect(await outcome(`?sslmode=verify-full&sslrootcert=${ca}`, null)).toBe('encrypted: checked');
    expect(await outcome('?sslmode=verify-full&sslrootcert=/nowhere/ca.crt', null)).toMatch(/^missing: A certificate/);
  });

  it('says so in the facts', async () => {
    const { check } = await lookAt(server.url({ query: '?sslmode=verify-full' }), {
      settings: { ca: certificates.ca },
    });
    expect(check('database').facts?.[1]).toEqual({ label: 'Encrypted', value: 'yes, certificate checked' });
  });

  it('lets in an account that may only come encrypted', async () => {
    await server.sql("CREATE ROLE tls_only LOGIN PASSWORD 'canary-Pa55/word?#%41'");
    expect(await outcome('', null, 'tls_only')).toBe('encrypted: unchecked');
    expect(await outcome('?sslmode=disable', null, 'tls_only')).toMatch(/^credentials: .*pg_hba/);
  });
});

describe('a certificate that proves nothing', () => {
  it('made out to another name', async () => {
    await serveWith(certificates.wrongHost);
    expect(await outcome('?sslmode=require')).toBe(
      'tls: The database shows a certificate that is made out to another name.',
    );
    expect(await outcome('?sslmode=verify-ca&uselibpqcompat=true')).toBe('encrypted: checked');
    expect(await outcome('?sslmode=verify-ca&uselibpqcompat=true', null)).toMatch(/^tls: /);
  });

  it('expired', async () => {
    await serveWith(certificates.expired);
    expect(await outcome('?sslmode=require')).toBe('tls: The database shows a certificate that has expired.');
    expect(await outcome('?sslmode=no-verify')).toBe('encrypted: unchecked');
  });

  it('signed by itself', async () => {
    await serveWith(certificates.selfSigned);
    expect(await outcome('?sslmode=require')).toMatch(/^tls: The database shows a certificate that it signed itself\./);
  });
});

it('a server without encryption is refused where the URL asks for it', async () => {
  await server.stop();
  await server.start({ ssl: 'off' });
  expect(await outcome('?sslmode=require')).toMatch(/^tls: The database offers no encryption/);
  expect(await outcome('?sslmode=prefer')).toBe('encrypted: none');
});
