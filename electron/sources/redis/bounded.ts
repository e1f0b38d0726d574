import type { Failure, Reading } from '../../core/source.ts';
import { SECOND_MS } from '../../core/time.ts';
import { Refusal, redisFailure } from './failures.ts';

export interface Bounds {
  /** Aborted when the look is over, whichever way: what listens to it is destroyed by then. */
  readonly signal: AbortSignal;
  /** Ends the look with a failure. */
  readonly fail: (failure: Failure) => void;
  readonly started: number;
}

/**
 * One look within its deadline. Never rejects; settles as soon as `cancelled` aborts, whatever becomes of the work's
 * own promises.
 */
export async function bounded<Answer>(
  deadlineMs: number,
  cancelled: AbortSignal,
  work: (bounds: Bounds) => Promise<Answer>,
): Promise<Reading<Answer>> {
  const started = performance.now();
  const controller = new AbortController();
  const { signal } = controller;
  const fail = (failure: Failure) => controller.abort(new Refusal(failure));
  const cancel = () => fail({ kind: 'cancelled', message: 'The look was given up.' });
  const deadline = setTimeout(() => fail(late('gives no whole answer', deadlineMs)), deadlineMs);
  cancelled.addEventListener('abort', cancel, { once: true });
  if (cancelled.aborted) cancel();
  try {
    const answer = await Promise.race([work({ signal, fail, started }), abortOf(signal)]);
    return { outcome: 'answered', answer, latencyMs: performance.now() - started };
  } catch (error) {
    const failure = redisFailure(signal.aborted ? signal.reason : error);
    return { outcome: 'failed', failure, latencyMs: performance.now() - started };
  } finally {
    clearTimeout(deadline);
    cancelled.removeEventListener('abort', cancel);
    controller.abort();
  }
}

export function late(what: string, ms: number): Failure {
  return { kind: 'timeout', message: `Redis ${what} within ${ms / SECOND_MS} s.`, code: 'ETIMEDOUT' };
}

/** Rejects when the signal aborts; never resolves. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
