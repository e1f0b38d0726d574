import { NO_ALERTS, restoreAlerts } from '../../electron/core/alerts/state.ts';
import type { Check, CheckInstance } from '../../electron/core/checks/check.ts';
import type { CheckName } from '../../electron/core/checks/rules.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { advance, type EngineInput, type EngineSettings } from '../../electron/core/engine/advance.ts';
import { type EngineState, foldEvent, initialState } from '../../electron/core/engine/state.ts';
import type { NewEvent, NoticeKind } from '../../electron/core/events.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { type Incident, openIncidents } from '../../electron/core/incidents/incident.ts';
import { bad, type Look, ok } from '../../electron/core/look.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import type { SourceId } from '../../electron/core/source.ts';
import type { Instant } from '../../electron/core/time.ts';

const INTERVAL_MS = 15_000;

/** What the world looks like to the sources: a number, a verdict, instances, or nothing measured. */
type World = Partial<Record<CheckName, number | Look | readonly CheckInstance[]>>;

/**
 * One night on a fake clock: sources are looked at every 15 s, time passes in ticks of 5 s, and what was said is kept
 * as lines `MM:SS [SEV1] …` counted from the start of the night.
 */
export function aNight(settings: Partial<EngineSettings> = {}, startWallMs = Date.UTC(2026, 0, 13, 1, 0)) {
  const worlds = new Map<SourceId, World>();
  const all: NewEvent[] = [];
  let elapsedMs = 0;
  let awakeMs = 0;
  let movedMs = 0;
  let ids = 0;
  let state: EngineState = initialState(NO_ALERTS);
  let nextLookMs = 0;

  const rules: EngineSettings = {
    mode: 'live',
    sources: (['health', 'postgres', 'redis', 'celery'] as const).map((id) => ({
      id,
      name: id,
      address: id,
      intervalMs: INTERVAL_MS,
    })),
    rules: defaultRules(),
    clocks: {
      responseTimes: {
        1: { kind: 'within', ms: 15 * 60_000, text: '15 min' },
        2: { kind: 'within', ms: 3_600_000, text: '1 hour' },
        3: { kind: 'within', ms: 4 * 3_600_000, text: '4 hours' },
        4: { kind: 'next-business-day', text: 'next business day' },
      },
      ladder: [
        { level: 1, who: 'On-Call Engineer', condition: '', afterMs: 0, severities: [1, 2, 3, 4], flags: [], line: 1 },
        {
          level: 2,
          who: 'Engineering Lead',
          condition: 'after 15 min',
          afterMs: 15 * 60_000,
          severities: [1, 2],
          flags: [],
          line: 2,
        },
        { level: 3, who: 'CTO', condition: 'after 30 min', afterMs: 30 * 60_000, severities: [1], flags: [], line: 3 },
      ],
      hours: officeHours('UTC'),
    },
    quietHours: null,
    firstStepOf: () => 'Look at the panel',
    personFor: (clockId) => (clockId === 'escalate-2' ? 'Ana Ruiz, +1 202 555 0101' : null),
    ...settings,
  };

  const now = (): Instant => ({ wallMs: startWallMs + movedMs + elapsedMs, elapsedMs, awakeMs, bootId: 'boot' });
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };

  function feed(input: EngineInput): void {
    const advanced = advance(state, input, now(), rules, newId);
    state = advanced.state;
    all.push(...advanced.events);
  }

  function look(source: SourceId, world: World): void {
    const checks = Object.entries(world).map(([name, value]) => toCheck(name, source, value));
    const verdict = checks[0]?.look ?? ok('answered');
    feed({ type: 'looked', source, look: verdict, depth: 'full', checks, latencyMs: 5, intervalMs: INTERVAL_MS });
  }

  const night = {
    now,
    state: () => state,
    /** From now on this source answers so. */
    world(source: SourceId, world: World) {
      worlds.set(source, { ...worlds.get(source), ...world });
    },
    /** Lets time pass, awake, looking as usual. */
    pass(seconds: number) {
      const untilMs = elapsedMs + seconds * 1000;
      while (elapsedMs < untilMs) {
        if (elapsedMs >= nextLookMs) {
          for (const [source, world] of worlds) look(source, world);
          nextLookMs = elapsedMs + INTERVAL_MS;
        }
        const stepMs = Math.min(5000, untilMs - elapsedMs);
        elapsedMs += stepMs;
        awakeMs += stepMs;
        feed({ type: 'tick' });
      }
    },
    /** The lid closes, and opens again later. */
    sleep(seconds: number) {
      elapsedMs += seconds * 1000;
      feed({ type: 'woke', sleptMs: seconds * 1000 });
      nextLookMs = elapsedMs;
    },
    /** Somebody sets the wall clock, forward or back. */
    moveClock(seconds: number) {
      movedMs += seconds * 1000;
      feed({ type: 'clock-changed', byMs: seconds * 1000 });
    },
    /** The app ends and starts again from what is on disk. */
    restart(seconds = 2) {
      const restored = restoreAlerts(JSON.parse(JSON.stringify(state.alerts))) ?? NO_ALERTS;
      elapsedMs += seconds * 1000;
      awakeMs = 0;
      state = all.reduce((folded, event) => foldEvent(folded, event), initialState(restored));
      feed({ type: 'restarted', awayMs: seconds * 1000 });
      nextLookMs = elapsedMs;
    },
    say(events: readonly Addressed[]) {
      feed({ type: 'said', id: newId(), actor: 'person', events });
    },
    acknowledge(untilWallMs: number | null = null) {
      night.say([
        { type: 'incident-acknowledged', payload: { reason: null, untilWallMs }, incidentId: night.incident().id },
      ]);
    },
    incident(): Incident {
      const [first] = openIncidents(state.incidents);
      if (first === undefined) throw new Error('No incident is open.');
      return first;
    },
    open: () => openIncidents(state.incidents).map(({ title, severity }) => `SEV${severity} ${title}`),
    events: () => all,
    /** What the notices of one kind said. */
    intended: (kind: NoticeKind) =>
      all.flatMap((event) => (event.type === 'notice-intended' && event.payload.kind === kind ? [event.payload] : [])),
    /** Every notice sent: `MM:SS title`. */
    notices: () => told('notice-intended'),
    /** Every notice held back: `MM:SS title: reason`. */
    skipped: () => told('notice-skipped'),
  };

  function told(type: 'notice-intended' | 'notice-skipped'): readonly string[] {
    return all.flatMap((event) => {
      if (event.type !== type) return [];
      const at = `${clock(event.at.elapsedMs)} ${event.payload.title}`;
      return 'reason' in event.payload ? `${at}: ${event.payload.reason}` : at;
    });
  }

  return night;
}

function clock(elapsedMs: number): string {
  const seconds = Math.round(elapsedMs / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

function toCheck(name: string, source: SourceId, value: number | Look | readonly CheckInstance[]): Check {
  const base = { name, source, unit: '' as const };
  if (typeof value === 'number') return { ...base, value, look: ok(`${value} measured`) };
  if ('verdict' in value) return { ...base, value: null, look: value };
  return { ...base, value: null, look: ok('measured'), instances: value };
}

export const DOWN = bad('PostgreSQL refuses new connections');
export const UP = ok('answered');
