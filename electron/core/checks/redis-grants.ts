import { bad, ok } from '../look.ts';
import type { Check } from './check.ts';
import { plain } from './plain.ts';
import type { Account, RedisPart } from './redis-answer.ts';

/** What the account of docs/redis-acl.md may do, and nothing else. */
const NEEDED: ReadonlySet<string> = new Set(
  'ping info select llen hlen publish brpop sadd srem del subscribe psubscribe acl|whoami acl|getuser client|setname'.split(
    ' ',
  ),
);

/** A watcher that could write is one stolen laptop away from doing so: shown until its account is a smaller one. */
export function accountCheck(part: RedisPart<Account>): Check {
  const check = { name: 'redis_grants', source: 'redis', value: null, unit: '' } as const;
  // Only an account that may do little is not allowed to ask who it is; and before version 6 there were no accounts.
  if (part.outcome === 'failed') {
    const small = part.failure.kind === 'grant';
    const reason = small ? 'Our account may not even ask what it may do' : 'This server keeps no rules for accounts';
    return { ...check, look: ok(reason) };
  }
  const { user, rules, writes } = part.value;
  const name = plain(user);
  if (rules === null && writes !== true) {
    return { ...check, look: ok(`Our account (${name}) is not an administrator's`) };
  }
  const tooMuch = rules === null ? 'it may write to any key' : (unneeded(rules.commands) ?? everyKey(rules));
  if (tooMuch === null) return { ...check, look: ok(`Our account (${name}) may do what it needs, and no more`) };
  const reason = `Our account (${name}) may do more than watch (${plain(tooMuch)}): give Sevlight the one of docs/redis-acl.md`;
  return { ...check, look: bad(reason) };
}

/** `~*`: with what it needs for the workers' replies, an account could throw away anything. */
function everyKey({ commands, keys }: { readonly commands: string; readonly keys: string }): string | null {
  if (!/\+(?:brpop|sadd|srem|del)\b/i.test(commands)) return null;
  return keys.split(/\s+/).find((rule) => /^(%[RW]*W[RW]*)?~\*$/i.test(rule)) ?? null;
}

/** The first rule that gives more than is needed: `+@all`. Rules are read from left to right, the later ones winning. */
function unneeded(rules: string): string | null {
  const words = rules.split(/\s+/).filter((word) => word !== '');
  const taken = words.lastIndexOf('-@all');
  const given = words.slice(taken + 1).filter((word) => word.startsWith('+'));
  return given.find((word) => !NEEDED.has(word.slice(1).toLowerCase())) ?? null;
}
