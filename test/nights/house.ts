import { alertsOf, NO_ALERTS, restoreAlerts } from '../../electron/core/alerts/state.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { advance, type EngineInput, type EngineSettings } from '../../electron/core/engine/advance.ts';
import { type EngineState, foldEvent, initialState } from '../../electron/core/engine/state.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import { openIncidents } from '../../electron/core/incidents/incident.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import { lightOf } from '../../electron/core/snapshot/light.ts';
import { sourceView } from '../../electron/core/snapshot/sources.ts';
import type { Instant } from '../../electron/core/time.ts';
import { INTERVAL_MS, run } from './play.ts';
import { clockText, type Scene } from './script.ts';

/** Without a ladder: what these nights are about is what the alerts make people hear. */
function settingsOf(scene: Scene): EngineSettings {
  const watched = scene.actions.flatMap(({ action }) => {
    if (action.kind === 'answer') return action.source;
    return action.kind === 'report' ? 'health' : [];
  });
  return {
    mode: 'live',
    sources: [...new Set(watched)].map((id) => ({
      id,
      name: id,
      address: id,
      intervalMs: scene.intervals.get(id) ?? INTERVAL_MS,
    })),
    rules: defaultRules(),
    clocks: {
      responseTimes: {
        1: { kind: 'within', ms: 15 * 60_000, text: '15 min' },
        2: { kind: 'within', ms: 3_600_000, text: '1 hour' },
        3: { kind: 'within', ms: 4 * 3_600_000, text: '4 hours' },
        4: { kind: 'next-business-day', text: 'next business day' },
      },
      ladder: [],
      hours: officeHours('UTC'),
    },
    quietHours: null,
    firstStepOf: () => null,
    personFor: () => null,
  };
}

/** Plays a scene on the whole house; answers the notices, as the night writes them. */
export function playHouse(scene: Scene): readonly string[] {
  const settings = settingsOf(scene);
  const log: NewEvent[] = [];
  const told: string[] = [];
  let state: EngineState = initialState(NO_ALERTS);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const feed = (now: Instant, input: EngineInput): void => {
    const advanced = advance(state, input, now, settings, newId);
    state = advanced.state;
    log.push(...advanced.events);
    for (const { type, payload, at } of advanced.events) {
      if (type === 'notice-intended') told.push(`${clockText(at.elapsedMs)} ${payload.title}`);
    }
  };
  run(scene, {
    look: (now, looked) => feed(now, { type: 'looked', depth: 'full', ...looked }),
    tick: (now) => feed(now, { type: 'tick' }),
    woke: (now, sleptMs) => feed(now, { type: 'woke', sleptMs }),
    networkChanged: (now) => feed(now, { type: 'network-changed' }),
    restarted(now) {
      const alerts = restoreAlerts(JSON.parse(JSON.stringify(state.alerts))) ?? NO_ALERTS;
      state = log.reduce(foldEvent, initialState(alerts));
      feed(now, { type: 'restarted', awayMs: null });
    },
    acknowledge(now) {
      const events = openIncidents(state.incidents).map(({ id }) => ({
        type: 'incident-acknowledged' as const,
        payload: { reason: null, untilWallMs: null },
        incidentId: id,
      }));
      feed(now, { type: 'said', id: newId(), actor: 'person', events });
    },
    light(now) {
      const alerts = alertsOf(state.alerts);
      const views = settings.sources.map((source) =>
        sourceView(source, state.sources[source.id], alerts, settings.rules, () => [], now),
      );
      const { state: shown } = lightOf(alerts, state.incidents, views, null, false);
      told.push(`${clockText(now.elapsedMs)} light ${shown}`);
    },
  });
  return told;
}
