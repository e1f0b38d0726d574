import type { Failure } from '../source.ts';
import { plain } from './plain.ts';

/** What came back over HTTPS, whatever the status was. */
export interface VendorAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The worst first; `maintenance` is announced work. */
const INDICATORS = ['critical', 'major', 'minor', 'maintenance', 'none'] as const;
export type Indicator = (typeof INDICATORS)[number];

export interface VendorIncident {
  readonly name: string;
  readonly impact: Indicator;
  /** `investigating`, `identified`, `monitoring`. */
  readonly status: string;
}

export interface VendorComponent {
  readonly name: string;
  /** `partial outage`; never `operational`. */
  readonly status: string;
}

/** A status page, understood. */
export interface VendorPage {
  readonly indicator: Indicator;
  /** The vendor's own words: `Partial System Outage`. */
  readonly description: string;
  /** Those still open, the worst first. */
  readonly incidents: readonly VendorIncident[];
  /** Those that are not well. */
  readonly components: readonly VendorComponent[];
}

export type VendorResult =
  | { readonly kind: 'page'; readonly page: VendorPage }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** Reads `/api/v2/summary.json` of a Statuspage. Total: every answer has a result, and what is not understood is left out. */
export function readVendorAnswer({ status, contentType, body }: VendorAnswer, whom: string): VendorResult {
  const failed = (kind: Failure['kind'], what: string): VendorResult => ({
    kind: 'failure',
    failure: { kind, code: String(status), message: `${whom} ${what}.` },
  });
  if (status === 404 || status === 410) return failed('missing', `has no summary for programs (HTTP ${status})`);
  if (status !== 200) return failed('status', `answers HTTP ${status}`);
  if (/html/i.test(contentType) || /^\s*</.test(body))
    return failed('html', 'answers with a web page, not for programs');
  const json = parseJson(body);
  const indicator = isRecord(json) && isRecord(json.status) ? asIndicator(json.status.indicator) : null;
  if (!isRecord(json) || indicator === null) return failed('malformed', 'answers something that is no summary');
  const description = isRecord(json.status) ? textOf(json.status.description) : '';
  return {
    kind: 'page',
    page: {
      indicator,
      description,
      incidents: readIncidents(json.incidents),
      components: readComponents(json.components),
    },
  };
}

function readIncidents(value: unknown): readonly VendorIncident[] {
  return records(value)
    .map(({ name, impact, status }) => ({
      name: textOf(name),
      impact: asIndicator(impact) ?? 'none',
      status: textOf(status).replaceAll('_', ' '),
    }))
    .filter(({ name, status }) => name !== '' && status !== 'resolved' && status !== 'postmortem')
    .sort((a, b) => INDICATORS.indexOf(a.impact) - INDICATORS.indexOf(b.impact));
}

/** Without groups, which only repeat what is in them. */
function readComponents(value: unknown): readonly VendorComponent[] {
  return records(value)
    .filter(({ group }) => group !== true)
    .map(({ name, status }) => ({ name: textOf(name), status: textOf(status).replaceAll('_', ' ') }))
    .filter(({ name, status }) => name !== '' && status !== '' && status !== 'operational');
}

function asIndicator(value: unknown): Indicator | null {
  return INDICATORS.find((known) => known === value) ?? null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? plain(value) : '';
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The value, or undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
