import { ok } from '../look.ts';
import type { Check } from './check.ts';
import { plain } from './plain.ts';
import type { PostgresAggregates, PostgresTables } from './postgres-answer.ts';
import { partCheck } from './postgres-part.ts';

/** Who downloads how much, and from where: ids alone, because alerts travel further than the database does. */
export function downloadChecks(
  { downloads, sharedAddresses }: PostgresAggregates,
  { audit }: PostgresTables,
): readonly Check[] {
  const asked = { table: audit, columns: 'user_id, action, timestamp and ip_address' };
  return [
    ...partCheck({ name: 'downloads_per_hour', unit: 'per hour' }, downloads, asked, (users) => {
      const most = Math.max(0, ...users.map((user) => user.downloads));
      return {
        value: most,
        look: ok(users.length === 0 ? 'Nobody downloads' : `${many(users.length, 'user')}, at most ${most} each`),
        instances: users.map((user) => {
          const id = plain(user.userId);
          return { id, label: `user ${id}`, value: user.downloads };
        }),
      };
    }),
    ...partCheck({ name: 'users_per_ip', unit: '' }, sharedAddresses, asked, (addresses) => {
      const most = Math.max(0, ...addresses.map(({ users }) => users));
      const none = 'No address is shared by several users who download';
      return {
        value: most,
        look: ok(addresses.length === 0 ? none : `${many(addresses.length, 'shared address', 'shared addresses')}`),
        instances: addresses.map(({ id, users, userIds }) => ({
          id,
          label: `address ${id}`,
          value: users,
          facts: [{ label: 'Users', value: userIds.map(plain).join(', ') }],
        })),
      };
    }),
  ];
}

function many(count: number, one: string, more = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count} ${more}`;
}
