import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../../electron/core/alerts/advance.ts';
import { alertsOf } from '../../../electron/core/alerts/state.ts';
import { defaultRules } from '../../../electron/core/checks/rules.ts';
import { Ledger } from './ledger.ts';
import { INTERVAL_MS, type Observer, play, schedule } from './schedule.ts';

/** Random schedules per property; SEVLIGHT_SCHEDULES=25000 makes 100,000 of the four. */
const RUNS = Number(process.env.SEVLIGHT_SCHEDULES ?? 2500);
const WAIT_FOR_CAUSE_MS = 120_000;
const schedules = fc.array(fc.nat({ max: 2 ** 19 - 1 }), { maxLength: 60 }).map(schedule);

const byId = new Map(defaultRules().map((rule) => [rule.id, rule]));
const redis = byId.get('redis-connection-failed') ?? fail();
const celery = byId.get('celery-workers') ?? fail();
const twoRules = [redis, celery];

function fail(): never {
  throw new Error('a rule is missing');
}

function everySchedule(check: (happenings: ReturnType<typeof schedule>) => void): void {
  fc.assert(fc.property(schedules, check), { numRuns: RUNS });
}

/** One alert's story in a schedule, checked at every step against its ledger. */
function watchOver(which: 0 | 1): { observe: Observer; firing: () => boolean; ledger: Ledger } {
  const rule = twoRules[which] ?? fail();
  const ledger = new Ledger(rule);
  let firing = false;
  const observe: Observer = (input, { events }, happening) => {
    if (!firing) ledger.forget(input.now);
    if (input.kind === 'looked' && happening.kind === 'look') {
      ledger.look(which === 0 ? happening.cause : happening.effect, input.now);
    } else if (input.kind !== 'tick') {
      ledger.gap();
    }
    for (const event of events) {
      if (event.payload.alertKey !== rule.id) continue;
      if (event.type === 'alert-fired') {
        expect(firing, 'raise and resolve alternate').toBe(false);
        firing = true;
      }
      if (event.type === 'alert-resolved') {
        expect(firing, 'raise and resolve alternate').toBe(true);
        expect(ledger.goodMs(), 'resolved only after a good minute').toBeGreaterThanOrEqual(rule.keepFiringMs);
        firing = false;
      }
    }
  };
  return { observe, firing: () => firing, ledger };
}

describe('over random schedules of outage, flap, sleep, clock jump, offline and restart', { timeout: 600_000 }, () => {
  it('raises an outage once, neither sooner than its hold nor later than two intervals after', () => {
    let raised = 0;
    everySchedule((happenings) => {
      const { observe, firing, ledger } = watchOver(0);
      play(happenings, [redis], (input, step, happening) => {
        const was = firing();
        observe(input, step, happening);
        if (firing() && !was) {
          raised += 1;
          expect(input.kind).toBe('looked');
          expect(ledger.badMs(), 'not before its hold').toBeGreaterThanOrEqual(redis.holdMs);
          expect(ledger.badLooks(), 'not before its looks').toBeGreaterThanOrEqual(redis.minimumLooks);
        }
        const overdue = ledger.badMs() >= redis.holdMs + 2 * INTERVAL_MS && ledger.badLooks() >= redis.minimumLooks;
        if (overdue) expect(firing(), 'not later than two intervals').toBe(true);
        if (ledger.goodMs() >= redis.keepFiringMs + 2 * INTERVAL_MS) expect(firing()).toBe(false);
      });
    });
    expect(raised, 'the schedules do raise something').toBeGreaterThan(RUNS / 10);
  });

  it('raises nothing from unknown looks alone', () => {
    everySchedule((happenings) => {
      const blind = happenings.map((one) =>
        one.kind === 'look' && one.cause === 'bad' ? { ...one, cause: 'unknown' as const } : one,
      );
      play(blind, [redis], (_, { state, events }) => {
        if (events.length > 0 || alertsOf(state).length > 0) expect(events).toEqual([]);
      });
    });
  });

  it('takes a state that was kept and read back for the state, and a wall clock for no clock', () => {
    everySchedule((happenings) => {
      const told = (options: Parameters<typeof play>[3]) => {
        const events: string[] = [];
        const state = play(happenings, twoRules, (_, step) => events.push(...step.events.map(withoutWall)), options);
        return { events, state };
      };
      const plain = told({});
      const kept = told({ throughJson: true });
      expect(kept).toEqual(plain);
      expect(told({ wallClockJumps: false }).events).toEqual(plain.events);
    });
  });

  it('announces no effect while its cause fires, and no later than 120 s beyond its hold otherwise', () => {
    const told = { aloud: 0, explained: 0 };
    everySchedule((happenings) => {
      const cause = watchOver(0);
      const effect = watchOver(1);
      let announced = false;
      // Watched bad time of the effect during which no cause fired.
      const owed = new Ledger(celery);
      play(happenings, twoRules, (input, step, happening) => {
        const causeFired = cause.firing();
        cause.observe(input, step, happening);
        effect.observe(input, step, happening);
        if (!effect.firing()) owed.forget(input.now);
        if (input.kind === 'looked' && happening.kind === 'look') owed.look(happening.effect, input.now);
        else if (input.kind !== 'tick') owed.gap();
        if (causeFired || cause.firing()) owed.startAnew();

        for (const event of step.events) {
          if (event.payload.alertKey !== celery.id) continue;
          if (event.type === 'alert-fired' && event.payload.explainedBy !== null) told.explained += 1;
          if (isAloud(event)) {
            told.aloud += 1;
            expect(cause.firing(), 'nothing is announced under a firing cause').toBe(false);
            expect(owed.badMs(), 'what remains is held anew').toBeGreaterThanOrEqual(celery.holdMs);
            announced = true;
          }
          if (event.type === 'alert-resolved' || event.type === 'alert-explained') announced = false;
        }
        const overdue = owed.badMs() >= celery.holdMs + WAIT_FOR_CAUSE_MS + 2 * INTERVAL_MS;
        if (overdue) expect(announced, 'not silenced for longer').toBe(true);
      });
    });
    expect(Math.min(told.aloud, told.explained), 'the schedules do announce and explain').toBeGreaterThan(0);
  });
});

function isAloud(event: AlertEvent): boolean {
  return event.type === 'alert-unexplained' || (event.type === 'alert-fired' && event.payload.explainedBy === null);
}

function withoutWall(event: AlertEvent): string {
  return JSON.stringify(event, (name, value) => (name === 'wallMs' ? undefined : value));
}
