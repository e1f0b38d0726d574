import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { addressesOf, networkFingerprint } from '../../electron/sources/network.ts';

function address(text: string, internal = false): NetworkInterfaceInfo {
  const rest = { address: text, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null };
  return text.includes(':') ? { ...rest, family: 'IPv6', scopeid: 0 } : { ...rest, family: 'IPv4' };
}

const home = { wlan0: [address('192.168.1.7'), address('2001:db8:1:2:aaaa::1')], lo: [address('127.0.0.1', true)] };
const base = addressesOf(home);

describe('the network fingerprint', () => {
  it('changes with the network and a VPN', () => {
    expect(addressesOf({ ...home, wlan0: [address('10.9.8.7')] })).not.toEqual(base);
    expect(addressesOf({ ...home, tun0: [address('10.8.0.2')] })).not.toEqual(base);
    expect(addressesOf({})).toEqual([]);
  });

  it('stays when only a container, a loopback or a privacy address comes and goes', () => {
    const busy = {
      veth1: [address('fe80::1')],
      usb0: [address('169.254.3.4')],
      lo: [address('127.0.0.2', true)],
      wlan0: [address('2001:db8:1:2:bbbb::9'), address('192.168.1.7'), address('2001:db8:1:2:aaaa::1')],
    };
    expect(addressesOf(busy)).toEqual(base);
  });

  it('can be taken of this computer, and is the same twice', () => {
    expect(networkFingerprint()).toBe(networkFingerprint());
  });
});
