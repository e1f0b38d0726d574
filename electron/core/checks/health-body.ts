import type { Failure } from '../source.ts';
import { plain } from './plain.ts';

/** What came back over HTTP, whatever the status was. */
export interface HealthAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** How long the answer has lain in a cache, in s (the `Age` header). */
  readonly ageSeconds: number;
}

export type ComponentStatus = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** One entry of the body's `checks`. `status` is null where it is none of the four words. */
export interface Component {
  readonly name: string;
  readonly status: ComponentStatus | null;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface HealthBody {
  readonly status: ComponentStatus | null;
  /** As written; null where there is none. */
  readonly timestamp: string | null;
  readonly components: readonly Component[];
}

export type HealthResult =
  | { readonly kind: 'body'; readonly body: HealthBody }
  /** The server lives, and was not asked for its components. */
  | { readonly kind: 'liveness' }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** Reads an answer by its status and its words, without believing either alone. Total: every answer has a result. */
export function readHealthAnswer({ status, contentType, body }: HealthAnswer): HealthResult {
  const json = parseJson(body);
  const answered = status === 200 || status >= 500;
  if (answered && isRecord(json)) {
    if (isRecord(json.checks) && Object.keys(json.checks).length > 0) {
      return { kind: 'body', body: { ...readTop(json), components: readComponents(json.checks) } };
    }
    if (status === 200 && typeof json.status === 'string' && json.checks === undefined) return { kind: 'liveness' };
  }
  return { kind: 'failure', failure: whyNot(status, contentType, body, json) };
}

function whyNot(status: number, contentType: string, body: string, json: unknown): Failure {
  const code = String(status);
  if (status === 401 || status === 403) {
    return { kind: 'credentials', code, message: `The health endpoint refuses our credentials (HTTP ${code}).` };
  }
  if (status === 404 || status === 410) {
    return { kind: 'missing', code, message: `There is no health endpoint at this address (HTTP ${code}).` };
  }
  if (isHtml(contentType, body)) {
    const message =
      status >= 500
        ? `The platform's proxy answers instead of the service (HTTP ${code}, a web page).`
        : `A web page came back where the health endpoint's JSON was expected (HTTP ${code}): a login page or a network's sign-in page.`;
    return { kind: 'html', code, message };
  }
  if (status >= 500)
    return { kind: 'status', code, message: `The service answers HTTP ${code} without a health report.` };
  if (status !== 200) return { kind: 'status', code, message: `The health endpoint answers HTTP ${code}.` };
  if (body.trim() === '') return { kind: 'malformed', code, message: 'The health endpoint answers nothing at all.' };
  if (json === undefined)
    return { kind: 'malformed', code, message: 'The health endpoint answers something that is not JSON.' };
  return { kind: 'malformed', code, message: 'The health endpoint answers JSON that is not a health report.' };
}

function isHtml(contentType: string, body: string): boolean {
  return /^\s*(text\/html|application\/xhtml)/i.test(contentType) || /^\s*<(!doctype|html|head|body)\b/i.test(body);
}

function readTop(json: Readonly<Record<string, unknown>>): Omit<HealthBody, 'components'> {
  const { timestamp } = json;
  return {
    status: asStatus(json.status),
    timestamp: typeof timestamp === 'string' || typeof timestamp === 'number' ? plain(String(timestamp)) : null,
  };
}

function readComponents(checks: Readonly<Record<string, unknown>>): readonly Component[] {
  return Object.entries(checks).map(([name, value]): Component => {
    if (!isRecord(value)) return { name, status: null, message: '', fields: {} };
    const message = typeof value.message === 'string' ? plain(value.message) : '';
    return { name, status: asStatus(value.status), message, fields: value };
  });
}

function asStatus(value: unknown): ComponentStatus | null {
  switch (value) {
    case 'healthy':
    case 'degraded':
    case 'unhealthy':
    case 'unknown':
      return value;
    default:
      return null;
  }
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
