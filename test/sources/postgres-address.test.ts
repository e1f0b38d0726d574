import { describe, expect, it } from 'vitest';
import { Secret } from '../../electron/core/secret.ts';
import { postgresAddress } from '../../electron/sources/postgres/address.ts';
import { databaseFailure } from '../../electron/sources/postgres/failures.ts';

function parts(url: string) {
  const { host, port, user, database, password, encrypting, loopback, shown } = postgresAddress(new Secret(url));
  return { host, port, user, database, password: password(), encrypting, loopback, shown };
}

describe('DATABASE_URL', () => {
  it('in full', () => {
    expect(parts('postgresql://ana:p%40ss%2F%25@db.example.com:6543/app?sslmode=verify-full')).toEqual({
      host: 'db.example.com',
      port: 6543,
      user: 'ana',
      database: 'app',
      password: 'p@ss/%',
      encrypting: 'full',
      loopback: false,
      shown: 'postgresql://db.example.com:6543/app',
    });
  });

  it('with next to nothing', () => {
    expect(parts('postgres://ana@db')).toMatchObject({
      port: 5432,
      database: 'ana',
      password: '',
      encrypting: 'offered',
    });
  });

  it.each([
    ['postgres://[::1]/app', '::1', true, 'postgresql://[::1]:5432/app'],
    ['postgres://127.0.0.1/app', '127.0.0.1', true, 'postgresql://127.0.0.1:5432/app'],
    [
      'postgres:///app?host=/var/run/postgresql&port=5433',
      '/var/run/postgresql',
      true,
      'postgresql:///var/run/postgresql:5433/app',
    ],
    ['postgres://u@%2Fvar%2Frun/app', '/var/run', true, 'postgresql:///var/run:5432/app'],
    ['postgres:///?host=db&dbname=app', 'db', false, 'postgresql://db:5432/app'],
  ])('%s', (url, host, loopback, shown) => {
    expect(parts(url)).toMatchObject({ host, loopback, shown });
  });

  it('with the password where libpq takes it too, or written carelessly', () => {
    expect(parts('postgres://db/app?user=ana&password=secret')).toMatchObject({ user: 'ana', password: 'secret' });
    expect(parts('postgres://ana:100%@db/app')).toMatchObject({ password: '100%' });
  });

  it('never shows, prints or keeps the password as a property', () => {
    const address = postgresAddress(new Secret('postgres://u:canary-1@db/app?password=canary-2&sslkey=/k'));
    expect(JSON.stringify(address) + Object.values(address).map(String).join()).not.toContain('canary');
  });
});

describe('what the server says', () => {
  const refusal = (code: string, message = 'Worte des Servers über canary') =>
    databaseFailure(Object.assign(new Error(message), { code, severity: 'FATAL' }));

  it.each([
    ['53300', 'exhausted'],
    ['53200', 'exhausted'],
    ['57P03', 'starting'],
    ['57P01', 'starting'],
    ['XX000', 'starting'],
    ['58030', 'starting'],
    ['28P01', 'credentials'],
    ['28000', 'credentials'],
    ['3D000', 'missing'],
    ['42P01', 'missing'],
    ['42501', 'grant'],
    ['08P01', 'protocol'],
    ['08004', 'protocol'],
    ['57014', 'timeout'],
    ['0A000', 'protocol'],
  ])('%s is %s, in our own words', (code, kind) => {
    const failure = refusal(code);
    expect(failure).toMatchObject({ kind, code });
    expect(failure.message).not.toContain('canary');
    expect(failure.message).toMatch(/^(The|Our|Not) .*\.$/);
  });

  it.each([
    ['unsupported startup parameter: statement_timeout', 'protocol'],
    ['no more connections allowed (max_client_conn)', 'exhausted'],
    ['query_wait_timeout', 'exhausted'],
    ['server login has been failing, try again later (server_login_retry)', 'refused'],
    ['pgbouncer cannot connect to server', 'refused'],
    ['server conn crashed?', 'reset'],
    ['SASL authentication failed', 'credentials'],
    ['no such database: app', 'missing'],
    ['pgbouncer is shutting down', 'starting'],
  ])('PgBouncer’s 08P01 “%s” is %s', (message, kind) => {
    expect(refusal('08P01', message).kind).toBe(kind);
  });
});
