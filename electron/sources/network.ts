import { Resolver } from 'node:dns';
import { readFileSync } from 'node:fs';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** Whether this computer has no address but its own: nothing outside can be reached. */
export function hasNoNetwork(): boolean {
  return interfacesOf(networkInterfaces()).length === 0;
}

/**
 * Addresses, default route (Linux) and DNS servers as one text: as long as it stays the same, so did the network.
 * Costs a fraction of a millisecond; nothing tells of changes, so it is compared every few seconds.
 */
export function networkFingerprint(): string {
  return [...addressesOf(networkInterfaces()), ...defaultRoutes(), ...new Resolver().getServers()].join('\n');
}

/**
 * Only addresses that lead somewhere, and of IPv6 only the network: link-local addresses come and go with containers,
 * and privacy extensions change the rest of an address every day on the same network.
 */
export function addressesOf(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly string[] {
  const addresses = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos.filter(leadsSomewhere).map((info) => `${name} ${networkOf(info)}`),
  );
  return [...new Set(addresses)].sort();
}

/** Names of the interfaces with an address that leads somewhere, in order. */
export function interfacesOf(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly string[] {
  return Object.entries(interfaces)
    .filter(([, infos = []]) => infos.some(leadsSomewhere))
    .map(([name]) => name)
    .sort();
}

function leadsSomewhere({ internal, address }: NetworkInterfaceInfo): boolean {
  return !internal && !/^(fe[89ab]|169\.254\.)/i.test(address);
}

/** The first four groups of an IPv6 address; none of them can be hidden behind `::` in a global address's network. */
function networkOf({ family, address }: NetworkInterfaceInfo): string {
  return family === 'IPv6' ? address.split(':').slice(0, 4).join(':') : address;
}

/** `eth0 via 0101A8C0` from the kernel's table; other systems tell a change of route by their addresses. */
function defaultRoutes(): readonly string[] {
  if (process.platform !== 'linux') return [];
  try {
    return readFileSync('/proc/net/route', 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, destination]) => destination === '00000000')
      .map(([name, , gateway]) => `${name} via ${gateway}`);
  } catch {
    return [];
  }
}
