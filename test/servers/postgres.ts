import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { asPostgres, folderOfPostgres, freePort, removeFolder } from './running.ts';

const BIN = '/usr/lib/postgresql/15/bin';
const SCHEMA = join(import.meta.dirname, 'postgres-schema.sql');
const ACCOUNT = join(import.meta.dirname, '../../docs/sql/readonly-role.sql');

export const PASSWORD = 'canary-Pa55/word?#%41';

/** A PostgreSQL 15 of one's own, with the monitored system's tables and Sevlight's account. */
export interface PostgresServer {
  readonly port: number;
  readonly folder: string;
  /** `postgres://sevlight:…@127.0.0.1:port/app`, the password percent-encoded. */
  url(parts?: { user?: string; password?: string; database?: string; host?: string; query?: string }): string;
  /** Runs SQL as the administrator, who gets in when nobody else does; answers the rows of the last statement. */
  sql(text: string): Promise<readonly Record<string, unknown>[]>;
  /** A session of the administrator, for the caller to end. */
  session(options?: { user?: string; name?: string }): Promise<Client>;
  /** What the server has written to its log since it was started. */
  log(): Promise<string>;
  /** Starts it, with other settings than before if given; it must not be running. */
  start(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** fast: clients are cut off · immediate: as if it had crashed · smart: waits for its clients, in the background. */
  stop(mode?: 'fast' | 'immediate' | 'smart'): Promise<void>;
  /** The process that takes connections. */
  pid(): Promise<number>;
  /** Stops it and removes every trace. */
  remove(): Promise<void>;
}

/** Starts a server on a free port of the loopback: about 1 s. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const folder = await folderOfPostgres('postgres');
  const data = join(folder, 'data');
  const port = await freePort();
  const log = join(folder, 'log');
  let running = false;
  await asPostgres(
    join(BIN, 'initdb'),
    ...['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'],
  );
  // The administrator comes in through the socket; everybody else has a password.
  await writeFile(
    join(data, 'pg_hba.conf'),
    'local all all trust\nhostnossl all tls_only all reject\nhost all all all scram-sha-256\n',
  );

  const server: PostgresServer = {
    port,
    folder,
    url: ({ user = 'sevlight', password = PASSWORD, database = 'app', host = '127.0.0.1', query = '' } = {}) =>
      `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}${query}`,
    session: async ({ user = 'postgres', name = 'test' } = {}) => {
      const client = new Client({ host: folder, port, user, database: 'app', application_name: name });
      // A server that is stopped on purpose takes its sessions along.
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    sql: async (text) => {
      const client = await server.session();
      try {
        const results: unknown = await client.query(text);
        const last: unknown = Array.isArray(results) ? results.at(-1) : results;
        return typeof last === 'object' && last !== null && 'rows' in last && Array.isArray(last.rows) ? last.rows : [];
      } finally {
        await client.end();
      }
    },
    log: () => readFile(log, 'utf8'),
    start: async (changed = settings) => {
      const options = {
        listen_addresses: '127.0.0.1',
        fsync: 'off',
        max_connections: '20',
        autovacuum: 'off',
        log_statement: 'all',
        log_line_prefix: '%a|',
        ...changed,
      };
      const given = Object.entries(options).map(([name, value]) => `-c ${name}='${value}'`);
      const line = `-p ${port} -k ${folder} ${given.join(' ')}`;
      await asPostgres(join(BIN, 'pg_ctl'), '-D', data, '-w', '-s', '-l', log, '-o', line, 'start');
      running = true;
    },
    stop: async (mode = 'fast') => {
      if (!running) return;
      const wait = mode === 'smart' ? '-W' : '-w';
      await asPostgres(join(BIN, 'pg_ctl'), '-D', data, wait, '-s', '-m', mode, 'stop');
      running = mode === 'smart';
    },
    pid: async () => Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]),
    remove: async () => {
      await server.stop('immediate');
      await removeFolder(folder);
    },
  };

  await server.start();
  const psql = (database: string, ...args: readonly string[]) =>
    asPostgres(
      join(BIN, 'psql'),
      ...['-h', folder, '-p', String(port), '-U', 'postgres', '-d', database, '-qX', '-v', 'ON_ERROR_STOP=1', ...args],
    );
  await psql('postgres', '-c', 'CREATE DATABASE app');
  // Through copies that the database's account may read, wherever the project lies.
  for (const source of [SCHEMA, ACCOUNT]) {
    const copy = join(folder, 'script.sql');
    await writeFile(copy, await readFile(source));
    await psql('app', '-f', copy);
  }
  await server.sql(`ALTER ROLE sevlight PASSWORD '${PASSWORD}'`);
  return server;
}
