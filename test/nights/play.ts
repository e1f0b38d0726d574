import type { AlertEvent } from '../../electron/core/alerts/advance.ts';
import { type AlertsState, NO_ALERTS, restoreAlerts } from '../../electron/core/alerts/state.ts';
import { type AlertInput, stepAlerts } from '../../electron/core/alerts/step.ts';
import type { Check } from '../../electron/core/checks/check.ts';
import { type HealthMemory, judgeHealth } from '../../electron/core/checks/health.ts';
import type { Rule } from '../../electron/core/checks/rule.ts';
import { type Look, ok } from '../../electron/core/look.ts';
import type { SourceId } from '../../electron/core/source.ts';
import type { Instant } from '../../electron/core/time.ts';
import { AROUND, answer as answerOf, bodyOf, healthyChecks, SETTINGS } from '../core/checks/health-parts.ts';
import { type Answer, clockText, type Report, type Scene } from './script.ts';

export const INTERVAL_MS = 15_000;
const TICK_MS = 5_000;

/** What the clockwork of a scene drives: the alert engine alone, or the whole house. */
export interface House {
  look(now: Instant, look: Looked): void;
  tick(now: Instant): void;
  woke(now: Instant, sleptMs: number): void;
  networkChanged(now: Instant): void;
  restarted(now: Instant): void;
  acknowledge(now: Instant): void;
  /** Somebody looks at the tray. */
  light(now: Instant): void;
}

export interface Looked {
  readonly source: SourceId;
  readonly intervalMs: number;
  readonly look: Look;
  readonly checks: readonly Check[];
  readonly latencyMs: number;
}

/** Runs a scene's clock over `house`, second by second; looks and ticks fall on the scene's own time. */
export function run(scene: Scene, house: House): void {
  const answers = new Map<SourceId, Map<string, Answer>>();
  const silenced = new Map<string, Look>();
  const nextLook = new Map<SourceId, number>();
  const endpoint = healthEndpoint();
  const endMs = Math.max(...scene.actions.map(({ atMs }) => atMs));
  let atMs = 0;
  let awakeMs = 0;
  const now = (): Instant => ({ wallMs: Date.UTC(2026, 0, 13, 1) + atMs, elapsedMs: atMs, awakeMs, bootId: 'boot' });

  const actions = [...scene.actions];
  while (atMs <= endMs) {
    while (actions[0] !== undefined && actions[0].atMs <= atMs) {
      const action = actions.shift()?.action;
      switch (action?.kind) {
        case 'answer': {
          const checks = answers.get(action.source) ?? new Map<string, Answer>();
          answers.set(action.source, checks.set(action.check, action.answer));
          if (!nextLook.has(action.source)) nextLook.set(action.source, atMs);
          break;
        }
        case 'report':
          endpoint.answers(action.report);
          if (!nextLook.has('health')) nextLook.set('health', atMs);
          break;
        case 'silence':
          if (action.look) silenced.set(action.source, action.look);
          else silenced.delete(action.source);
          break;
        case 'sleep':
          atMs += action.ms;
          house.woke(now(), action.ms);
          for (const source of nextLook.keys()) nextLook.set(source, atMs);
          break;
        case 'restart':
          atMs += action.ms;
          awakeMs = 0;
          house.restarted(now());
          endpoint.forget();
          for (const source of nextLook.keys()) nextLook.set(source, atMs);
          break;
        case 'network-changed':
          house.networkChanged(now());
          break;
        case 'acknowledge':
          house.acknowledge(now());
          break;
        case 'light':
          house.light(now());
          break;
      }
    }
    for (const [source, due] of nextLook) {
      const latencyMs = source === 'health' ? endpoint.takesMs() : 5;
      if (atMs < due + Math.floor(latencyMs / 1000) * 1000) continue;
      const intervalMs = scene.intervals.get(source) ?? INTERVAL_MS;
      nextLook.set(source, due + intervalMs);
      const silence = silenced.get(source) ?? silenced.get('all');
      const reported = source === 'health' && silence === undefined ? endpoint.look(now()) : null;
      const checks = reported?.checks ?? [...checksOf(source, answers.get(source), silence)];
      const look = reported?.look ?? checks[0]?.look ?? silence ?? ok('answered');
      house.look(now(), { source, intervalMs, look, checks, latencyMs });
    }
    if (atMs % TICK_MS === 0) house.tick(now());
    atMs += 1000;
    awakeMs += 1000;
  }
}

