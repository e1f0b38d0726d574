import { type Asked, askSource } from '../../electron/core/ask-source.ts';
import { DEFAULT_COMPONENT_NAMES } from '../../electron/core/checks/health-components.ts';
import type { ConfiguredSource } from '../../electron/core/configured-source.ts';
import { Secret } from '../../electron/core/secret.ts';
import { connectivitySource } from '../../electron/sources/connectivity.ts';
import { type HealthLimits, healthSource } from '../../electron/sources/health.ts';
import { httpReference } from '../../electron/sources/reference.ts';
import { type VendorLimits, vendorSource } from '../../electron/sources/vendors.ts';

/** What asks over HTTP, and how it is made to trust the test's authority. */
export interface HttpOptions<Limits> {
  readonly ca?: string | null;
  /** Without them, the real ones. */
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
}

export type Looked = Asked<unknown> & { readonly tookMs: number };

/** One look at a health endpoint; this very computer's, unless its address says otherwise. */
export function healthLook(
  origin: string,
  { ca = null, limits, signal }: HttpOptions<HealthLimits> = {},
): Promise<Looked> {
  const url = new Secret(`${origin}/health/?full=1`);
  const settings = { url, intervalMs: 15_000, ca, components: DEFAULT_COMPONENT_NAMES, ignored: [] };
  return timed(healthSource(settings, limits), signal);
}

export function vendorLook(
  origin: string,
  { ca = null, limits, signal }: HttpOptions<VendorLimits> = {},
): Promise<Looked> {
  const vendor = { id: 'vendor:openai', service: 'OpenAI', page: new URL(origin), intervalMs: 300_000 } as const;
  return timed(vendorSource(vendor, ca, limits), signal);
}

/** One look at this computer's own network, with a reference at `origin`. */
export function connectivityLook(
  origin: string,
  { ca = null, signal }: Omit<HttpOptions<never>, 'limits'> = {},
): Promise<Looked> {
  return timed(connectivitySource(httpReference(new URL(origin), ca), 60_000), signal);
}

/** On a quiet, settled network on which it has answered before. */
async function timed(
  source: ConfiguredSource<unknown, unknown>,
  signal = new AbortController().signal,
): Promise<Looked> {
  const began = performance.now();
  const asked = await askSource(source, {
    signal,
    depth: 'full',
    reference: null,
    context: () => ({
      now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'test' },
      surroundings: { offline: false, unchangedForMs: 3_600_000, answeredBefore: true },
      healthSays: null,
      memory: null,
    }),
  });
  return { ...asked, tookMs: performance.now() - began };
}
