import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PASSWORD, type PostgresServer } from './postgres.ts';
import { folderOfPostgres, freePort, removeFolder, spawnAsPostgres } from './running.ts';

/** Debian's PgBouncer in transaction pooling before a server. */
export interface PgBouncer {
  url(parts?: { user?: string; password?: string; database?: string }): string;
  /** What it has printed. */
  log(): string;
  /** Stops it and removes every trace. */
  remove(): Promise<void>;
}

export async function startPgBouncer(
  server: PostgresServer,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<PgBouncer> {
  const folder = await folderOfPostgres('pgbouncer');
  const port = await freePort();
  const options = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users'),
    pool_mode: 'transaction',
    default_pool_size: 2,
    ...settings,
  };
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  const target = `host=127.0.0.1 port=${server.port}`;
  await writeFile(join(folder, 'ini'), `[databases]\napp = ${target}\n[pgbouncer]\n${lines.join('\n')}\n`);
  await writeFile(join(folder, 'users'), `"sevlight" "${PASSWORD}"\n`);
  let printed = '';
  let heard = () => {};
  const child = spawnAsPostgres('/usr/sbin/pgbouncer', [join(folder, 'ini')], (text) => {
    printed += text;
    heard();
  });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`PgBouncer did not start: ${printed}`)));
    heard = () => {
      if (printed.includes('process up')) resolve();
    };
  });
  return {
    url: ({ user = 'sevlight', password = PASSWORD, database = 'app' } = {}) =>
      `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    log: () => printed,
    remove: async () => {
      child.kill('SIGTERM');
      await ended;
      await removeFolder(folder);
    },
  };
}
