import { describe, expect, it } from 'vitest';
import { NO_ALERTS } from '../../../electron/core/alerts/state.ts';
import { defaultRules } from '../../../electron/core/checks/rules.ts';
import { advance, type EngineInput, type EngineSettings } from '../../../electron/core/engine/advance.ts';
import { type EngineState, initialState } from '../../../electron/core/engine/state.ts';
import type { NewEvent } from '../../../electron/core/events.ts';
import { type Look, ok, unknown } from '../../../electron/core/look.ts';
import { officeHours } from '../../../electron/core/schedule/working-hours.ts';
import { lightOf } from '../../../electron/core/snapshot/light.ts';
import { sourceView } from '../../../electron/core/snapshot/sources.ts';
import type { SourceId } from '../../../electron/core/source.ts';
import { fakeClock } from '../../fakes/clock.ts';

const WATCHED = [
  { id: 'health', name: 'Health endpoint', address: '', intervalMs: 15_000 },
  { id: 'vendor:openai', name: 'OpenAI status', address: '', intervalMs: 300_000 },
  { id: 'connectivity', name: 'This computer', address: '', intervalMs: 60_000 },
] as const;

const SETTINGS: EngineSettings = {
  mode: 'live',
  sources: WATCHED,
  rules: defaultRules(),
  clocks: {
    responseTimes: {
      1: { kind: 'within', ms: 900_000, text: '15 min' },
      2: { kind: 'within', ms: 3_600_000, text: '1 hour' },
      3: { kind: 'within', ms: 14_400_000, text: '4 hours' },
      4: { kind: 'next-business-day', text: 'next business day' },
    },
    ladder: [],
    hours: officeHours('UTC'),
  },
  quietHours: null,
  firstStepOf: () => null,
  personFor: () => null,
};

/** An hour in which each source, every 15 s, says what `says` has it say. */
function hour(says: Partial<Record<SourceId, Look>>) {
  const clock = fakeClock();
  const log: NewEvent[] = [];
  let state: EngineState = initialState(NO_ALERTS);
  let ids = 0;
  const feed = (input: EngineInput) => {
    const advanced = advance(state, input, clock.now(), SETTINGS, () => `id-${++ids}`);
    state = advanced.state;
    log.push(...advanced.events);
  };
  feed({ type: 'restarted', awayMs: null });
  for (let i = 0; i < 240; i += 1) {
    for (const { id } of WATCHED) {
      const look = says[id];
      if (look !== undefined)
        feed({ type: 'looked', source: id, look, depth: 'full', checks: [], latencyMs: 5, intervalMs: 15_000 });
    }
    clock.pass(15_000);
    feed({ type: 'tick' });
  }
  const views = WATCHED.map((source) => sourceView(source, state.sources[source.id], [], [], () => [], clock.now()));
  return { log, views, state, light: lightOf([], {}, views, null, false) };
}

const UNREACHABLE = unknown('network', 'It does not answer.');

describe('what stands beside the watched system', () => {
  it('greys nothing and makes no one blind when it cannot be asked', () => {
    const { light, log, views } = hour({
      health: ok('Healthy'),
      'vendor:openai': UNREACHABLE,
      connectivity: UNREACHABLE,
    });
    expect(light.state).toBe('well');
    expect(views.map(({ stale }) => stale)).toEqual([false, true, true]);
    expect(log).toEqual([]);
  });

  it('cannot stand in for the watched system: with its answers alone we are blind, and say so', () => {
    const { light, log } = hour({ health: UNREACHABLE, 'vendor:openai': ok('fine'), connectivity: ok('Online') });
    expect(light).toMatchObject({ state: 'unknown', headline: 'Not looking' });
    expect(log.flatMap(({ type, payload }) => (type === 'notice-intended' ? payload.kind : type))).toEqual([
      'blind-started',
      'blind-started',
      'not-monitoring',
    ]);
  });

  it('refuses no credentials of ours', () => {
    const { light } = hour({ health: ok('Healthy'), 'vendor:openai': unknown('credentials', 'HTTP 401') });
    expect(light.state).toBe('well');
  });

  it('does not prolong the grace after a wake', () => {
    const clock = fakeClock();
    let state = advance(initialState(NO_ALERTS), { type: 'woke', sleptMs: 1 }, clock.now(), SETTINGS, () => '1').state;
    for (let i = 0; i < 2; i += 1) {
      clock.pass(5000);
      const input: EngineInput = {
        type: 'looked',
        source: 'health',
        look: ok('Healthy'),
        depth: 'full',
        checks: [{ name: 'system_health', source: 'health', value: null, unit: '', look: ok('Healthy') }],
        latencyMs: 5,
        intervalMs: 15_000,
      };
      state = advance(state, input, clock.now(), SETTINGS, () => `look-${i}`).state;
    }
    expect(state.graceSince).toBeNull();
  });
});
