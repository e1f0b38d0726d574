import type { Fact } from '../checks/check.ts';
import { inWords } from '../checks/duration-words.ts';
import type { Judged } from '../configured-source.ts';
import { type Look, ok, unknown } from '../look.ts';
import type { Reading } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import type { ReferenceAnswer, Surroundings } from './failure-to-look.ts';

/** What this computer knows of its own network. */
export interface NetworkAnswer {
  /** Names of the interfaces whose addresses lead somewhere: `wlan0`. */
  readonly interfaces: readonly string[];
  /** Addresses of those who look names up. */
  readonly dnsServers: readonly string[];
  /** What the reference said; null where there was no network to ask over. */
  readonly internet: ReferenceAnswer | null;
}

/** As the usual VPN programs call their interfaces. A name is all there is to go by. */
const VPN = /^(tun|tap|utun|ppp|ipsec|gpd|zt|cscotun|proton)\d*$|^wg|nordlynx|vpn|wireguard|tailscale|anyconnect/i;

/** What is known of this computer's network: never a verdict about the watched system, and no alert. */
export function judgeNetwork(
  reading: Reading<NetworkAnswer>,
  { offline, unchangedForMs }: Pick<Surroundings, 'offline' | 'unchangedForMs'>,
): Judged<null> {
  if (reading.outcome === 'failed') {
    return { look: unknown('starting', reading.failure.message), checks: [], memory: null };
  }
  const { interfaces, dnsServers } = reading.answer;
  const look = offline ? NO_NETWORK : internetLook(reading.answer.internet);
  const vpn = interfaces.filter((name) => VPN.test(name));
  const facts: Fact[] = [
    { label: 'Interfaces', value: interfaces.join(', ') || 'none' },
    { label: 'DNS', value: dnsServers.join(', ') || 'no server is known' },
    { label: 'VPN', value: vpn.length === 0 ? 'no interface is named like one' : vpn.join(', ') },
  ];
  if (Number.isFinite(unchangedForMs))
    facts.push({ label: 'Unchanged for', value: inWords(unchangedForMs / SECOND_MS) });
  return {
    look,
    checks: [{ name: 'network', source: 'connectivity', value: null, unit: '', look, facts }],
    memory: null,
  };
}

const NO_NETWORK = unknown('offline', 'This computer has no network.');

function internetLook(internet: ReferenceAnswer | null): Look {
  switch (internet) {
    case 'answered':
      return ok('Online: the internet can be reached');
    case 'captive':
      return unknown('captive', 'This network answers in the place of others: sign in to it in a browser.');
    case 'unnamed':
      return unknown('network', 'There is a network, but nobody looks names up (DNS).');
    case 'silent':
      return unknown('network', 'There is a network, but nobody on the internet answers.');
    case null:
      return NO_NETWORK;
  }
}
