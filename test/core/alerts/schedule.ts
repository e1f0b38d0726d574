import { type AlertsState, NO_ALERTS, restoreAlerts } from '../../../electron/core/alerts/state.ts';
import { type AlertInput, type AlertStep, stepAlerts } from '../../../electron/core/alerts/step.ts';
import type { Rule } from '../../../electron/core/checks/rule.ts';
import { bad, type Look, ok, unknown } from '../../../electron/core/look.ts';
import type { Instant } from '../../../electron/core/time.ts';

export const INTERVAL_MS = 15_000;

export type Verdict = Look['verdict'];

/** One thing that happens to the watcher. A look carries what it says of the cause and of its effect. */
export type Happening =
  | { readonly kind: 'look'; readonly afterMs: number; readonly cause: Verdict; readonly effect: Verdict }
  | { readonly kind: 'sleep' | 'restart' | 'hang'; readonly ms: number }
  | { readonly kind: 'network-changed' }
  | { readonly kind: 'clock'; readonly byMs: number };

const VERDICTS: readonly Verdict[] = ['ok', 'bad', 'unknown'];

/** Makes a schedule of plain numbers, so that a failing one shrinks fast and reads short. */
export function schedule(numbers: readonly number[]): readonly Happening[] {
  return numbers.flatMap((number): readonly Happening[] => {
    const kind = number % 16;
    const size = Math.floor(number / 16) % 32;
    const more = Math.floor(number / 512);
    switch (kind) {
      case 11:
        return [{ kind: 'sleep', ms: (size + 1) ** 3 * 1000 }];
      case 12:
        return [{ kind: 'restart', ms: (size + 1) * 10_000 }];
      case 13:
        return [{ kind: 'network-changed' }];
      case 14:
        return [{ kind: 'clock', byMs: (more - 512) * 100_000 }];
      case 15:
        return [{ kind: 'hang', ms: (size + 1) * 4000 }];
    }
    const cause = VERDICTS[Math.floor(kind / 3) % 3] ?? 'ok';
    const effect = VERDICTS[kind % 3] ?? 'ok';
    return Array.from({ length: (size % 16) + 1 }, (_, i) => ({
      kind: 'look',
      // Looks come with jitter, and sooner now and then.
      afterMs: (more >> (i % 8)) % 5 === 0 ? 5000 : INTERVAL_MS + ((more * (i + 7)) % 31) * 100 - 1500,
      cause,
      effect,
    }));
  });
}

/** After each look, tick or gap: what went in, what came of it. */
export type Observer = (input: AlertInput, step: AlertStep, happening: Happening) => void;

export interface PlayOptions {
  readonly wallClockJumps?: boolean;
  /** Reads the state back from JSON before every step. */
  readonly throughJson?: boolean;
}

/** Plays a schedule on the reducer, ticking before every look as the house does. */
export function play(
  happenings: readonly Happening[],
  rules: readonly Rule[],
  observe: Observer,
  { wallClockJumps = true, throughJson = false }: PlayOptions = {},
): AlertsState {
  let state = NO_ALERTS;
  let wallMs = 1_700_000_000_000;
  let elapsedMs = 0;
  let awakeMs = 0;
  const now = (): Instant => ({ wallMs, elapsedMs, awakeMs, bootId: 'boot' });
  const pass = (ms: number, awake: boolean): void => {
    wallMs += ms;
    elapsedMs += ms;
    if (awake) awakeMs += ms;
  };
  const feed = (input: AlertInput, happening: Happening): void => {
    if (throughJson) state = restoreAlerts(JSON.parse(JSON.stringify(state))) ?? NO_ALERTS;
    const step = stepAlerts(state, input, rules);
    state = step.state;
    observe(input, step, happening);
  };

  for (const happening of happenings) {
    switch (happening.kind) {
      case 'look': {
        pass(happening.afterMs, true);
        feed({ kind: 'tick', now: now() }, happening);
        const checks = rules.slice(0, 2).map(({ check }, i) => ({
          name: check,
          source: 'redis' as const,
          value: null,
          unit: '' as const,
          look: lookOf(i === 0 ? happening.cause : happening.effect),
        }));
        feed(
          { kind: 'looked', now: now(), source: 'redis', depth: 'full', intervalMs: INTERVAL_MS, checks },
          happening,
        );
        break;
      }
      case 'sleep':
        pass(happening.ms, false);
        feed({ kind: 'woke', now: now() }, happening);
        break;
      case 'restart':
        pass(happening.ms, true);
        awakeMs = 0;
        feed({ kind: 'restarted', now: now() }, happening);
        break;
      case 'hang':
        pass(happening.ms, true);
        feed({ kind: 'tick', now: now() }, happening);
        break;
      case 'network-changed':
        feed({ kind: 'network-changed', now: now() }, happening);
        break;
      case 'clock':
        if (wallClockJumps) wallMs += happening.byMs;
        break;
    }
  }
  return state;
}

function lookOf(verdict: Verdict): Look {
  switch (verdict) {
    case 'ok':
      return ok('well');
    case 'bad':
      return bad('broken');
    case 'unknown':
      return unknown('offline', 'no network');
  }
}