/** What a component says of itself when it is unhealthy, where it says more than that. */
const UNHEALTHY: Readonly<Record<string, object>> = {
  celery: { message: 'No Celery workers responding', workers: 0, active_tasks: 0, queue_length: null },
};

/** The health endpoint of a scene that writes its whole report. */
function healthEndpoint() {
  let report: Report | null = null;
  let memory: HealthMemory | null = null;
  let writtenMs = 0;
  return {
    answers: (given: Report) => {
      report = given;
    },
    takesMs: () => report?.takesMs ?? 0,
    forget: () => {
      memory = null;
    },
    /** null: the scene writes its checks one by one. */
    look(now: Instant) {
      if (report === null) return null;
      if (!report.cached) writtenMs = now.wallMs;
      const checks = healthyChecks();
      for (const name of report.unhealthy) checks[name] = { ...checks[name], ...UNHEALTHY[name], status: 'unhealthy' };
      const answer = answerOf(bodyOf(checks, new Date(writtenMs).toISOString()));
      const judged = judgeHealth({ outcome: 'answered', answer, latencyMs: report.takesMs }, SETTINGS, AROUND, memory);
      memory = judged.memory;
      return judged;
    },
  };
}

function* checksOf(source: SourceId, answers: Map<string, Answer> | undefined, silence: Look | undefined) {
  for (const [name, answer] of answers ?? []) {
    if (silence !== undefined) yield { name, source, value: null, unit: '' as const, look: silence };
    else if (answer !== 'gone') yield { name, source, ...answer };
  }
}

/** Plays a scene on the alert engine; answers what happened, as the night writes it. */
export function playAlerts(scene: Scene, rules: readonly Rule[]): readonly string[] {
  const lines: string[] = [];
  const names = new Map<string, string>();
  let state: AlertsState = NO_ALERTS;
  const feed = (input: AlertInput): void => {
    const step = stepAlerts(state, input, rules);
    state = step.state;
    for (const event of step.events) {
      lines.push(`${clockText(input.now.elapsedMs)} ${tell(event, names)}`);
    }
  };
  run(scene, {
    look: (now, { source, intervalMs, checks }) =>
      feed({ kind: 'looked', now, depth: 'full', source, intervalMs, checks }),
    tick: (now) => feed({ kind: 'tick', now }),
    woke: (now) => feed({ kind: 'woke', now }),
    networkChanged: (now) => feed({ kind: 'network-changed', now }),
    restarted(now) {
      state = restoreAlerts(JSON.parse(JSON.stringify(state))) ?? NO_ALERTS;
      feed({ kind: 'restarted', now });
    },
    acknowledge() {
      throw new Error('Nobody acknowledges an alert; incidents are acknowledged');
    },
    light() {
      throw new Error('The light is shown by the house');
    },
  });
  return lines;
}

function tell(event: AlertEvent, names: Map<string, string>): string {
  const { alertKey } = event.payload;
  const nameOf = (key: string) => names.get(key) ?? key;
  const called = (name: string) => {
    const [, instance] = alertKey.split(/\/(.*)/s);
    names.set(alertKey, instance === undefined ? name : `${name} (${instance})`);
    return nameOf(alertKey);
  };
  switch (event.type) {
    case 'alert-pending':
      return `pending SEV${event.payload.badness.severity} ${called(event.payload.badness.name)}`;
    case 'alert-calmed':
      return `calmed ${nameOf(alertKey)}`;
    case 'alert-fired': {
      const { badness, explainedBy } = event.payload;
      const because = explainedBy === null ? '' : `, explained by ${nameOf(explainedBy)}`;
      return `fired SEV${badness.severity} ${called(badness.name)}${because}`;
    }
    case 'alert-level-changed': {
      const { from, to } = event.payload;
      return `${to.level < from.level ? 'worsened' : 'eased'} to SEV${to.severity} ${called(to.name)}`;
    }
    case 'alert-explained':
      return `explained ${nameOf(alertKey)} by ${event.payload.byName}`;
    case 'alert-unexplained':
      return `remains ${nameOf(alertKey)}`;
    case 'alert-unknown':
      return `unseen ${nameOf(alertKey)}, ${event.payload.cause}`;
    case 'alert-known':
      return `seen ${nameOf(alertKey)}`;
    case 'alert-flapping':
      return `${event.payload.flapping ? 'flapping' : 'steady'} ${nameOf(alertKey)}`;
    default:
      return `resolved ${nameOf(alertKey)}`;
  }
}
