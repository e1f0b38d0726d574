import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../electron/core/checks/rule.ts';
import { defaultRules } from '../../../electron/core/checks/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../../electron/core/checks/thresholds.ts';
import type { PastFiring } from '../../../electron/core/history/firings.ts';
import { type KeptLook, keptLooks } from '../../../electron/core/history/kept-looks.ts';
import { type LevelReplay, replayLevel } from '../../../electron/core/history/level-replay.ts';
import { type ReplayedFiring, replay } from '../../../electron/core/history/replay.ts';
import { ruleAt, thresholdNameOf } from '../../../electron/core/history/threshold.ts';
import type { Sample } from '../../../electron/core/ports.ts';
import { backlog, DAY, type Episode, MINUTE, measured, NOW, samples } from './samples.ts';

const QUEUE = ruleOf('task-queue-backlog');

function ruleOf(id: string): Rule {
  const found = defaultRules().find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`There is no rule ${id}.`);
  return found;
}

function fired({ agoMs, lastsMs }: Episode, judged: PastFiring['judged']): PastFiring {
  const fromWallMs = NOW - agoMs;
  return {
    ruleId: QUEUE.id,
    alertKey: QUEUE.id,
    level: 1,
    fromWallMs,
    toWallMs: fromWallMs + lastsMs + MINUTE,
    judged,
  };
}

function report(
  change: Partial<Parameters<typeof replayLevel>[0]> & { readonly told?: readonly Sample[] },
): LevelReplay {
  const steps = replayLevel({
    rule: QUEUE,
    level: 1,
    samples: new Map([['redis', change.told ?? []]]),
    firings: [],
    asked: null,
    nowWallMs: NOW,
    ...change,
  });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  if (step.value === null) throw new Error('The level has no threshold.');
  return step.value;
}

const at = (threshold: number, told: readonly Sample[], side: 'best' | 'worst' = 'worst') => {
  const rule = ruleAt(QUEUE, 1, threshold);
  return rule === null ? [] : replay(rule, keptLooks('redis', told), side);
};

