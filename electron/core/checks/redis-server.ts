import { bad, ok, unknown } from '../look.ts';
import type { Check, Fact } from './check.ts';
import { plain } from './plain.ts';
import type { RedisPart, ServerInfo } from './redis-answer.ts';
import { notAnswered } from './redis-part.ts';

const RULE = '+info';
/** The one policy under which a full Redis refuses what is written instead of forgetting something older. */
const REFUSES = 'noeviction';

/** What INFO tells: memory, clients, and the link to the primary. */
export function serverChecks(part: RedisPart<ServerInfo>): readonly Check[] {
  if (part.outcome === 'answered') {
    return [memoryCheck(part.value), clientsCheck(part.value), replicationCheck(part.value)];
  }
  const why = notAnswered(part.failure, RULE);
  return [
    { name: 'redis_memory', source: 'redis', value: null, unit: '%', ...why },
    { name: 'redis_clients', source: 'redis', value: null, unit: '', ...why },
    { name: 'redis_replication', source: 'redis', value: null, unit: '', ...why },
  ];
}

function memoryCheck(info: ServerInfo): Check {
  const { usedBytes, maximumBytes, policy } = info;
  const check = { name: 'redis_memory', source: 'redis', unit: '%', facts: memoryFacts(info) } as const;
  if (usedBytes === null || maximumBytes === null) {
    const reason = 'This server does not say how much memory it uses, or may use';
    return { ...check, value: null, look: unknown('insufficient', reason) };
  }
  const used = bytes(usedBytes);
  if (maximumBytes === 0) return { ...check, value: null, look: ok(`${used} used; no limit is set`) };
  const percent = Math.round((1000 * usedBytes) / maximumBytes) / 10;
  const of = `${used} of ${bytes(maximumBytes)} used (${percent} %)`;
  if (policy === REFUSES) return { ...check, value: percent, look: ok(of) };
  return { ...check, value: null, look: ok(`${of}; when full, it throws out older keys`) };
}

function memoryFacts({ policy, evicted }: ServerInfo): readonly Fact[] {
  return [
    ...(policy === null ? [] : [{ label: 'When full', value: policyInWords(plain(policy)) }]),
    ...(evicted === null ? [] : [{ label: 'Keys thrown out', value: String(evicted) }]),
  ];
}

function policyInWords(policy: string): string {
  if (policy === REFUSES) return `${policy}: refuses what is written`;
  return policy.startsWith('allkeys') ? `${policy}: throws out any key, waiting tasks too` : policy;
}

function clientsCheck({ clients, maximumClients, rejected }: ServerInfo): Check {
  const check = { name: 'redis_clients', source: 'redis', unit: '' } as const;
  if (clients === null) {
    return { ...check, value: null, look: unknown('insufficient', 'This server does not count its clients') };
  }
  const facts = rejected === null ? [] : [{ label: 'Connections turned away', value: String(rejected) }];
  const limit = maximumClients === null ? '' : ` of ${maximumClients}`;
  return { ...check, value: clients, look: ok(`${clients}${limit} clients connected`), facts };
}

function replicationCheck({ role, primaryLink, version }: ServerInfo): Check {
  const facts = version === null ? [] : [{ label: 'Version', value: plain(version) }];
  const check = { name: 'redis_replication', source: 'redis', value: null, unit: '', facts } as const;
  if (role !== 'slave') return { ...check, look: ok('A primary') };
  if (primaryLink === 'up') return { ...check, look: ok('A replica; the link to its primary is up') };
  return { ...check, look: bad('A replica whose link to its primary is down: what it says may be old') };
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, count)) / 10)));
  const value = count / 1024 ** power;
  return `${value < 10 && power > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${UNITS[power]}`;
}
