import { urgentSources } from '../core/alerts/state.ts';
import type { ConfiguredSource, Reference } from '../core/configured-source.ts';
import type { HealthSays } from '../core/connectivity/failure-to-look.ts';
import type { EngineSettings } from '../core/engine/advance.ts';
import type { Clock, SampleLog, Store } from '../core/ports.ts';
import type { Surroundings } from '../core/snapshot/build.ts';
import type { Problem } from '../core/snapshot.ts';
import type { SourceId } from '../core/source.ts';
import { createEngine, type Engine } from './engine.ts';
import { createSampleHistory } from './history.ts';
import { createIncidentLog } from './incident-log.ts';
import { createMovedClock } from './moved-clock.ts';
import { createNetworkFacts } from './network-facts.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { createScheduler } from './scheduler.ts';
import { watchSource } from './watched-source.ts';

export interface WatchingParts {
  readonly store: Store & SampleLog;
  readonly clock: Clock;
  readonly settings: EngineSettings;
  readonly sources: readonly ConfiguredSource[];
  readonly reference: Reference | null;
  readonly newId: () => string;
  readonly random: () => number;
  readonly isOffline: () => boolean;
  /** What the snapshot tells and the engine does not know. */
  readonly around: () => Omit<Surroundings, 'historyOf' | 'offline' | 'eventsOf' | 'rules'>;
}

export interface Watching {
  readonly engine: Engine;
  readonly publisher: Publisher;
  start(): void;
  lookNow(): void;
  woke(sleptMs: number): void;
  networkChanged(): void;
  stop(): Promise<void>;
}

/** Aggregates and task lists are asked for at most this often, ms. */
const FULL_INTERVAL_MS = 60_000;
/** How often time alone is told to the engine, ms. */
const TICK_MS = 5000;

/** The health endpoint's check of what is asked directly too. */
const COMPONENTS: Readonly<Record<string, string>> = { postgres: 'database', redis: 'redis', celery: 'celery_workers' };

/** The whole watch: who is asked when, what follows from it, and what is shown of it. */
export function createWatching(parts: WatchingParts): Watching {
  const { store, clock, settings, sources } = parts;
  const engine = createEngine({ store, clock, settings, newId: parts.newId });
  const history = createSampleHistory(store, clock.now().wallMs);
  const eventsOf = createIncidentLog(store, engine);
  const network = createNetworkFacts(clock, parts.isOffline);

  const scheduler = createScheduler({
    sources: sources.map((source) =>
      watchSource(source, { clock, network, reference: parts.reference, healthSays, fullIntervalMs: FULL_INTERVAL_MS }),
    ),
    urgent: () => urgentSources(engine.state().alerts),
    random: parts.random,
    looked: ({ id, intervalMs, fullIntervalMs }, depth, { look, checks, latencyMs }) => {
      history.add(id, clock.now().wallMs, look.verdict === 'unknown' ? null : latencyMs, checks);
      const interval = depth === 'full' ? Math.max(intervalMs, fullIntervalMs) : intervalMs;
      engine.observe({ type: 'looked', source: id, look, depth, checks, latencyMs, intervalMs: interval });
    },
  });

  const publisher = createPublisher(engine, clock, settings, () => {
    const around = parts.around();
    return {
      ...around,
      rules: settings.clocks,
      historyOf: history.of,
      offline: parts.isOffline() ? 'The system knows of no network.' : null,
      eventsOf,
      problems: [...unsaved(engine), ...around.problems],
    };
  });

  /** What the health endpoint's newest look says of a component that is asked directly too. */
  function healthSays(source: SourceId): HealthSays {
    const component = COMPONENTS[source];
    const check = engine.state().sources.health?.checks.find(({ name }) => name === component);
    if (check?.look.verdict === 'ok') return 'healthy';
    return check?.look.verdict === 'bad' ? 'unhealthy' : null;
  }

  const movedBy = createMovedClock(clock);

  let ticks: NodeJS.Timeout | undefined;
  return {
    engine,
    publisher,
    start() {
      engine.observe({ type: 'restarted', awayMs: engine.awayMs });
      engine.observe({ type: 'configured', sources: sources.map(({ id }) => id) });
      scheduler.start();
      ticks = setInterval(() => {
        const byMs = movedBy();
        if (byMs !== null) engine.observe({ type: 'clock-changed', byMs });
        engine.observe({ type: 'tick' });
      }, TICK_MS);
    },
    lookNow: () => scheduler.lookNow(),
    woke(sleptMs) {
      network.changed();
      engine.observe({ type: 'woke', sleptMs });
      scheduler.discard();
    },
    networkChanged() {
      network.changed();
      engine.observe({ type: 'network-changed' });
      scheduler.discard();
    },
    async stop() {
      clearInterval(ticks);
      scheduler.stop();
      await Promise.all(sources.map(({ probe }) => probe.close()));
    },
  };
}

function unsaved(engine: Engine): readonly Problem[] {
  const reason = engine.unsaved();
  if (reason === null) return [];
  return [{ area: 'storage', severity: 'error', message: `The newest events are not on disk yet. ${reason}` }];
}