describe('a replay', () => {
  it('fires as the alert engine would: after its hold, with its clear value, once per time it was bad', () => {
    const told = samples(
      1,
      3,
      backlog(10 * 60 * MINUTE, 90_000, 60),
      backlog(8 * 60 * MINUTE, 10 * MINUTE, 60),
      // Between the clear value and the threshold it goes on; below, for a minute, it is over.
      backlog(8 * 60 * MINUTE - 10 * MINUTE, 10 * MINUTE, 47),
      backlog(5 * 60 * MINUTE, 10 * MINUTE, 70),
    );
    expect(at(50, told)).toEqual([
      { fromWallMs: NOW - 8 * 60 * MINUTE, toWallMs: NOW - 8 * 60 * MINUTE + 21 * MINUTE },
      { fromWallMs: NOW - 5 * 60 * MINUTE, toWallMs: NOW - 5 * 60 * MINUTE + 11 * MINUTE },
    ]);
    expect(at(61, told)).toHaveLength(1);
    expect(at(71, told)).toHaveLength(0);
  });

  it('neither counts nor ends anything while nobody looked', () => {
    const bad = backlog(4 * 60 * MINUTE, 4 * 60 * MINUTE, 60);
    const whole = samples(1, 3, bad);
    const asleep = whole.filter(
      ({ wallMs }) => wallMs < NOW - 4 * 60 * MINUTE + 90_000 || wallMs >= NOW - 2 * 60 * MINUTE,
    );
    // 90 s of 120 s were seen before the sleep, so it fires only after it.
    const [first] = at(50, asleep);
    expect(at(50, asleep)).toHaveLength(1);
    expect(first?.toWallMs).toBeNull();
    const short = whole.filter(({ wallMs }) => wallMs < NOW - 4 * 60 * MINUTE + 90_000);
    expect(at(50, short)).toHaveLength(0);
    // 90 s before 3 min of sleep and one look after it are not yet 120 s.
    const brief = samples(1, 3, backlog(240 * MINUTE, 4.75 * MINUTE, 60)).filter(
      ({ wallMs }) => wallMs < NOW - 240 * MINUTE + 90_001 || wallMs >= NOW - 240 * MINUTE + 270_000,
    );
    expect(at(50, brief)).toHaveLength(0);
    const unknown = samples(1, 3, backlog(240 * MINUTE, 90_000, 60), backlog(240 * MINUTE - 90_000, 60 * MINUTE, null));
    expect(at(50, unknown)).toHaveLength(0);
  });

  it('tells both ends where a thinned sample leaves open how long it was bad', () => {
    const told = samples(6, 3, backlog(3 * DAY, 30_000, 90), backlog(4 * DAY, 25 * MINUTE, 90));
    expect(at(50, told, 'best')).toHaveLength(1);
    expect(at(50, told, 'worst')).toHaveLength(2);
    expect(report({ told }).tried[0]).toEqual({ threshold: 50, least: 1, most: 2 });
  });

  it('surely fires only where the whole samples fire, and perhaps wherever they do', () => {
    const episode = fc.record({
      agoMs: fc.integer({ min: 1.2 * DAY, max: 2.9 * DAY }),
      lastsMs: fc.integer({ min: MINUTE, max: 40 * MINUTE }),
      value: fc.integer({ min: 40, max: 70 }),
    });
    const overlaps = (a: ReplayedFiring, b: ReplayedFiring): boolean =>
      a.fromWallMs <= (b.toWallMs ?? NOW) && b.fromWallMs <= (a.toWallMs ?? NOW) + 5 * MINUTE;
    fc.assert(
      fc.property(fc.array(episode, { minLength: 1, maxLength: 12 }), (episodes) => {
        const whole = measured(3, 3, ...episodes).map(
          ({ wallMs, value }): KeptLook => ({
            source: 'redis',
            atWallMs: wallMs,
            stepMs: 15_000,
            low: value,
            high: value,
          }),
        );
        const rule = ruleAt(QUEUE, 1, 50);
        if (rule === null) throw new Error('no threshold');
        const exact = replay(rule, whole, 'worst');
        const told = samples(3, 3, ...episodes);
        for (const one of at(50, told, 'best')) expect(exact.some((other) => overlaps(one, other))).toBe(true);
        const perhaps = at(50, told, 'worst');
        for (const one of exact) expect(perhaps.some((other) => overlaps(other, one))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('counts workers from below, and a rate that falls', () => {
    const workers = ruleAt(ruleOf('celery-workers'), 0, 0);
    const rate = ruleAt(ruleOf('document-processing'), 1, 90);
    if (workers === null || rate === null) throw new Error('no threshold');
    expect(
      replay(workers, keptLooks('celery', samples(1, 2, backlog(60 * MINUTE, 5 * MINUTE, 0))), 'worst'),
    ).toHaveLength(1);
    expect(
      replay(rate, keptLooks('health', samples(1, 97, backlog(60 * MINUTE, 5 * MINUTE, 89))), 'worst'),
    ).toHaveLength(1);
  });

  it('counts once what two sources tell', () => {
    const told = samples(1, 3, backlog(60 * MINUTE, 10 * MINUTE, 60));
    const shifted = told.map((one) => ({ ...one, wallMs: one.wallMs + 4000 }));
    const both = report({
      samples: new Map([
        ['redis', told],
        ['health', shifted],
      ]),
    });
    expect(both.tried[0]).toEqual({ threshold: 50, least: 1, most: 1 });
  });
});

describe('the proposal', () => {
  const noise = backlog(2 * DAY, 20 * MINUTE, 57);
  const wrong = backlog(3 * DAY, 20 * MINUTE, 64);
  const real = backlog(4 * DAY, 40 * MINUTE, 180);
  const told = samples(10, 3, noise, wrong, real);

  it('is the least change that keeps what was acted on and drops what was noise or wrong', () => {
    const found = report({
      told,
      firings: [fired(real, 'acted-on'), fired(wrong, 'wrong-threshold'), fired(noise, 'noise')],
    });
    expect(found.proposal).toEqual({
      threshold: 65,
      reason: 'The least change that drops 2 firings called noise or wrong; the one acted on is kept.',
    });
    expect(found.tried).toContainEqual({ threshold: 50, least: 3, most: 3 });
    expect(found.tried).toContainEqual({ threshold: 65, least: 1, most: 1 });
    expect(found).toMatchObject({ fired: 3, judged: { actedOn: 1, noise: 1, wrongThreshold: 1 } });
    expect(found.settingName).toBe('queue_length_warning');
  });

  it('is none where no threshold tells them apart', () => {
    const { proposal } = report({ told, firings: [fired(real, 'noise'), fired(wrong, 'acted-on')] });
    expect(proposal.threshold).toBeNull();
    expect(proposal.reason).toMatch(
      /^No threshold tells them apart: 181 would .* 1 of 1 firing that somebody acted on/u,
    );
  });

  it('keeps what thinned samples only perhaps show, and says nothing is to be done where nothing was noise', () => {
    const brief = backlog(4 * DAY, 3 * MINUTE, 180);
    const both = [fired(brief, 'acted-on'), fired(noise, 'noise')];
    expect(report({ told: samples(10, 3, noise, brief), firings: both }).proposal.threshold).toBe(58);
    const { proposal } = report({ told, firings: [fired(real, 'acted-on')] });
    expect(proposal).toEqual({ threshold: null, reason: expect.stringContaining('Nobody called a firing noise') });
  });

  it('is none after too few days, and none that can never be', () => {
    const few = report({ told: samples(2, 3, noise), firings: [fired(noise, 'noise')] });
    expect(few.proposal.reason).toMatch(/^Too little is kept/u);
    expect(few.tried[0]?.most).toBe(1);
    const workers = ruleOf('celery-workers');
    const gone = { ...fired(noise, 'noise'), ruleId: workers.id, level: 0 };
    const none = report({
      rule: workers,
      level: 0,
      told: samples(10, 2, backlog(2 * DAY, 20 * MINUTE, 0)),
      firings: [gone],
    });
    expect(none.proposal).toEqual({
      threshold: null,
      reason: 'No threshold would have dropped what was called noise.',
    });
  });

  it('forgets what began before the oldest sample, and what stayed below the level', () => {
    const old = fired(backlog(20 * DAY, 20 * MINUTE, 60), 'noise');
    const milder = report({ told, level: 0, firings: [fired(real, 'noise')] });
    expect(report({ told, firings: [old] }).fired).toBe(0);
    expect(milder.fired).toBe(0);
  });
});

describe('what it rests on', () => {
  it('says how many days, how finely, and how long nobody looked', () => {
    const gap = samples(10, 3).filter(({ wallMs }) => wallMs < NOW - 5 * DAY || wallMs >= NOW - 4.5 * DAY);
    expect(report({ told: gap }).restsOn).toEqual([
      '10.0 days of samples: a value every 15 s of the last day, before that the lowest and the highest of each 5 min. Where they leave it open, both ends are told.',
      'For 12 h 00 min of it nobody looked, or it could not be measured.',
      'It is replayed by itself: what another alert explained at the time counts, too.',
      'Firings are judged when their incident is over; those before the oldest sample are left out.',
    ]);
    expect(report({}).restsOn).toEqual(['No value of it is kept yet.']);
  });

  it('says so where the log tells of more or fewer firings than the replay', () => {
    const told = samples(10, 3, backlog(2 * DAY, 20 * MINUTE, 60));
    const once = report({ told, firings: [fired(backlog(2 * DAY, 20 * MINUTE, 60), null)] });
    expect(once.restsOn.join()).not.toContain('The log tells of');
    expect(report({ told }).restsOn.at(-1)).toMatch(/^The log tells of 0, the replay at the present threshold of 1:/u);
  });

  it('draws the lowest and the highest of each stretch', () => {
    const { chart } = report({ told: samples(7, 3, backlog(2 * DAY, 30 * MINUTE, 90)) });
    expect(chart).toHaveLength(168);
    expect(chart.filter(({ high }) => high === 90)).toHaveLength(1);
    expect(chart.every(({ low }) => low === 3)).toBe(true);
  });

  it('knows what the configuration calls each threshold, and which it cannot set', () => {
    const names = defaultRules().flatMap(({ id, levels }) => levels.map((_, level) => thresholdNameOf(id, level)));
    expect(new Set(names.filter((name) => name !== null))).toEqual(new Set(Object.keys(DEFAULT_THRESHOLDS)));
    expect(thresholdNameOf('document-processing', 0)).toBe('processing_success_rate_critical');
    expect(thresholdNameOf('redis-memory-full', 0)).toBeNull();
  });
});
