/**
 * Why a question has no answer that counts. None of these is an outage.
 *
 * configuration: a wrong URL, a liveness-only answer, a missing table · credentials: refused · grant: not allowed to ask ·
 * offline: this machine has no network · network: not reachable from here · captive: somebody else answered ·
 * cached: the answer is old · malformed: the answer cannot be understood · insufficient: too few to judge ·
 * dependency: cannot be measured while something else is down · busy: alive but did not answer · starting: first looks
 */
export type UnknownCause =
  | 'configuration'
  | 'credentials'
  | 'grant'
  | 'offline'
  | 'network'
  | 'captive'
  | 'cached'
  | 'malformed'
  | 'insufficient'
  | 'dependency'
  | 'busy'
  | 'starting';

/**
 * The verdict of one look. "Could not look" and "looked, and it is bad" are different things.
 * `level` is the index into the rule's levels (0 the worst) when the check itself knows it.
 */
export type Look =
  | { readonly verdict: 'ok'; readonly reason: string }
  | { readonly verdict: 'bad'; readonly reason: string; readonly level?: number }
  | { readonly verdict: 'unknown'; readonly cause: UnknownCause; readonly reason: string };

export function ok(reason: string): Look {
  return { verdict: 'ok', reason };
}

export function bad(reason: string, level?: number): Look {
  return level === undefined ? { verdict: 'bad', reason } : { verdict: 'bad', reason, level };
}

export function unknown(cause: UnknownCause, reason: string): Look {
  return { verdict: 'unknown', cause, reason };
}
