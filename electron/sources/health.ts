import { type HealthMemory, judgeHealth } from '../core/checks/health.ts';
import type { HealthAnswer } from '../core/checks/health-body.ts';
import type { ConfiguredSource } from '../core/configured-source.ts';
import { needsReference } from '../core/connectivity/failure-to-look.ts';
import { isLoopback } from '../core/connectivity/loopback.ts';
import type { Probe } from '../core/ports.ts';
import type { HealthSourceSettings } from '../core/source-settings.ts';
import { SECOND_MS } from '../core/time.ts';
import { shownAddress } from './address.ts';
import { httpGet } from './http.ts';
import { trustContext } from './trust.ts';

export interface HealthLimits {
  readonly deadlineMs: number;
  readonly connectMs: number;
  readonly headersMs: number;
}

/** An answer of 9 s is usual while workers are dead: the endpoint waits for their reply. */
const LIMITS: HealthLimits = { deadlineMs: 25 * SECOND_MS, connectMs: 3 * SECOND_MS, headersMs: 20 * SECOND_MS };
const MAXIMUM_BYTES = 64 * 1024;
const MAXIMUM_REDIRECTS = 3;

/**
 * Asks the health endpoint: one GET on a connection of its own, so nothing is kept to be reset or closed. Whatever was
 * answered over HTTP is an answer here; what it means is told by core/checks/health.
 */
export function healthProbe(url: URL, ca: string | null, limits: HealthLimits = LIMITS): Probe<HealthAnswer> {
  const trust = url.protocol === 'https:' ? trustContext(ca) : undefined;
  return {
    source: 'health',
    deadlineMs: limits.deadlineMs,
    look: ({ signal }) =>
      httpGet({
        ...limits,
        url,
        whom: 'The health endpoint',
        signal,
        maximumBytes: MAXIMUM_BYTES,
        maximumRedirects: MAXIMUM_REDIRECTS,
        trust,
      }),
    reset: () => {},
    close: async () => {},
  };
}

/** Throws a TypeError where the URL is none; the configuration has checked it. */
export function healthSource(
  settings: HealthSourceSettings,
  limits: HealthLimits = LIMITS,
): ConfiguredSource<HealthAnswer, HealthMemory> {
  const url = new URL(settings.url.reveal());
  const judged = { ...settings, loopback: isLoopback(url.hostname) };
  return {
    id: 'health',
    name: 'Health endpoint',
    address: shownAddress(url),
    intervalMs: settings.intervalMs,
    probe: healthProbe(url, settings.ca, limits),
    judge: (reading, { surroundings, memory }) => judgeHealth(reading, judged, surroundings, memory),
    needsReference: (failure) => !judged.loopback && needsReference(failure),
  };
}
