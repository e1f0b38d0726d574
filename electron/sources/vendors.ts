import { judgeVendor } from '../core/checks/vendor.ts';
import type { VendorAnswer } from '../core/checks/vendor-page.ts';
import type { ConfiguredSource } from '../core/configured-source.ts';
import type { Vendor } from '../core/playbook/model.ts';
import { redactAddresses } from '../core/redact.ts';
import type { SourceId } from '../core/source.ts';
import type { VendorsSettings } from '../core/source-settings.ts';
import { SECOND_MS } from '../core/time.ts';
import { shownAddress } from './address.ts';
import { httpGet } from './http.ts';
import { trustContext } from './trust.ts';

export interface VendorLimits {
  readonly deadlineMs: number;
  readonly connectMs: number;
  readonly headersMs: number;
}

const LIMITS: VendorLimits = { deadlineMs: 8 * SECOND_MS, connectMs: 3 * SECOND_MS, headersMs: 5 * SECOND_MS };
/** A vendor with hundreds of components in its summary says about 150 KB. */
const MAXIMUM_BYTES = 1024 * 1024;
const MAXIMUM_REDIRECTS = 3;

/** A vendor whose status page is asked. */
export interface ChosenVendor {
  readonly id: SourceId;
  /** As the playbook has it: `OpenAI`. */
  readonly service: string;
  /** Always https; its path does not matter. */
  readonly page: URL;
  readonly intervalMs: number;
}

/** The vendors of the playbook that the configuration wants asked, and what a person should mend about the others. */
export function chosenVendors(
  vendors: readonly Vendor[],
  settings: VendorsSettings | null,
): { readonly chosen: readonly ChosenVendor[]; readonly problems: readonly string[] } {
  if (settings === null) return { chosen: [], problems: [] };
  const { only, intervalMs } = settings;
  const wanted = only?.map((name) => name.toLowerCase());
  const chosen = new Map<SourceId, ChosenVendor>();
  const problems: string[] = [];
  for (const { service, statusUrl } of vendors) {
    if (wanted !== undefined && !wanted.includes(service.toLowerCase())) continue;
    if (statusUrl === null || !URL.canParse(statusUrl)) continue;
    const page = new URL(statusUrl);
    if (page.protocol === 'https:') chosen.set(idOf(service), { id: idOf(service), service, page, intervalMs });
    else problems.push(`The status page of ${service} is not asked: its address in the playbook is not https.`);
  }
  const known = vendors.map(({ service }) => service);
  for (const name of only ?? []) {
    if (known.some((service) => service.toLowerCase() === name.toLowerCase())) continue;
    problems.push(`The playbook names no vendor ${redactAddresses(name)}. It names: ${known.join(', ') || 'none'}.`);
  }
  return { chosen: [...chosen.values()], problems };
}

/** `Digital Ocean` is `vendor:digital-ocean`. */
function idOf(service: string): SourceId {
  const name = service
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `vendor:${name || 'unnamed'}`;
}

/** A vendor's status page, a Statuspage (v2): asked without credentials, and over https only. */
export function vendorSource(
  { id, service, page, intervalMs }: ChosenVendor,
  ca: string | null = null,
  limits: VendorLimits = LIMITS,
): ConfiguredSource<VendorAnswer, null> {
  const url = new URL('/api/v2/summary.json', page.origin);
  const whom = `The status page of ${service}`;
  return {
    id,
    name: `${service} status`,
    address: shownAddress(new URL(page.origin)),
    intervalMs,
    probe: {
      source: id,
      deadlineMs: limits.deadlineMs,
      look: ({ signal }) =>
        httpGet({
          ...limits,
          url,
          whom,
          signal,
          maximumBytes: MAXIMUM_BYTES,
          maximumRedirects: MAXIMUM_REDIRECTS,
          trust: trustContext(ca),
        }),
      reset: () => {},
      close: async () => {},
    },
    judge: (reading, { surroundings }) => judgeVendor(reading, id, whom, surroundings.offline),
    needsReference: () => false,
  };
}
