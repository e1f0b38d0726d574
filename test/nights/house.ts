import { NO_ALERTS, restoreAlerts } from '../../electron/core/alerts/state.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { advance, type EngineInput, type EngineSettings } from '../../electron/core/engine/advance.ts';
import { type EngineState, foldEvent, initialState } from '../../electron/core/engine/state.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import { openIncidents } from '../../electron/core/incidents/incident.ts';
import { ok } from '../../electron/core/look.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import type { Instant } from '../../electron/core/time.ts';
import { run } from './play.ts';
import { clockText, type Scene } from './script.ts';

/** Without a ladder: what these nights are about is what the alerts make people hear. */
const SETTINGS: EngineSettings = {
  mode: 'live',
  sources: [],
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

/** Plays a scene on the whole house; answers the notices, as the night writes them. */
export function playHouse(scene: Scene): readonly string[] {
  const log: NewEvent[] = [];
  let state: EngineState = initialState(NO_ALERTS);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const feed = (now: Instant, input: EngineInput): void => {
    const advanced = advance(state, input, now, SETTINGS, newId);
    state = advanced.state;
    log.push(...advanced.events);
  };
  run(scene, {
    look(now, { source, intervalMs, checks }) {
      const look = checks[0]?.look ?? ok('answered');
      feed(now, { type: 'looked', source, look, depth: 'full', checks, latencyMs: 5, intervalMs });
    },
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
  });
  return log.flatMap((event) =>
    event.type === 'notice-intended' ? `${clockText(event.at.elapsedMs)} ${event.payload.title}` : [],
  );
}
