/**
 * Polls every source on servers that poll.ts has started, as the app does: asks, judges, keeps on disk, shows. In a
 * process of its own, so that its time of the processor is nobody else's.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askSource } from '../../electron/core/ask-source.ts';
import { DEFAULT_COMPONENT_NAMES } from '../../electron/core/checks/health-components.ts';
import type { ConfiguredSource } from '../../electron/core/configured-source.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { Secret } from '../../electron/core/secret.ts';
import { DAY_MS } from '../../electron/core/time.ts';
import { trayView } from '../../electron/core/tray/view.ts';
import { createClock } from '../../electron/runtime/clock.ts';
import { createEngine } from '../../electron/runtime/engine.ts';
import { createSampleHistory } from '../../electron/runtime/history.ts';
import { createIncidentLog } from '../../electron/runtime/incident-log.ts';
import { createPublisher } from '../../electron/runtime/publisher.ts';
import { celerySource } from '../../electron/sources/celery.ts';
import { connectivitySource } from '../../electron/sources/connectivity.ts';
import { healthSource } from '../../electron/sources/health.ts';
import { postgresSource } from '../../electron/sources/postgres.ts';
import { redisSource } from '../../electron/sources/redis.ts';
import { httpReference } from '../../electron/sources/reference.ts';
import { vendorSource } from '../../electron/sources/vendors.ts';
import { openStore } from '../../electron/store/open-store.ts';
import { SETTINGS as CELERY, LIMITS as CELERY_LIMITS } from '../sources/celery-look.ts';
import { SETTINGS as POSTGRES } from '../sources/postgres-look.ts';
import { SETTINGS as REDIS } from '../sources/redis-look.ts';
import { BUILT_IN, INTERVAL_MS, usualSettings, usualSurroundings } from './house.ts';

/** Where the servers are. */
export interface PolledServers {
  readonly health: string;
  readonly postgres: string;
  readonly redis: string;
  readonly vendors: readonly string[];
  /** The authority that signed the vendors' certificates (PEM). */
  readonly ca: string;
}

export type PollOrder =
  | { readonly do: 'prepare'; readonly servers: PolledServers }
  | { readonly do: 'poll'; readonly depth: 'cheap' | 'full'; readonly polls: number };

export interface Polled {
  readonly sources: number;
  /** Time of the processor, all threads, for each poll, ms. */
  readonly busyMs: readonly number[];
  /** What the last poll did not find well, and why. */
  readonly unwell: readonly string[];
}

interface Polling {
  readonly sources: number;
  /** Answers what is not well. */
  once(depth: 'cheap' | 'full'): Promise<readonly string[]>;
}

function createPolling(servers: PolledServers): Polling {
  const clock = createClock();
  const playbook = parsePlaybook(BUILT_IN);
  const reference = httpReference(new URL(servers.health));
  const sources: readonly ConfiguredSource[] = [
    healthSource({
      url: new Secret(servers.health),
      intervalMs: INTERVAL_MS,
      ca: null,
      components: DEFAULT_COMPONENT_NAMES,
      ignored: [],
    }),
    postgresSource({ ...POSTGRES, url: new Secret(servers.postgres) }),
    redisSource({ ...REDIS, url: new Secret(servers.redis) }),
    celerySource({ ...CELERY, url: new Secret(servers.redis) }, CELERY_LIMITS),
    ...servers.vendors.map((origin, i) =>
      vendorSource(
        { id: `vendor:${i}`, service: `Vendor ${i}`, page: new URL(origin), intervalMs: INTERVAL_MS },
        servers.ca,
      ),
    ),
    connectivitySource(reference, INTERVAL_MS),
  ];
  const settings = usualSettings(playbook, sources);
  const folder = mkdtempSync(path.join(tmpdir(), 'sevlight-polled-'));
  const { store } = openStore({ folder, now: clock.now() });
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `polled-${ids}`;
  };
  const engine = createEngine({ store, clock, settings, newId });
  const history = createSampleHistory(store, clock.now().wallMs);
  const eventsOf = createIncidentLog(store, engine);
  const publisher = createPublisher(engine, clock, settings, () => ({
    ...usualSurroundings(playbook, settings),
    historyOf: history.of,
    eventsOf,
  }));
  publisher.listen((snapshot) => void trayView(snapshot, clock.now().wallMs, 'UTC'));
  const memories = new Map<string, unknown>();

  async function look(source: ConfiguredSource, depth: 'cheap' | 'full'): Promise<readonly string[]> {
    const asked = await askSource(source, {
      signal: new AbortController().signal,
      depth,
      reference,
      context: () => ({
        now: clock.now(),
        surroundings: { offline: false, unchangedForMs: DAY_MS, answeredBefore: true },
        healthSays: null,
        memory: memories.get(source.id) ?? null,
      }),
    });
    const { look: verdict, checks, latencyMs, memory } = asked;
    memories.set(source.id, memory);
    history.add(source.id, clock.now().wallMs, latencyMs, checks);
    const { id } = source;
    engine.observe({ type: 'looked', source: id, look: verdict, depth, checks, latencyMs, intervalMs: INTERVAL_MS });
    return verdict.verdict === 'ok' ? [] : [`${id}: ${verdict.reason}`];
  }

  return {
    sources: sources.length,
    once: async (depth) => {
      const unwell = await Promise.all(sources.map((source) => look(source, depth)));
      // The publisher tells in the next turn of the loop.
      await new Promise(setImmediate);
      return unwell.flat();
    },
  };
}

async function polled(polling: Polling, depth: 'cheap' | 'full', polls: number): Promise<Polled> {
  const busyMs: number[] = [];
  let unwell: readonly string[] = [];
  for (let i = 0; i < polls; i += 1) {
    const before = process.cpuUsage();
    unwell = await polling.once(depth);
    const { user, system } = process.cpuUsage(before);
    busyMs.push((user + system) / 1000);
  }
  return { sources: polling.sources, busyMs, unwell };
}

let polling: Polling | null = null;

process.on('message', (order: PollOrder) => {
  if (order.do === 'prepare') polling = createPolling(order.servers);
  const { depth, polls } = order.do === 'poll' ? order : { depth: 'cheap' as const, polls: 0 };
  if (polling !== null) void polled(polling, depth, polls).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
