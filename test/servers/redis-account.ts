import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';

const DOCUMENT = join(import.meta.dirname, '../../docs/redis-acl.md');

/** Makes the account exactly as docs/redis-acl.md says, with this password. `without`: rules that are left out. */
export async function makeAccount(admin: Redis, password: string, without: readonly string[] = []): Promise<void> {
  const line = /^ACL SETUSER sevlight .*$/m.exec(readFileSync(DOCUMENT, 'utf8'))?.[0];
  if (line === undefined) throw new Error('The document has no account');
  const words = line.split(' ').slice(1);
  for (const rule of without) if (!words.includes(rule)) throw new Error(`The account has no ${rule}`);
  await admin.call('ACL', 'DELUSER', 'sevlight');
  const given = words
    .filter((word) => !without.includes(word))
    .map((word) => word.replace('>PASSWORD', `>${password}`));
  await admin.call('ACL', ...given);
}
