import { bad, type Look, type UnknownCause, unknown } from '../look.ts';
import type { Failure, FailureKind } from '../source.ts';
import { MINUTE_MS } from '../time.ts';

/**
 * captive: somebody on the way answers in its place, as a sign-in page does · unnamed: nobody looks its name up ·
 * silent: nobody answers
 */
export type ReferenceAnswer = 'answered' | 'captive' | 'unnamed' | 'silent';

/** What is known of the network when a look has failed. */
export interface Surroundings {
  /** This machine has no network at all, and knows it. */
  readonly offline: boolean;
  /** Whether the reference, asked after the failure, answered; null where none was asked. */
  readonly referenceAnswered: boolean | null;
  /** Somebody on the way answers in the reference's place: nothing that was heard can be believed. */
  readonly captive?: boolean;
  /** For how long addresses, route and DNS servers have stayed the same, in ms. */
  readonly unchangedForMs: number;
  /** Whether this source has answered on this very network before. */
  readonly answeredBefore: boolean;
}

/** What the health endpoint says of the component that another source asks directly; null where it says nothing. */
export type HealthSays = 'healthy' | 'unhealthy' | null;

/** A network that has just changed may be to blame for a minute. */
const SETTLED_MS = MINUTE_MS;

/**
 * bad: the service itself · service-or-network: bad once the network is proven innocent ·
 * reachability: bad if the health endpoint agrees · otherwise why it says nothing about the service.
 */
type Meaning = 'bad' | 'service-or-network' | 'reachability' | UnknownCause;

const HEALTH: Readonly<Record<FailureKind, Meaning>> = {
  refused: 'bad',
  status: 'configuration',
  tls: 'bad',
  timeout: 'service-or-network',
  reset: 'service-or-network',
  dns: 'service-or-network',
  unreachable: 'service-or-network',
  credentials: 'credentials',
  grant: 'grant',
  missing: 'configuration',
  html: 'captive',
  redirect: 'captive',
  'too-large': 'malformed',
  malformed: 'malformed',
  protocol: 'malformed',
  starting: 'bad',
  exhausted: 'bad',
  'cannot-ask': 'dependency',
  cancelled: 'starting',
};

const BACKEND: Readonly<Record<FailureKind, Meaning>> = {
  refused: 'reachability',
  timeout: 'reachability',
  reset: 'reachability',
  dns: 'reachability',
  unreachable: 'reachability',
  tls: 'reachability',
  starting: 'bad',
  exhausted: 'bad',
  credentials: 'credentials',
  grant: 'grant',
  missing: 'configuration',
  protocol: 'configuration',
  status: 'configuration',
  html: 'captive',
  redirect: 'captive',
  'too-large': 'malformed',
  malformed: 'malformed',
  'cannot-ask': 'dependency',
  cancelled: 'starting',
};

/** What a machine without a network cannot have learnt from the service itself. */
const OVER_THE_NETWORK: ReadonlySet<FailureKind> = new Set([
  'refused',
  'tls',
  'timeout',
  'reset',
  'dns',
  'unreachable',
]);

/** These carry the HTTP status as their code: from 500 on it is the service, whatever the body was. */
const WITH_STATUS: ReadonlySet<FailureKind> = new Set(['status', 'html', 'too-large', 'malformed']);

/** Bad by themselves, unless a sign-in page stands in the way: that refuses, and shows certificates of its own. */
const AS_A_SIGN_IN_PAGE: ReadonlySet<FailureKind> = new Set(['refused', 'tls']);

/** Whether the reference must be asked, now and not before, to tell what a failed look at the health endpoint means. */
export function needsReference(failure: Failure): boolean {
  return AS_A_SIGN_IN_PAGE.has(failure.kind) || meaningForHealth(failure) === 'service-or-network';
}

/** What a failure of the health endpoint means. `loopback`: no network lies between, so none can be blamed. */
export function healthFailureToLook(failure: Failure, loopback: boolean, around: Surroundings): Look {
  const { message } = failure;
  const meaning = meaningForHealth(failure);
  if (isOffline(failure, loopback, around)) return offlineLook(message);
  if (around.captive === true && needsReference(failure)) {
    return unknown('captive', `This network answers in the place of others: sign in to it in a browser. ${message}`);
  }
  if (meaning === 'bad') return bad(message);
  if (meaning !== 'service-or-network' && meaning !== 'reachability') return unknown(meaning, message);
  if (loopback) return bad(message);
  if (around.unchangedForMs < SETTLED_MS) return unknown('network', `The network has just changed. ${message}`);
  switch (around.referenceAnswered) {
    case true:
      return bad(`${message} The internet is reachable.`);
    case false:
      return unknown('network', `Neither the service nor the internet can be reached from here. ${message}`);
    case null:
      return unknown('network', `Nobody was asked whether the internet is reachable. ${message}`);
  }
}

function meaningForHealth({ kind, code }: Failure): Meaning {
  return WITH_STATUS.has(kind) && Number(code) >= 500 ? 'bad' : HEALTH[kind];
}

/** What a failure of PostgreSQL or Redis means, asked directly. `says`: what the health endpoint says of the same one. */
export function backendFailureToLook(
  failure: Failure,
  loopback: boolean,
  says: HealthSays,
  around: Surroundings,
): Look {
  const { message } = failure;
  const meaning = BACKEND[failure.kind];
  if (isOffline(failure, loopback, around)) return offlineLook(message);
  if (meaning === 'bad') return bad(message);
  if (meaning !== 'reachability' && meaning !== 'service-or-network') return unknown(meaning, message);
  if (says === 'unhealthy') return bad(`${message} The health endpoint calls it unhealthy too.`);
  const cause: UnknownCause = failure.kind === 'tls' ? 'configuration' : 'network';
  if (says === 'healthy') {
    return unknown(cause, `Not reachable from this network: the health endpoint calls it healthy. ${message}`);
  }
  if (loopback) return bad(message);
  if (around.unchangedForMs < SETTLED_MS) return unknown('network', `The network has just changed. ${message}`);
  if (!around.answeredBefore) return unknown(cause, `It has never answered on this network. ${message}`);
  return bad(`${message} It answered on this network before.`);
}

function isOffline({ kind }: Failure, loopback: boolean, { offline }: Surroundings): boolean {
  return offline && !loopback && OVER_THE_NETWORK.has(kind);
}

function offlineLook(message: string): Look {
  return unknown('offline', `This computer is offline. ${message}`);
}
