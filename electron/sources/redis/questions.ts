import { type BrokerNames, queueKeys, unacknowledgedKey } from '../../core/checks/broker-names.ts';
import type {
  Account,
  AccountRules,
  Queues,
  RedisDetails,
  RedisPart,
  ServerInfo,
} from '../../core/checks/redis-answer.ts';
import type { Connection } from './connection.ts';
import { Refusal } from './failures.ts';

export async function ping(connection: Connection): Promise<void> {
  if ((await connection.call('ping')) !== 'PONG') garbled();
}

/** INFO, the queues if `names` are given, and our own account: all on their way at once. Rejects when the connection is lost. */
export async function askDetails(connection: Connection, names: BrokerNames | null): Promise<RedisDetails> {
  const [server, queues, account] = await Promise.all([
    part(connection, askServer(connection)),
    names === null ? null : askQueues(connection, names),
    part(connection, askAccount(connection)),
  ]);
  return { server, queues, account };
}

/** LLEN of every queue and priority, and HLEN of what is delivered. */
export async function askQueues(connection: Connection, names: BrokerNames): Promise<RedisPart<Queues>> {
  const length = async (command: 'llen' | 'hlen', key: string) => number(await connection.call(command, key));
  const waiting = async () =>
    await Promise.all(
      names.queues.map(async (queue) => {
        const lengths = await Promise.all(queueKeys(names, queue).map((key) => length('llen', key)));
        return { queue, length: lengths.reduce((sum, each) => sum + each, 0) };
      }),
    );
  const [lists, unacknowledged] = await Promise.all([
    part(connection, waiting()),
    part(connection, length('hlen', unacknowledgedKey(names))),
  ]);
  if (lists.outcome === 'failed') return lists;
  const hash = unacknowledged.outcome === 'answered' ? unacknowledged.value : null;
  return { outcome: 'answered', value: { waiting: lists.value, unacknowledged: hash } };
}

/** What the server refuses is a part of the answer; that it says nothing any more is not. */
async function part<Value>(connection: Connection, asking: Promise<Value>): Promise<RedisPart<Value>> {
  try {
    return { outcome: 'answered', value: await asking };
  } catch (error) {
    if (connection.closed || !(error instanceof Refusal) || error.failure.kind === 'timeout') throw error;
    return { outcome: 'failed', failure: error.failure };
  }
}

async function askServer(connection: Connection): Promise<ServerInfo> {
  const fields = infoFields(text(await connection.call('info')));
  const count = (name: string): number | null => {
    const value = Number(fields.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  const used = count('used_memory');
  return {
    version: fields.get('redis_version') ?? null,
    // What is sent to replicas and the log does not count against the limit.
    usedBytes: used === null ? null : used - (count('mem_not_counted_for_evict') ?? 0),
    maximumBytes: count('maxmemory'),
    policy: fields.get('maxmemory_policy') ?? null,
    clients: count('connected_clients'),
    maximumClients: count('maxclients'),
    rejected: count('rejected_connections'),
    evicted: count('evicted_keys'),
    role: fields.get('role') ?? null,
    primaryLink: fields.get('master_link_status') ?? null,
  };
}

function infoFields(info: string): ReadonlyMap<string, string> {
  const pairs = info.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon <= 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as const];
  });
  return new Map(pairs);
}

/** A small account may not ask its rules, nor even its name; nor may those of many providers, who take that alone away. */
async function askAccount(connection: Connection): Promise<Account> {
  const user = text(await connection.call('acl', 'WHOAMI'));
  try {
    return { user, rules: accountRules(await connection.call('acl', 'GETUSER', user)), writes: null };
  } catch (error) {
    if (!(error instanceof Refusal) || error.failure.kind !== 'grant') throw error;
    return { user, rules: null, writes: await mayWrite(connection) };
  }
}

/** Names and values take turns in what ACL GETUSER answers; before version 7, keys are a list. */
function accountRules(answered: unknown): AccountRules {
  const fields: readonly unknown[] = Array.isArray(answered) ? answered : [];
  const keys = fields[fields.indexOf('keys') + 1];
  return {
    commands: text(fields[fields.indexOf('commands') + 1]),
    keys: Array.isArray(keys) ? keys.map((key) => `~${key}`).join(' ') : text(keys),
  };
}

/** Takes the time limit off a key that nobody has: a write that changes nothing. */
async function mayWrite(connection: Connection): Promise<boolean | null> {
  try {
    await connection.call('persist', 'sevlight:nobody');
    return true;
  } catch (error) {
    if (connection.closed || !(error instanceof Refusal)) throw error;
    return error.failure.kind === 'grant' ? false : null;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : garbled();
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : garbled();
}

function garbled(): never {
  throw new Refusal({ kind: 'malformed', message: 'Redis answered something else than what was asked for.' });
}
