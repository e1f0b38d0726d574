import { describe, expect, it } from 'vitest';
import {
  backendFailureToLook,
  type HealthSays,
  healthFailureToLook,
  needsReference,
  type Surroundings,
} from '../../../electron/core/connectivity/failure-to-look.ts';
import { isLoopback } from '../../../electron/core/connectivity/loopback.ts';
import type { Failure, FailureKind } from '../../../electron/core/source.ts';

const SETTLED: Surroundings = { offline: false, referenceAnswered: true, unchangedForMs: 60_000, answeredBefore: true };

function failure(kind: FailureKind, code?: string): Failure {
  return { kind, message: 'It failed.', ...(code === undefined ? {} : { code }) };
}

/** `bad`, or the cause of unknown. */
function short(look: ReturnType<typeof healthFailureToLook>): string {
  return look.verdict === 'unknown' ? look.cause : look.verdict;
}

describe('the health endpoint fails', () => {
  it.each<[FailureKind, string | undefined, string]>([
    ['refused', 'ECONNREFUSED', 'bad'],
    ['tls', 'CERT_HAS_EXPIRED', 'bad'],
    ['status', '500', 'bad'],
    ['html', '502', 'bad'],
    ['html', '504', 'bad'],
    ['malformed', '503', 'bad'],
    ['too-large', '503', 'bad'],
    ['html', '200', 'captive'],
    ['redirect', undefined, 'captive'],
    ['credentials', '401', 'credentials'],
    ['missing', '404', 'configuration'],
    ['status', '429', 'configuration'],
    ['malformed', '200', 'malformed'],
    ['too-large', '200', 'malformed'],
  ])('%s %s is %s, wherever one sits', (kind, code, expected) => {
    for (const referenceAnswered of [true, false, null]) {
      const around = { ...SETTLED, referenceAnswered, unchangedForMs: 0 };
      expect(short(healthFailureToLook(failure(kind, code), false, around))).toBe(expected);
    }
    expect(needsReference(failure(kind, code))).toBe(kind === 'refused' || kind === 'tls');
  });

  describe.each<FailureKind>(['timeout', 'reset', 'dns', 'unreachable'])('by %s', (kind) => {
    const judged = (change: Partial<Surroundings>, loopback = false) =>
      short(healthFailureToLook(failure(kind), loopback, { ...SETTLED, ...change }));

    it('needs the reference', () => expect(needsReference(failure(kind))).toBe(true));
    it('is bad when the reference answered afterwards', () => expect(judged({})).toBe('bad'));
    it('is unknown when the reference did not', () => expect(judged({ referenceAnswered: false })).toBe('network'));
    it('is unknown without a reference', () => expect(judged({ referenceAnswered: null })).toBe('network'));
    it('is unknown within 60 s of a change', () => expect(judged({ unchangedForMs: 59_999 })).toBe('network'));
    it('is unknown offline', () => expect(judged({ offline: true })).toBe('offline'));
    it('is bad on loopback, whatever the network', () =>
      expect(judged({ offline: true, referenceAnswered: null, unchangedForMs: 0 }, true)).toBe('bad'));
  });

  it('is not to be believed where a sign-in page stands in the way, unless the service itself spoke', () => {
    const behindSignIn = { ...SETTLED, referenceAnswered: false, captive: true };
    for (const kind of ['refused', 'tls', 'timeout', 'reset', 'dns', 'unreachable'] as const) {
      expect(short(healthFailureToLook(failure(kind), false, behindSignIn))).toBe('captive');
    }
    expect(short(healthFailureToLook(failure('status', '500'), false, behindSignIn))).toBe('bad');
  });

  it('is never the fault of a service that a computer without a network cannot have asked', () => {
    for (const kind of ['refused', 'tls'] as const) {
      expect(short(healthFailureToLook(failure(kind), false, { ...SETTLED, offline: true }))).toBe('offline');
    }
  });
});

describe('PostgreSQL or Redis fails', () => {
  const judged = (kind: FailureKind, says: HealthSays, change: Partial<Surroundings> = {}, loopback = false) =>
    short(backendFailureToLook(failure(kind), loopback, says, { ...SETTLED, ...change }));

  describe.each<FailureKind>(['refused', 'timeout', 'reset', 'dns', 'unreachable', 'tls'])('by %s', (kind) => {
    const notItsFault = kind === 'tls' ? 'configuration' : 'network';
    it('is bad if the health endpoint agrees', () =>
      expect(judged(kind, 'unhealthy', { unchangedForMs: 0, answeredBefore: false })).toBe('bad'));
    it('is unknown if the health endpoint calls it healthy', () => {
      expect(judged(kind, 'healthy')).toBe(notItsFault);
      expect(judged(kind, 'healthy', {}, true)).toBe(notItsFault);
    });
    it('is bad by itself only if it answered before on this settled network', () => {
      expect(judged(kind, null)).toBe('bad');
      expect(judged(kind, null, { answeredBefore: false })).toBe(notItsFault);
      expect(judged(kind, null, { unchangedForMs: 59_999 })).toBe('network');
      expect(judged(kind, null, { offline: true })).toBe('offline');
    });
    it('is bad by itself on loopback', () =>
      expect(judged(kind, null, { answeredBefore: false, unchangedForMs: 0 }, true)).toBe('bad'));
  });

  it.each<[FailureKind, string]>([
    ['exhausted', 'bad'],
    ['starting', 'bad'],
    ['credentials', 'credentials'],
    ['grant', 'grant'],
    ['protocol', 'configuration'],
    ['missing', 'configuration'],
    ['cannot-ask', 'dependency'],
  ])('%s is %s, whatever the health endpoint says', (kind, expected) => {
    for (const says of ['healthy', 'unhealthy', null] as const) expect(judged(kind, says)).toBe(expected);
  });
});

describe('loopback', () => {
  it.each(['localhost', 'app.localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1', 'LOCALHOST'])('%s is', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', '[::2]'])(
    '%s is not',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
