import { Resolver } from 'node:dns';
import { networkInterfaces } from 'node:os';
import type { ConfiguredSource, Reference } from '../core/configured-source.ts';
import { judgeNetwork, type NetworkAnswer } from '../core/connectivity/this-computer.ts';
import { SECOND_MS } from '../core/time.ts';
import { interfacesOf } from './network.ts';

/** A second more than the reference may take. */
const DEADLINE_MS = 6 * SECOND_MS;

/** This computer's own network: its interfaces, who looks names up, and whether the reference answers. */
export function connectivitySource(reference: Reference, intervalMs: number): ConfiguredSource<NetworkAnswer, null> {
  return {
    id: 'connectivity',
    name: 'This computer',
    address: reference.address,
    intervalMs,
    probe: {
      source: 'connectivity',
      deadlineMs: DEADLINE_MS,
      async look({ signal }) {
        const began = performance.now();
        const interfaces = interfacesOf(networkInterfaces());
        const dnsServers = new Resolver().getServers();
        const internet = interfaces.length === 0 ? null : await reference.ask(signal);
        const latencyMs = performance.now() - began;
        if (signal.aborted) {
          return { outcome: 'failed', failure: { kind: 'cancelled', message: 'The look was given up.' }, latencyMs };
        }
        return { outcome: 'answered', answer: { interfaces, dnsServers, internet }, latencyMs };
      },
      reset: () => {},
      close: async () => {},
    },
    judge: (reading, { surroundings }) => judgeNetwork(reading, surroundings),
    needsReference: () => false,
  };
}
