/** What can be asked. `vendor:NAME` is one vendor's status page. */
export type SourceId = 'health' | 'postgres' | 'redis' | 'celery' | 'connectivity' | `vendor:${string}`;

/**
 * Whether we are blind without it. Vendors' pages and what is known of this computer stand beside what is watched: the
 * light never goes grey over them, and nothing waits for them.
 */
export function isEssential({ id }: { readonly id: SourceId }): boolean {
  return id !== 'connectivity' && !id.startsWith('vendor:');
}

/**
 * How asking went wrong, before anyone judges what that means (see core/connectivity).
 *
 * refused: nothing listens · timeout: no answer within the deadline · reset: cut off · dns: the name did not resolve ·
 * unreachable: no route · tls: the certificate or handshake · status: an HTTP status that is no answer ·
 * redirect: away from the configured origin · html: somebody's page where JSON was expected · too-large ·
 * malformed: not what was asked for · credentials · grant · missing: table, command or path does not exist ·
 * starting: the server says it is not ready yet · exhausted: no connection left · protocol: the peer broke the protocol ·
 * cannot-ask: the way to ask is blocked (a full broker) · cancelled: we gave up on purpose
 */
export type FailureKind =
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'dns'
  | 'unreachable'
  | 'tls'
  | 'status'
  | 'redirect'
  | 'html'
  | 'too-large'
  | 'malformed'
  | 'credentials'
  | 'grant'
  | 'missing'
  | 'starting'
  | 'exhausted'
  | 'protocol'
  | 'cannot-ask'
  | 'cancelled';

export interface Failure {
  readonly kind: FailureKind;
  /** One plain sentence for a person; never holds a credential. */
  readonly message: string;
  /** The system's own code: ECONNREFUSED, 53300, 502, NOPERM. */
  readonly code?: string;
}

/** The raw answer of one question. `latencyMs` is the time from asking to the end of the answer or failure. */
export type Reading<Answer> =
  | { readonly outcome: 'answered'; readonly answer: Answer; readonly latencyMs: number }
  | { readonly outcome: 'failed'; readonly failure: Failure; readonly latencyMs: number };
