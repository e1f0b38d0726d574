import { getServers } from 'node:dns';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** Whether this computer has no address but its own: nothing outside can be reached. */
export function hasNoNetwork(): boolean {
  return outwardAddresses().length === 0;
}

/**
 * Addresses, default route (Linux) and DNS servers as one text: as long as it stays the same, so did the network.
 * Costs a fraction of a millisecond; nothing tells of changes, so it is compared every few seconds.
 */
export function networkFingerprint(): string {
  return [...outwardAddresses(), ...defaultRoutes(), ...getServers()].join(' ');
}

function outwardAddresses(): readonly string[] {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) =>
      addresses.filter(({ internal }) => !internal).map(({ address }) => `${name}=${address}`),
    )
    .filter((entry) => !isLinkLocal(entry))
    .sort();
}

/** IPv6 link-local addresses are there without any network, and prove none. */
function isLinkLocal(entry: string): boolean {
  return entry.includes('=fe80:');
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
