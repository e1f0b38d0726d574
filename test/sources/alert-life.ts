import { type AlertsState, NO_ALERTS } from '../../electron/core/alerts/state.ts';
import { stepAlerts } from '../../electron/core/alerts/step.ts';
import type { Check } from '../../electron/core/checks/check.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { SourceId } from '../../electron/core/source.ts';

const RULES = defaultRules();
const INTERVAL_MS = 15_000;
/** Longer than any hold, the wait for a cause included. */
const LASTING_MS = 5 * 60_000;

/** What one real look at one source has brought. */
export interface Seen {
  readonly source: SourceId;
  readonly checks: readonly Check[];
}

/** Alerts on a clock that nobody has to wait for: only time is made up here, what was seen is real. */
export interface AlertLife {
  /**
   * Every look of the next five minutes sees this. What the engine tells: `SEV2 NAME: REASON`, `SEV3 NAME explained by
   * NAME`, `NAME resolved`; instances behind the name in brackets.
   */
  lasting(seen: readonly Seen[]): readonly string[];
}

export function alertLife(): AlertLife {
  let state: AlertsState = NO_ALERTS;
  let atMs = 0;
  const names = new Map<string, string>();
  const named = (key: string, name: string): string => {
    const instance = key.split(/\/(.*)/s)[1];
    names.set(key, instance === undefined ? name : `${name} (${instance})`);
    return names.get(key) ?? key;
  };

  function look({ source, checks }: Seen): readonly string[] {
    const now = { wallMs: atMs, elapsedMs: atMs, awakeMs: atMs, bootId: 'test' };
    const input = { kind: 'looked', now, source, depth: 'full', intervalMs: INTERVAL_MS, checks } as const;
    const step = stepAlerts(state, input, RULES);
    state = step.state;
    return step.events.flatMap(({ type, payload }) => {
      switch (type) {
        case 'alert-pending':
          named(payload.alertKey, payload.badness.name);
          return [];
        case 'alert-fired': {
          const { alertKey, badness, explainedBy } = payload;
          const told = `SEV${badness.severity} ${named(alertKey, badness.name)}`;
          return explainedBy === null
            ? `${told}: ${badness.reason}`
            : `${told} explained by ${names.get(explainedBy) ?? explainedBy}`;
        }
        case 'alert-level-changed':
          return `SEV${payload.to.severity} ${named(payload.alertKey, payload.to.name)}: ${payload.to.reason}`;
        case 'alert-resolved':
          return `${names.get(payload.alertKey) ?? payload.alertKey} resolved`;
        default:
          return [];
      }
    });
  }

  return {
    lasting(seen) {
      const told: string[] = [];
      for (const endMs = atMs + LASTING_MS; atMs < endMs; atMs += INTERVAL_MS) told.push(...seen.flatMap(look));
      return told;
    },
  };
}
