import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkSignature, signatureOf } from '../../electron/desktop/network.ts';

function address(text: string, internal = false): NetworkInterfaceInfo {
  const rest = { address: text, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null };
  return text.includes(':') ? { ...rest, family: 'IPv6', scopeid: 0 } : { ...rest, family: 'IPv4' };
}

const home = { wlan0: [address('192.168.1.7'), address('2001:db8:1:2:aaaa::1')], lo: [address('127.0.0.1', true)] };
const base = signatureOf(home, ['192.168.1.1']);

describe('the network signature', () => {
  it('changes with the network, a VPN and the name servers', () => {
    expect(signatureOf({ ...home, wlan0: [address('10.9.8.7')] }, ['192.168.1.1'])).not.toBe(base);
    expect(signatureOf({ ...home, tun0: [address('10.8.0.2')] }, ['192.168.1.1'])).not.toBe(base);
    expect(signatureOf(home, ['10.8.0.1'])).not.toBe(base);
    expect(signatureOf({}, ['192.168.1.1'])).not.toBe(base);
  });

  it('stays when only a container, a loopback or a privacy address comes and goes', () => {
    const busy = {
      veth1: [address('fe80::1')],
      usb0: [address('169.254.3.4')],
      lo: [address('127.0.0.2', true)],
      wlan0: [address('2001:db8:1:2:bbbb::9'), address('192.168.1.7'), address('2001:db8:1:2:aaaa::1')],
    };
    expect(signatureOf(busy, ['192.168.1.1'])).toBe(base);
  });

  it('can be taken of this computer, and is the same twice', () => {
    expect(networkSignature()).toBe(networkSignature());
  });
});
