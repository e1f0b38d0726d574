import { Resolver } from 'node:dns';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** How this computer is connected, as one string: another network or VPN gives another. */
export function networkSignature(): string {
  return signatureOf(networkInterfaces(), new Resolver().getServers());
}

/**
 * Only addresses that lead somewhere, and of IPv6 only the network: link-local addresses come and go with containers,
 * and privacy extensions change the rest of an address every day on the same network.
 */
export function signatureOf(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
  dnsServers: readonly string[],
): string {
  const addresses = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos.filter(leadsSomewhere).map((info) => `${name} ${networkOf(info)}`),
  );
  return [...new Set(addresses)].sort().concat(dnsServers).join('\n');
}

function leadsSomewhere({ internal, address }: NetworkInterfaceInfo): boolean {
  return !internal && !/^(fe[89ab]|169\.254\.)/i.test(address);
}

/** The first four groups of an IPv6 address; none of them can be hidden behind `::` in a global address's network. */
function networkOf({ family, address }: NetworkInterfaceInfo): string {
  return family === 'IPv6' ? address.split(':').slice(0, 4).join(':') : address;
}
